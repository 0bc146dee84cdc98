using System.Text;

namespace R1Workbook.Kernel.Jupyter;

/// <summary>Places in code: the protocol counts code points, .NET counts UTF-16 units.</summary>
internal static class CodePoints
{
    /// <summary>The place in UTF-16 units; places outside of the text become its begin or end.</summary>
    public static int ToUtf16(string text, int codePoints)
    {
        int units = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (codePoints-- <= 0)
            {
                break;
            }

            units += rune.Utf16SequenceLength;
        }

        return units;
    }

    /// <summary>The place in code points.</summary>
    public static int FromUtf16(string text, int units) =>
        text[..Math.Clamp(units, 0, text.Length)].EnumerateRunes().Count();
}
