using R1Workbook.Kernel.Directives;

namespace R1Workbook.Kernel.Session;

/// <summary>A directive and the lines up to the next one.</summary>
/// <param name="Directive">The directive; null for the lines before the first.</param>
/// <param name="Text">The lines after it.</param>
/// <param name="FirstLine">The line of the cell where the text begins, from 1.</param>
internal sealed record CellSection(Directive? Directive, string Text, int FirstLine)
{
    /// <summary>Whether there is nothing but blanks after the directive.</summary>
    public bool IsBlank => string.IsNullOrWhiteSpace(Text);

    /// <summary>The text behind so many line feeds that its line numbers are those of the cell.</summary>
    public string TextAtItsLine => new string('\n', FirstLine - 1) + Text;
}
