using static TorchSharp.torch;

namespace R1Workbook.Learning.Natives;

/// <summary>Whether libtorch works on this machine. Only this project sees TorchSharp; others ask here.</summary>
public static class LibTorch
{
    /// <summary>The version of libtorch.</summary>
    public static string Version => __version__;

    /// <summary>Whether a small product of matrices comes out right.</summary>
    /// <exception cref="Exception">The native library does not load. Loaders throw exceptions of many
    /// types.</exception>
    public static bool MultipliesMatrices
    {
        get
        {
            using TorchSharp.DisposeScope scope = NewDisposeScope();
            return ones(2, 3).mm(ones(3, 2)).sum().item<float>() == 12; // [2, 2], each 3
        }
    }

    /// <summary>The number of CUDA devices; 0 where there is none, or libtorch comes without CUDA.</summary>
    public static int CudaDevices => cuda.is_available() ? cuda.device_count() : 0;
}
