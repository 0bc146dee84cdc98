using System.Globalization;

namespace R1Workbook.Kernel.Host;

/// <summary>The end of the process of the cells in the words of a reader.</summary>
internal static class CellHostExit
{
    /// <summary>What an exit code says.</summary>
    /// <param name="code">The exit code.</param>
    /// <param name="stackOverflowed">Whether .NET reported a stack overflow.</param>
    /// <param name="unhandled">The first line of an error that nothing caught; null where .NET reported none.</param>
    public static string Describe(int code, bool stackOverflowed, string? unhandled)
    {
        string hint = code switch
        {
            _ when stackOverflowed => ", of a stack overflow: a function calls itself without end",
            _ when unhandled is not null => ", of an error that nothing caught: " + unhandled,
            134 => ", aborted by native code: see the text above; in TorchSharp a matrix product (matmul, nn.Linear) "
                + "of shapes that do not fit does this, and mm and bmm say what is wrong instead",
            137 => ", killed from outside: most often the machine ran out of memory",
            139 => ", a fault in native code",
            _ => ", by itself: Environment.Exit does this",
        };
        return string.Create(
            CultureInfo.InvariantCulture,
            $"The process of this notebook ended in this cell (exit code {code}{hint})."
        );
    }
}
