using System.Globalization;
using R1Workbook.Kernel.Contracts;
using R1Workbook.Kernel.Outputs;

namespace R1Workbook.Kernel.Directives;

/// <summary><c>#!time</c></summary>
internal sealed class TimeDirective : ICellDirective
{
    public string Name => "time";

    public string Summary => "Tells the wall time of the whole cell at its end.";

    public DirectiveSyntax Syntax => DirectiveSyntax.None;

    public Task<CellError?> RunAsync(DirectiveArguments arguments, string text, DirectiveContext context)
    {
        context.AtEnd.Add(() =>
            context.Outputs.Display(
                MimeBundle.Text(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"Wall time: {context.Clock.Elapsed.TotalMilliseconds:0.0##}ms"
                    )
                ),
                null
            )
        );
        return Task.FromResult<CellError?>(null);
    }
}
