using R1Workbook.Kernel.Contracts;
using R1Workbook.Kernel.Directives;

namespace R1Workbook.Kernel.Session;

/// <summary>A section that is understood: what to show, what to do, what to run.</summary>
/// <param name="Section">The section.</param>
/// <param name="Language">Its language.</param>
internal sealed record CellStep(CellSection Section, LanguageEntry Language)
{
    /// <summary>The help that is asked for.</summary>
    public string? Help { get; init; }

    /// <summary>A line that an extension knows, for the package's own reading of it.</summary>
    public string? Sent { get; init; }

    /// <summary>Whether the text after the line went with it.</summary>
    public bool IsWhole { get; init; }

    /// <summary>The directive of the engine.</summary>
    public ICellDirective? Directive { get; init; }

    /// <summary>What the directive or the language is given.</summary>
    public DirectiveArguments? Arguments { get; init; }

    /// <summary>The name under which the language keeps its result; null for none.</summary>
    public string? ResultName => Directive is null ? Arguments?.Get("name") ?? Arguments?.Get("as") : null;
}
