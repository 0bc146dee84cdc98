using R1Workbook.Kernel.Contracts;

namespace R1Workbook.Kernel.Directives;

/// <summary>What one <c>#!name</c> does.</summary>
internal interface ICellDirective
{
    /// <summary>The name after <c>#!</c>.</summary>
    string Name { get; }

    /// <summary>What it does, in one sentence.</summary>
    string Summary { get; }

    /// <summary>What it may be given.</summary>
    DirectiveSyntax Syntax { get; }

    /// <summary>Whether the lines after it, up to the next directive, are its own and no code.</summary>
    bool TakesText => false;

    /// <summary>Does it.</summary>
    /// <param name="arguments">What it was given.</param>
    /// <param name="text">The lines after it, when <see cref="TakesText"/>; else empty.</param>
    /// <param name="context">The session and the cell.</param>
    /// <returns>The error of code that it ran; null when all went well.</returns>
    /// <exception cref="CellException">It cannot be done.</exception>
    Task<CellError?> RunAsync(DirectiveArguments arguments, string text, DirectiveContext context);
}
