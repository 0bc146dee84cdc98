using R1Workbook.Learning.Training;
using static TorchSharp.torch;

namespace R1Workbook.Learning.Stages;

/// <summary>Where the models of a scale lie.</summary>
public static class Devices
{
    /// <summary>The device of a scale: the first CUDA device for <see cref="Scale.Gpu"/>, otherwise the CPU.</summary>
    /// <param name="scale">The scale.</param>
    /// <returns>The device.</returns>
    /// <exception cref="TrainingException">There is no CUDA device, or the libtorch at hand has no CUDA.</exception>
    public static Device Of(Scale scale)
    {
        if (scale != Scale.Gpu) return CPU;
        return cuda.is_available()
            ? CUDA
            : throw new TrainingException("No CUDA device: the libtorch that came with the workbook knows the CPU only, or there is no card. Use the scale laptop, or put the libtorch of an installed PyTorch with CUDA first (LD_LIBRARY_PATH).");
    }
}
