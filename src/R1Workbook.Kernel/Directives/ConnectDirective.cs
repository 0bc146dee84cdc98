using R1Workbook.Kernel.Contracts;

namespace R1Workbook.Kernel.Directives;

/// <summary><c>#!connect</c></summary>
internal sealed class ConnectDirective : ICellDirective
{
    public string Name => "connect";

    public string Summary => "Not available: all languages of this kernel are there from the start.";

    public DirectiveSyntax Syntax { get; } =
        new(
            new DirectiveParameter("to", "WHAT", "Not available.") { IsPositional = true },
            new DirectiveParameter("kernel-name", "NAME", "Not available.")
        );

    public Task<CellError?> RunAsync(DirectiveArguments arguments, string text, DirectiveContext context) =>
        throw arguments.Error(Advice);

    /// <summary>What to do instead.</summary>
    public const string Advice =
        "this kernel connects to no other kernel or database. Its languages are there from the start: begin a cell "
        + "with #!csharp, #!fsharp or #!sql "
        + "(DuckDB over the variables of the notebook and over CSV, JSONL and Parquet files, without connecting).";
}
