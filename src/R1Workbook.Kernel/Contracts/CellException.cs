namespace R1Workbook.Kernel.Contracts;

/// <summary>A cell that cannot be run as it is written; carries the line of the cell (or of an imported
/// file).</summary>
public sealed class CellException : Exception
{
    /// <summary>Makes the error.</summary>
    /// <param name="message">What was wrong and what to do.</param>
    /// <param name="line">The line, from 1.</param>
    public CellException(string message, int line)
        : base(message) => Line = line;

    /// <summary>The line, from 1.</summary>
    public int Line { get; }
}
