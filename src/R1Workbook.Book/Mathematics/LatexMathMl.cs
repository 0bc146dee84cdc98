using System.Xml.Linq;

namespace R1Workbook.Book.Mathematics;

/// <summary>A formula in MathML.</summary>
/// <param name="Html">The <c>math</c> element.</param>
/// <param name="Unknown">Commands that were not understood; they show as red text in the formula.</param>
public sealed record MathMl(string Html, IReadOnlyList<string> Unknown);

/// <summary>
/// Turns LaTeX mathematics into MathML, which browsers draw by themselves: a page needs neither a script nor a font
/// from the network.
/// </summary>
public static class LatexMathMl
{
    /// <summary>The formula as MathML. Never throws: what is not understood shows as text and is named in
    /// <see cref="MathMl.Unknown"/>.</summary>
    /// <param name="latex">The formula without its dollar signs.</param>
    /// <param name="display">Whether it stands on a line of its own.</param>
    public static MathMl Convert(string latex, bool display)
    {
        var parser = new LatexParser(latex);
        XElement body = parser.Formula();
        var math = new XElement(
            "math",
            display ? new XAttribute("display", "block") : null,
            body,
            new XAttribute("data-latex", latex.Trim())
        );
        return new MathMl(math.ToString(SaveOptions.DisableFormatting), parser.Unknown);
    }
}
