using R1Workbook.Kernel.Contracts;
using R1Workbook.Kernel.Outputs;

namespace R1Workbook.Kernel.Directives;

/// <summary><c>#!lsmagic</c></summary>
internal sealed class LsmagicDirective : ICellDirective
{
    public string Name => "lsmagic";

    public string Summary => "Lists the languages and directives.";

    public DirectiveSyntax Syntax => DirectiveSyntax.None;

    public Task<CellError?> RunAsync(DirectiveArguments arguments, string text, DirectiveContext context)
    {
        IEnumerable<Row> languages = context
            .Languages.All.Where(l => l.HasCells)
            .Select(l => new Row(l.Syntax.Line(l.Name), string.Join(", ", l.Aliases.Select(a => "#!" + a)), l.Summary));
        IEnumerable<Row> directives = DirectiveCatalog.All.Select(d => new Row(d.Syntax.Line(d.Name), "", d.Summary));
        context.Outputs.Display(MimeBundle.Of(languages.Concat(directives).ToList()), null);
        return Task.FromResult<CellError?>(null);
    }

    private sealed record Row(string Directive, string Aliases, string Does);
}
