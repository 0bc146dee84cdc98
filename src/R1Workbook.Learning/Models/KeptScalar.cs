using TorchSharp;

namespace R1Workbook.Learning.Models;

/// <summary>
/// Numbers that live as long as the process. TorchSharp 0.107 makes a native number for every <c>a + b</c>, and does not hold it until libtorch
/// has read it: where the collector runs in between, the call fails with "Unknown scalar type" (94 of 467,480 sums while another thread
/// collected all the time; none of 952,581 with a number that is kept). Code that runs often adds with these.
/// </summary>
internal static class KeptScalar
{
    /// <summary>1, the factor of what is added.</summary>
    public static readonly Scalar One = 1;
}
