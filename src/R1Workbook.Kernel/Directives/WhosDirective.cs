using R1Workbook.Kernel.Contracts;
using R1Workbook.Kernel.Outputs;

namespace R1Workbook.Kernel.Directives;

/// <summary><c>#!whos</c></summary>
internal sealed class WhosDirective : ICellDirective
{
    private const int MostCharacters = 100;

    public string Name => "whos";

    public string Summary => "Lists the variables of this language with their types and values.";

    public DirectiveSyntax Syntax => DirectiveSyntax.None;

    public Task<CellError?> RunAsync(DirectiveArguments arguments, string text, DirectiveContext context)
    {
        List<Row> rows =
        [
            .. (context.Languages.Started(context.Language)?.Variables ?? [])
                .OrderBy(v => v.Name, StringComparer.Ordinal)
                .Select(v => new Row(v.Name, TypeName.Of(v.Type), Shown(v.Value))),
        ];
        context.Outputs.Display(
            rows.Count == 0 ? MimeBundle.Text($"{context.Language.Name} has no variables.") : MimeBundle.Of(rows),
            null
        );
        return Task.FromResult<CellError?>(null);
    }

    private static string Shown(object? value)
    {
        string plain = ((string)MimeBundle.Of(value)["text/plain"]!).ReplaceLineEndings(" ");
        return plain.Length > MostCharacters ? plain[..MostCharacters] + "..." : plain;
    }

    private sealed record Row(string Variable, string Type, string Value);
}
