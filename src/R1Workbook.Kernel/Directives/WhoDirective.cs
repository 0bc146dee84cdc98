using R1Workbook.Kernel.Contracts;
using R1Workbook.Kernel.Outputs;

namespace R1Workbook.Kernel.Directives;

/// <summary><c>#!who</c></summary>
internal sealed class WhoDirective : ICellDirective
{
    public string Name => "who";

    public string Summary => "Lists the names of the variables of this language.";

    public DirectiveSyntax Syntax => DirectiveSyntax.None;

    public Task<CellError?> RunAsync(DirectiveArguments arguments, string text, DirectiveContext context)
    {
        string[] names =
        [
            .. (context.Languages.Started(context.Language)?.Variables ?? [])
                .Select(v => v.Name)
                .Order(StringComparer.Ordinal),
        ];
        context.Outputs.Display(
            MimeBundle.Text(
                names.Length == 0 ? $"{context.Language.Name} has no variables." : string.Join('\n', names)
            ),
            null
        );
        return Task.FromResult<CellError?>(null);
    }
}
