using Microsoft.DotNet.Interactive;

namespace R1Workbook.Kernel.Interactive;

/// <summary>Places in code: ours count UTF-16 units from its begin, the package's lines and units in a line, both from
/// 0.</summary>
internal static class CodePosition
{
    /// <summary>The place in the whole code; its end where the line or the column lies behind it.</summary>
    public static int Of(string code, LinePosition position)
    {
        int start = 0;
        for (int line = 0; line < position.Line; line++)
        {
            int end = code.IndexOf('\n', start);
            if (end < 0)
            {
                return code.Length;
            }

            start = end + 1;
        }

        return Math.Clamp(start + position.Character, start, code.Length);
    }

    /// <summary>The line and column of a place.</summary>
    public static LinePosition In(string code, int position)
    {
        ReadOnlySpan<char> before = code.AsSpan(0, Math.Clamp(position, 0, code.Length));
        return new LinePosition(before.Count('\n'), before.Length - (before.LastIndexOf('\n') + 1));
    }
}
