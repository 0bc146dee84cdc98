using System.Globalization;
using System.Runtime.CompilerServices;

namespace R1Workbook.Kernel.Languages.Mermaid.Drawing;

/// <summary>One element of a drawing as interpolated text, in which numbers are written the same in
/// every culture.</summary>
/// <param name="literals">How many letters the text has around its holes.</param>
/// <param name="holes">How many holes it has.</param>
[InterpolatedStringHandler]
internal ref struct SvgElement(int literals, int holes)
{
    private DefaultInterpolatedStringHandler _text = new(literals, holes, CultureInfo.InvariantCulture);

    /// <summary>Adds what stands around a hole.</summary>
    public void AppendLiteral(string value) => _text.AppendLiteral(value);

    /// <summary>Fills a hole.</summary>
    public void AppendFormatted<T>(T value) => _text.AppendFormatted(value);

    /// <summary>Fills a hole by a format, such as 0.##.</summary>
    public void AppendFormatted<T>(T value, string? format) => _text.AppendFormatted(value, format);

    /// <summary>The text. To be called once.</summary>
    public string ToText() => _text.ToStringAndClear();
}
