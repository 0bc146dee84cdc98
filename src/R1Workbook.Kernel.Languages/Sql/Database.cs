using System.Text.RegularExpressions;
using DuckDB.NET.Data;
using R1Workbook.Kernel.Contracts;

namespace R1Workbook.Kernel.Languages.Sql;

/// <summary>The in-memory database of a session. It never fetches an extension from the network.</summary>
internal sealed partial class Database : IDisposable
{
    private readonly DuckDBConnection _connection = new("DataSource=:memory:");
    private readonly HashSet<string> _variables = new(StringComparer.OrdinalIgnoreCase);
    private readonly Func<string, CellVariable?> _variable;
    private readonly Action<string> _note;

    /// <summary>Opens it.</summary>
    /// <param name="folder">Where files named in queries lie.</param>
    /// <param name="variable">The variable of that name; null when there is none.</param>
    /// <param name="note">Takes remarks for the reader.</param>
    public Database(string folder, Func<string, CellVariable?> variable, Action<string> note)
    {
        _variable = variable;
        _note = note;
        _connection.Open();
        foreach (string setting in SqlExtensions.Off)
        {
            Execute(setting);
        }

        Execute($"SET file_search_path = '{folder.Replace("'", "''", StringComparison.Ordinal)}'");
    }

    /// <summary>Runs one statement; a table that does not exist is looked for among the variables.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="isChange">Whether it changes rows and gives none back.</param>
    /// <param name="cancellationToken">Interrupts it.</param>
    /// <exception cref="DuckDBException">The statement failed.</exception>
    /// <exception cref="OperationCanceledException">It was interrupted.</exception>
    public QueryResult Run(string statement, bool isChange, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                using DuckDBCommand command = _connection.CreateCommand();
                command.CommandText = statement;
                using CancellationTokenRegistration cancel = cancellationToken.Register(command.Cancel);
                if (isChange)
                {
                    return new QueryResult(null, command.ExecuteNonQuery(), false);
                }

                using DuckDBDataReader reader = command.ExecuteReader();
                return QueryResult.Read(reader, cancellationToken);
            }
            catch (DuckDBException) when (cancellationToken.IsCancellationRequested)
            {
                throw new OperationCanceledException(cancellationToken);
            }
            catch (DuckDBException e)
                when (MissingTable().Match(e.Message) is { Success: true } missing
                    && Load(missing.Groups[1].Value, cancellationToken)
                )
            {
                // The table is there now.
            }
        }
    }

    /// <summary>Forgets what variables held, so that the next cell sees what they hold then.</summary>
    public void DropVariables()
    {
        foreach (string table in _variables)
        {
            Execute($"DROP TABLE IF EXISTS temp.{Quoted(table)}");
        }

        _variables.Clear();
    }

    /// <summary>The names and kinds that completion offers.</summary>
    public IEnumerable<(string Name, string Kind)> Names()
    {
        using DuckDBCommand command = _connection.CreateCommand();
        command.CommandText = """
            SELECT table_name, 'class' FROM duckdb_tables()
            UNION SELECT view_name, 'class' FROM duckdb_views() WHERE NOT internal
            UNION SELECT column_name, 'field' FROM duckdb_columns() WHERE NOT internal
            UNION SELECT upper(keyword_name), 'keyword' FROM duckdb_keywords()
            """;
        using DuckDBDataReader reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return (reader.GetString(0), reader.GetString(1));
        }
    }

    public void Dispose() => _connection.Dispose();

    private void Execute(string statement)
    {
        using DuckDBCommand command = _connection.CreateCommand();
        command.CommandText = statement;
        command.ExecuteNonQuery();
    }

    private bool Load(string name, CancellationToken cancellationToken)
    {
        if (
            _variable(name) is not { } variable
            || !_variables.Add(name)
            || VariableTable.TryRead(variable.Value, variable.Type, cancellationToken)
                is not { Columns.Count: > 0 } table
        )
        {
            return false;
        }

        var types = new SqlColumnType[table.Columns.Count];
        for (int c = 0; c < types.Length; c++)
        {
            int column = c;
            types[c] = SqlColumnType.Of(table.Columns[c].Type, table.Rows.Select(r => r[column]), out bool isText);
            if (isText)
            {
                _note(
                    $"SQL: the column {table.Columns[c].Name} of {variable.Name} "
                        + $"({TypeName.Of(table.Columns[c].Type)}) is read as text."
                );
            }
        }

        Execute(
            $"CREATE TEMP TABLE {Quoted(name)} "
                + $"({string.Join(", ", table.Columns.Select((c, i) => $"{Quoted(c.Name)} {types[i].Sql}"))})"
        );
        using DuckDBAppender appender = _connection.CreateAppender("temp", "main", name);
        foreach (object?[] values in table.Rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            IDuckDBAppenderRow row = appender.CreateRow();
            for (int c = 0; c < types.Length; c++)
            {
                if (values[c] is { } value)
                {
                    types[c].Append(row, value);
                }
                else
                {
                    row.AppendNullValue();
                }
            }

            row.EndRow();
        }

        return true;
    }

    private static string Quoted(string name) => "\"" + name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    [GeneratedRegex(@"Table with name (\S+) does not exist", RegexOptions.CultureInvariant)]
    private static partial Regex MissingTable();
}
