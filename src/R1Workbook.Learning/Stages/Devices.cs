using R1Workbook.Learning.Decoders;
using R1Workbook.Learning.Training.Runs;

namespace R1Workbook.Learning.Stages;

/// <summary>Where the models of a scale lie.</summary>
public static class Devices
{
    /// <summary>The placement of a scale, or another that is asked for.</summary>
    /// <param name="scale">The scale: the first CUDA device for <see cref="Scale.Gpu"/>, otherwise the CPU, in
    /// float32.</param>
    /// <param name="asked">What is asked for, as <see cref="Placement.Parse"/> reads it; that of the scale where
    /// null.</param>
    /// <returns>The placement.</returns>
    /// <exception cref="TrainingException">It is none, there is no such device, or the libtorch at hand has no
    /// CUDA.</exception>
    public static Placement Of(Scale scale, string? asked = null)
    {
        try
        {
            return Placement.Parse(asked ?? (scale == Scale.Gpu ? "cuda" : "cpu"));
        }
        catch (ArgumentException exception)
        {
            throw new TrainingException(exception.Message, exception);
        }
    }
}
