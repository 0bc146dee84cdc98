using System.Globalization;
using R1Workbook.Kernel.Wire;

namespace R1Workbook.Kernel.Host;

/// <summary>The end of the process of the cells in the words of a reader.</summary>
internal static class CellHostExit
{
    // LibTorch's words where the shapes of a product do not fit.
    private static readonly string[] OfShapes = ["shapes cannot be multiplied", "size mismatch", "sizes of tensors"];

    /// <summary>What an exit code says, and what was said on standard error before it: a cause is named only where that
    /// names it.</summary>
    /// <param name="code">The exit code.</param>
    /// <param name="words">What the process said at last.</param>
    public static string Describe(int code, LastWords words)
    {
        string hint = code switch
        {
            _ when words.StackOverflowed => ", of a stack overflow: a function calls itself without end",
            _ when words.Unhandled is { } error => ", of an error that nothing caught: " + error,
            _ when words.FailFast is { } message => ", by Environment.FailFast"
                + (message.Length > 0 ? ": " + message : ""),
            _ when words.NativeError is { } native => $", aborted by native code: {native}"
                + (
                    OfShapes.Any(shape => native.Contains(shape, StringComparison.OrdinalIgnoreCase))
                        ? ". In TorchSharp a matrix product (matmul, nn.Linear) of shapes that do not fit does this; "
                            + "mm and bmm say what is wrong instead"
                        : ""
                ),
            134 => ", aborted by native code: see the text above",
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
