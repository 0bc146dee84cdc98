using TorchSharp;
using static TorchSharp.torch;

namespace R1Workbook.Learning.Decoders;

/// <summary>RMSNorm (Zhang and Sennrich 2019, arXiv 1910.07467, equation 4): x over the root of its mean square,
/// scaled.</summary>
internal static class RmsNorm
{
    /// <summary>
    /// Norms the last dimension; narrow types in 32 bits, as the models of the Llama family do. The epsilon is a number
    /// that the caller keeps, for the reason that <see cref="KeptScalar"/> gives.
    /// </summary>
    public static Tensor Of(Tensor x, Tensor scale, Scalar epsilon) // [..., D]
    {
        if (x.dtype is ScalarType.BFloat16 or ScalarType.Float16)
            return Of(x.to_type(ScalarType.Float32), scale.to_type(ScalarType.Float32), epsilon).to_type(x.dtype);
        return x.mul(x.mul(x).mean([-1], keepdim: true).add(epsilon, KeptScalar.One).rsqrt()).mul(scale);
    }
}
