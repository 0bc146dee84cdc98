using static TorchSharp.torch;

namespace R1Workbook.Learning.Decoders;

/// <summary>
/// Calls of TorchSharp 0.107 whose errors end the process: it catches what libtorch throws in nearly all, but not in
/// <c>matmul</c> and <c>autograd.grad</c>, nor in modules such as <c>nn.Linear</c> and <c>nn.Embedding</c>. What they
/// need is checked here before they are called; elsewhere they are forbidden (Natives/BannedSymbols.txt).
/// </summary>
internal static class CheckedCalls
{
#pragma warning disable RS0030
    /// <summary>The matrix product, of the last two dimensions.</summary>
    /// <param name="a">[..., N, K], or [K].</param>
    /// <param name="b">[..., K, M], or [K].</param>
    /// <returns>[..., N, M], less the dimensions that are missing.</returns>
    /// <exception cref="ArgumentException">The shapes, types or devices do not fit; the message names them.</exception>
    public static Tensor Product(this Tensor a, Tensor b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        if (Misfit(a, b) is { } misfit)
            throw new ArgumentException($"No matrix product of {Shape(a)} and {Shape(b)}: {misfit}.");
        return a.matmul(b);
    }

    /// <summary>The gradients of a number.</summary>
    /// <param name="value">[] A loss.</param>
    /// <param name="of">What it was computed from.</param>
    /// <returns>One for each, in its shape.</returns>
    /// <exception cref="ArgumentException">The value is no single number, or depends on nothing that has a
    /// gradient.</exception>
    public static IList<Tensor> Gradients(Tensor value, params IReadOnlyList<Tensor> of)
    {
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(of);
        if (value.numel() != 1)
            throw new ArgumentException($"A loss is one number; this one is {Shape(value)}. Sum it or take its mean.");
        if (!value.requires_grad || of.Any(tensor => !tensor.requires_grad))
        {
            throw new ArgumentException(
                "The loss has no gradient: it was not computed from the log-probabilities or weights, or without "
                    + "gradients (no_grad, detach)."
            );
        }
        return autograd.grad([value], [.. of]);
    }
#pragma warning restore RS0030

    private static string? Misfit(Tensor a, Tensor b)
    {
        (long rows, long columns) = (a.dim(), b.dim());
        if (rows == 0 || columns == 0)
            return "a single number is no matrix";
        if (a.dtype != b.dtype)
            return $"they are of {a.dtype} and {b.dtype}";
        if (a.device_type != b.device_type || a.device_index != b.device_index)
            return $"they are on {a.device} and {b.device}";
        if (a.size(-1) != b.size(columns == 1 ? -1 : -2))
            return $"{a.size(-1)} columns meet {b.size(columns == 1 ? -1 : -2)} rows";
        for (int back = 3; back <= Math.Min(rows, columns); back++)
        {
            (long left, long right) = (a.size(-back), b.size(-back));
            if (left != right && left != 1 && right != 1)
                return $"there are {left} matrices and {right}";
        }
        return null;
    }

    private static string Shape(Tensor tensor) => $"[{string.Join(", ", tensor.shape)}]";
}
