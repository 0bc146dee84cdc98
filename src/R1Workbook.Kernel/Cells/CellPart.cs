namespace R1Workbook.Kernel.Cells;

/// <summary>What one part of a cell asks for.</summary>
public enum CellPartKind
{
    /// <summary>Code or text in <see cref="CellPart.Language"/>.</summary>
    Text,

    /// <summary>Run the file named by <see cref="CellPart.Text"/>.</summary>
    Import,

    /// <summary>Tell the wall time of the whole cell at its end.</summary>
    Time,
}

/// <summary>A run of lines of a cell in one language, or one directive.</summary>
/// <param name="Kind">What to do.</param>
/// <param name="Language">csharp, markdown, html or javascript.</param>
/// <param name="Text">The lines, or the directive's argument.</param>
/// <param name="FirstLine">The line of the cell where the part starts, from 1.</param>
public sealed record CellPart(CellPartKind Kind, string Language, string Text, int FirstLine);
