using TorchSharp;
using static TorchSharp.torch;

namespace R1Workbook.Learning.Decoders;

public sealed partial class Decoder
{
    /// <summary>The weights as numbers.</summary>
    /// <returns>[N]</returns>
    public float[] CopyWeights()
    {
        using DisposeScope scope = NewDisposeScope();
        return Weights.detach().cpu().data<float>().ToArray();
    }

    /// <summary>Sets all weights.</summary>
    /// <param name="weights">[N]</param>
    public void SetWeights(Tensor weights)
    {
        using IDisposable _ = no_grad();
        Weights.copy_(weights);
    }

    /// <summary>Moves all weights towards those of another decoder: w ← (1 − share) w + share w'.</summary>
    /// <param name="other">A decoder of the same shape.</param>
    /// <param name="share">1 copies, less mixes.</param>
    public void MoveTowards(Decoder other, double share)
    {
        ArgumentNullException.ThrowIfNull(other);
        using IDisposable inference = no_grad();
        using DisposeScope scope = NewDisposeScope();
        if (share == 1)
        {
            Weights.copy_(other.Weights);
        }
        else
        {
            Weights.lerp_(
                other.Weights,
                full([], KeptScalar.Of((float)share), dtype: ScalarType.Float32, device: Device)
            );
        }
    }

    /// <summary>A name for these very weights.</summary>
    /// <returns>16 hexadecimal digits of their SHA-256.</returns>
    public string Fingerprint() => FingerprintOf(CopyWeights());

    internal static string FingerprintOf(float[] weights) =>
        Convert.ToHexStringLower(
            System.Security.Cryptography.SHA256.HashData(
                System.Runtime.InteropServices.MemoryMarshal.AsBytes(weights.AsSpan())
            )
        )[..16];

    // A tensor made of an array lies where the garbage collector put the array, and a matrix product may round
    // differently by where its factors begin: in memory of libtorch's own, the same numbers give the same bits in every
    // process.
    internal static Tensor Aligned(float[] values, Device device) =>
        empty(values.Length, device: device).copy_(tensor(values));
}
