namespace R1Workbook.Kernel.Debugging;

/// <summary>A statement of a cell at which its code can be stopped.</summary>
/// <param name="Source">The path of the cell.</param>
/// <param name="Line">The line where it begins, from 1.</param>
/// <param name="Function">The function whose body holds it, as the reader calls it.</param>
/// <param name="Names">The names of the values that a stop here hands over, in their order.</param>
/// <param name="Catches">For each <c>try</c> around it in its function: what its <c>catch</c> clauses catch.</param>
internal sealed record DebugPlace(
    string Source,
    int Line,
    string Function,
    IReadOnlyList<string> Names,
    IReadOnlyList<string> Catches
);
