using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using DuckDB.NET.Data;
using Microsoft.Data.Analysis;
using R1Workbook.Kernel.Contracts;
using R1Workbook.Kernel.Session;

namespace R1Workbook.Kernel.Languages.Sql;

/// <summary>
/// Runs SQL on DuckDB. Variables of the other languages are tables under their names; a table of SQL's own goes before
/// a variable. The rows of the last query are a data frame: the variable <c>_</c>, or the name given by <c>#!sql
/// --name</c>.
/// </summary>
internal sealed class SqlLanguage : ICellLanguage
{
    private const string LastResult = "_";

    // They answer with a table of one column, Count or Success, which tells nothing.
    private static readonly HashSet<string> Silent =
    [
        "create",
        "drop",
        "alter",
        "set",
        "reset",
        "attach",
        "detach",
        "use",
        "begin",
        "commit",
        "rollback",
    ];

    private readonly Dictionary<string, CellVariable> _own = new(StringComparer.Ordinal);
    private readonly LanguageCatalog _languages;
    private readonly Database _database;

    /// <summary>Opens the session's database.</summary>
    /// <param name="context">The session: <c>from 'file.csv'</c> is relative to its folder, the variables of its
    /// languages are tables.</param>
    public SqlLanguage(LanguageContext context)
    {
        _languages = context.Languages;
        _database = new Database(context.Folder, Variable, context.Note);
    }

    public string Name => "sql";

    public IReadOnlyList<CellVariable> Variables => [.. _own.Values];

    public void SetVariable(string name, object? value, Type type) => _own[name] = new CellVariable(name, type, value);

    public Task<Evaluation> RunAsync(string code, string fileName, CancellationToken cancellationToken) =>
        Task.FromResult(Run(code, fileName, cancellationToken));

    public CompletionList Complete(string code, int cursor)
    {
        int start = cursor;
        while (start > 0 && (char.IsLetterOrDigit(code[start - 1]) || code[start - 1] == '_'))
        {
            start--;
        }

        string typed = code[start..cursor];
        IEnumerable<(string Name, string Kind)> variables = _languages
            .Variables(Name)
            .Concat(_own.Values)
            .Where(v => v.Value is DataFrame || (v.Value is System.Collections.IEnumerable and not string))
            .Select(v => (v.Name, "variable"));
        return new CompletionList(
            start,
            cursor,
            [
                .. variables
                    .Concat(_database.Names())
                    .Where(n => n.Name.StartsWith(typed, StringComparison.OrdinalIgnoreCase))
                    .DistinctBy(n => n.Name)
                    .OrderBy(n => n.Kind == "keyword")
                    .ThenBy(n => n.Name, StringComparer.OrdinalIgnoreCase)
                    .Select(n => new CompletionItem(n.Name, n.Kind)),
            ]
        );
    }

    public void Dispose() => _database.Dispose();

    private Evaluation Run(string code, string fileName, CancellationToken cancellationToken)
    {
        var html = new StringBuilder();
        var text = new StringBuilder();
        DataFrame? last = null;
        SqlStatement? running = null;
        try
        {
            foreach (SqlStatement statement in SqlStatement.Split(code))
            {
                running = statement;
                if (SqlExtensions.Refusal(statement) is { } refusal)
                {
                    return new Evaluation(false, null, SqlErrors.Describe(refusal, statement, fileName));
                }

                QueryResult result = _database.Run(statement.Text, statement.IsChange, cancellationToken);
                if (result.Frame is { } frame && !Silent.Contains(statement.Verb))
                {
                    last = frame;
                    var table = new ResultTable(result);
                    html.Append(table.Html());
                    text.Append(text.Length > 0 ? "\n\n" : "").Append(table.Text());
                }
                else if (result.Changed >= 0)
                {
                    string changed = string.Create(
                        CultureInfo.InvariantCulture,
                        $"{statement.Verb}: {result.Changed:N0} rows"
                    );
                    html.Append("<p>").Append(changed).Append("</p>");
                    text.Append(text.Length > 0 ? "\n\n" : "").Append(changed);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return new Evaluation(
                false,
                null,
                new CellError(
                    CellErrorKind.Interrupted,
                    "Interrupted",
                    "The cell was interrupted.",
                    running?.FirstLine,
                    [$"{fileName}: the query was interrupted."]
                )
            );
        }
        catch (Exception e)
            when (e is DuckDBException or InvalidOperationException or NotSupportedException or InvalidCastException)
        {
            return new Evaluation(false, null, SqlErrors.Describe(e.Message, running!, fileName));
        }
        finally
        {
            _database.DropVariables();
        }

        if (last is not null)
        {
            SetVariable(LastResult, last, typeof(DataFrame));
        }

        var bundle = new JsonObject { ["text/html"] = html.ToString(), ["text/plain"] = text.ToString() };
        return new Evaluation(text.Length > 0, new ShownContent(bundle, last), null);
    }

    private CellVariable? Variable(string name) => _own.GetValueOrDefault(name) ?? _languages.Variable(name, Name);
}
