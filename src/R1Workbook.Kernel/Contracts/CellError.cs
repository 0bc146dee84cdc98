namespace R1Workbook.Kernel.Contracts;

/// <summary>Why a cell stopped.</summary>
/// <param name="Kind">What kind of end it was; the one thing to decide by.</param>
/// <param name="Name">The error's short name, for the reader: a diagnostic's id (CS0103) or an exception's
/// type.</param>
/// <param name="Message">What went wrong.</param>
/// <param name="Line">The line of the cell, from 1; null when no line is known.</param>
/// <param name="Traceback">Lines that say where, for the reader.</param>
public sealed record CellError(
    CellErrorKind Kind,
    string Name,
    string Message,
    int? Line,
    IReadOnlyList<string> Traceback
);
