using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace R1Workbook.Learning.Decoders.Fused;

/// <summary>A matrix in memory that both libtorch and C# see.</summary>
/// <param name="Tensor">[R, C] A contiguous tensor of the CPU in float32.</param>
/// <param name="Rows">R.</param>
/// <param name="Columns">C.</param>
internal readonly record struct WorkspaceMatrix(Tensor Tensor, int Rows, int Columns)
{
    /// <summary>[R C] Its numbers, row after row.</summary>
    public Span<float> Span => Numbers(Tensor);

    /// <summary>The numbers of a contiguous tensor of the CPU.</summary>
    public static Span<float> Numbers(Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes);

    /// <summary>Becomes a b.</summary>
    public void Set(Tensor a, Tensor b) => Tensor.addmm_(a, b, beta: 0, alpha: 1);
}
