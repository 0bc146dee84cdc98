using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace R1Workbook.Learning.Decoders;

/// <summary>
/// Where a model lies and what it computes in. Its weights are float32 always: they are the master that is trained, and
/// a pass in another type sees them cast, so that gradients come back in float32. What leaves a pass
/// (log-probabilities, scores) has at least 32 bits.
/// </summary>
/// <param name="Device">The device that holds the model.</param>
/// <param name="Type">What its passes compute in: float32, bfloat16, float16, or float64 for exact checks.</param>
public sealed record Placement(Device Device, ScalarType Type = ScalarType.Float32)
{
    private static readonly Dictionary<string, ScalarType> Types = new(StringComparer.OrdinalIgnoreCase)
    {
        ["float32"] = ScalarType.Float32,
        ["bfloat16"] = ScalarType.BFloat16,
        ["float16"] = ScalarType.Float16,
        ["float64"] = ScalarType.Float64,
    };

    /// <summary>The CPU in float32.</summary>
    public static Placement Cpu { get; } = new(CPU);

    /// <summary>The type of losses and of what leaves a pass.</summary>
    public ScalarType LossType => Type == ScalarType.Float64 ? ScalarType.Float64 : ScalarType.Float32;

    /// <summary>A device in float32.</summary>
    [return: NotNullIfNotNull(nameof(device))]
    public static implicit operator Placement?(Device? device) => device is null ? null : new Placement(device);

    /// <summary>Reads a placement: <c>cpu</c>, <c>cuda</c>, <c>cuda:1</c>, each with a type behind a colon where it is
    /// not float32, as in <c>cuda:bfloat16</c>.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="ArgumentException">It is none, and the message says what is; or there is no such
    /// device.</exception>
    public static Placement Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] parts = text.Trim().Split(':');
        ScalarType type = ScalarType.Float32;
        bool typed = parts.Length > 1 && Types.TryGetValue(parts[^1], out type);
        string[] device = typed ? parts[..^1] : parts;
        bool cpu = device is [{ } one] && one.Equals("cpu", StringComparison.OrdinalIgnoreCase);
        bool cuda =
            device is [{ } first, ..] && first.Equals("cuda", StringComparison.OrdinalIgnoreCase) && device.Length <= 2;
        int index = 0;
        if (cuda && device.Length == 2)
            cuda = int.TryParse(device[1], NumberStyles.None, CultureInfo.InvariantCulture, out index);
        if (!cpu && !cuda)
        {
            throw new ArgumentException(
                $"'{text}' is no device: give cpu, cuda or cuda:1, with :bfloat16, :float16 or :float64 behind it "
                    + $"where it is not to be float32."
            );
        }

        if (cuda)
            Check(index);
        return new Placement(cpu ? CPU : torch.device(DeviceType.CUDA, index), typed ? type : ScalarType.Float32);
    }

    // A device of CUDA cannot even be named where there is none.
    private static void Check(int index)
    {
        if (!torch.cuda.is_available())
        {
            throw new ArgumentException(
                "No CUDA device: the libtorch that came with the workbook knows the CPU only, or there is no card. "
                    + "Use the scale laptop or the device cpu, or put the libtorch of an installed PyTorch with "
                    + "CUDA first (LD_LIBRARY_PATH)."
            );
        }

        if (index >= torch.cuda.device_count())
        {
            throw new ArgumentException(
                $"There is no cuda:{index}: this machine has {torch.cuda.device_count()} CUDA devices, counted from 0."
            );
        }
    }

    /// <inheritdoc/>
    public override string ToString() =>
        Type == ScalarType.Float32 ? $"{Device}" : $"{Device}:{Type.ToString().ToLowerInvariant()}";
}
