using static TorchSharp.torch;

namespace R1Workbook.Learning.Models;

/// <summary>RMSNorm (Zhang and Sennrich 2019, arXiv 1910.07467, equation 4): x over the root of its mean square, scaled.</summary>
internal static class RmsNorm
{
    /// <summary>Norms the last dimension.</summary>
    public static Tensor Of(Tensor x, Tensor scale, double epsilon) => // [..., D]
        x.mul(x.mul(x).mean([-1], keepdim: true).add(epsilon).rsqrt()).mul(scale);
}
