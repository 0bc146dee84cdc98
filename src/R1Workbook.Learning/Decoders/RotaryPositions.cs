using TorchSharp;
using static TorchSharp.torch;

namespace R1Workbook.Learning.Decoders;

/// <summary>
/// Rotary positions (Su et al. 2021, arXiv 2104.09864): pair i of a head turns by the angle t θ_i at position t, where
/// θ_i = base^(−2i/hd). The pairs are (i, i + hd/2), as in the Llama family.
/// </summary>
public sealed class RotaryPositions : IDisposable
{
    private readonly int _width;
    private readonly double _base;
    private readonly RopeScaling? _scaling;
    private readonly Device _device;

    // A file may name any context; memory is taken for the positions that are used.
    private const int FirstPositions = 4096;

    private readonly int _context;
    private readonly Lock _growing = new();

    // Tables that were outgrown: another thread may still read one.
    private readonly List<Table> _outgrown = [];
    private volatile Table _table;

    /// <summary>The turns of the positions of a context, computed when they are first asked for.</summary>
    /// <param name="width">Width of what is turned, hd; even.</param>
    /// <param name="context">Positions.</param>
    /// <param name="ropeBase">The base.</param>
    /// <param name="scaling">How they are stretched; not at all where null.</param>
    /// <param name="device">Where they lie.</param>
    public RotaryPositions(int width, int context, double ropeBase, RopeScaling? scaling, Device device)
    {
        (_width, _base, _scaling, _device, _context) = (width, ropeBase, scaling, device, context);
        _table = Computed(Math.Min(context, FirstPositions));
    }

    /// <summary>The frequency of every pair.</summary>
    /// <param name="width">Width of what is turned, hd.</param>
    /// <param name="ropeBase">The base.</param>
    /// <param name="scaling">How they are stretched; not at all where null.</param>
    /// <param name="length">Length of the sequence, which only <see cref="RopeScalingKind.Dynamic"/> looks at.</param>
    /// <returns>[hd / 2] θ_i in radians a position.</returns>
    public static double[] Frequencies(int width, double ropeBase, RopeScaling? scaling, int length)
    {
        double stretched = ropeBase;
        if (scaling is { Kind: RopeScalingKind.Dynamic } && length > scaling.OriginalContext)
        {
            double growth = scaling.Factor * length / scaling.OriginalContext - (scaling.Factor - 1);
            stretched = ropeBase * Math.Pow(growth, width / (width - 2.0));
        }
        double[] plain = [.. Enumerable.Range(0, width / 2).Select(i => Math.Pow(stretched, -2.0 * i / width))];
        return scaling?.Kind switch
        {
            RopeScalingKind.Linear => [.. plain.Select(frequency => frequency / scaling.Factor)],
            RopeScalingKind.Llama3 => [.. plain.Select(frequency => Llama3(frequency, scaling))],
            RopeScalingKind.Yarn => Yarn(plain, width, ropeBase, scaling),
            _ => plain,
        };
    }

    /// <summary>The turns of the positions from <paramref name="past"/> on.</summary>
    /// <param name="past">Positions before.</param>
    /// <param name="tokens">Positions, T.</param>
    /// <returns>Cosine and sine, [T, 1, hd] each, ready for <see cref="Turn"/>.</returns>
    public (Tensor Cosine, Tensor Sine) Of(long past, long tokens)
    {
        if (_scaling is { Kind: RopeScalingKind.Dynamic } && past + tokens > _scaling.OriginalContext)
        {
            (Tensor cosine, Tensor sine) = Turns(
                (int)past,
                (int)tokens,
                Frequencies(_width, _base, _scaling, (int)(past + tokens))
            );
            return (cosine.unsqueeze(1), sine.unsqueeze(1)); // [T, 1, hd]
        }

        Table table = Holding(past + tokens);
        return (table.Cosine.narrow(0, past, tokens).unsqueeze(1), table.Sine.narrow(0, past, tokens).unsqueeze(1));
    }

    /// <summary>Turns heads to their positions.</summary>
    /// <param name="heads">[B, T, H, hd]</param>
    /// <param name="turns">As <see cref="Of"/> gives.</param>
    /// <returns>[B, T, H, hd]</returns>
    public static Tensor Turn(Tensor heads, (Tensor Cosine, Tensor Sine) turns)
    {
        ArgumentNullException.ThrowIfNull(heads);
        return heads.mul(turns.Cosine).addcmul(heads.roll(heads.shape[^1] / 2, -1), turns.Sine, KeptScalar.One);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Table table in _outgrown.Append(_table))
        {
            table.Cosine.Dispose();
            table.Sine.Dispose();
        }
    }

    /// <summary>Cosine and sine of the first positions, [P, hd] each; the first half of the sine negated.</summary>
    private sealed record Table(Tensor Cosine, Tensor Sine, int Positions);

    private Table Holding(long positions)
    {
        Table table = _table;
        if (positions <= table.Positions)
            return table;
        lock (_growing)
        {
            if (positions <= _table.Positions)
                return _table;
            Table larger = Computed((int)Math.Min(_context, Math.Max(positions, 2L * _table.Positions)));
            _outgrown.Add(_table);
            return _table = larger;
        }
    }

    private Table Computed(int positions)
    {
        using DisposeScope scope = NewDisposeScope();
        (Tensor cosine, Tensor sine) = Turns(0, positions, Frequencies(_width, _base, _scaling, 0));
        return new Table(cosine.DetachFromDisposeScope(), sine.DetachFromDisposeScope(), positions);
    }

    private (Tensor Cosine, Tensor Sine) Turns(int first, int count, double[] frequencies)
    {
        double magnitude = _scaling?.Magnitude ?? 1;
        float[] cosine = new float[count * _width],
            sine = new float[count * _width];
        for (int row = 0; row < count; row++)
        {
            for (int i = 0; i < _width; i++)
            {
                double angle = (first + row) * frequencies[i % frequencies.Length];
                cosine[row * _width + i] = (float)(magnitude * Math.Cos(angle));
                sine[row * _width + i] = (float)(
                    magnitude * (i < frequencies.Length ? -Math.Sin(angle) : Math.Sin(angle))
                );
            }
        }
        return (tensor(cosine, [count, _width], device: _device), tensor(sine, [count, _width], device: _device));
    }

    private static double Llama3(double frequency, RopeScaling scaling)
    {
        double turns = scaling.OriginalContext * frequency / (2 * Math.PI); // within the original context
        double kept = Math.Clamp(
            (turns - scaling.LowFrequencyFactor) / (scaling.HighFrequencyFactor - scaling.LowFrequencyFactor),
            0,
            1
        );
        return (1 - kept) * frequency / scaling.Factor + kept * frequency;
    }

    private static double[] Yarn(double[] plain, int width, double ropeBase, RopeScaling scaling)
    {
        // The dimension that turns so many times within the original context.
        double Dimension(double turns) =>
            width * Math.Log(scaling.OriginalContext / (turns * 2 * Math.PI)) / (2 * Math.Log(ropeBase));
        double low = Math.Max(Math.Floor(Dimension(scaling.BetaFast)), 0),
            high = Math.Min(Math.Ceiling(Dimension(scaling.BetaSlow)), width - 1);
        if (high == low)
            high += 0.001; // as the reference does, against a division by 0
        return
        [
            .. plain.Select(
                (frequency, i) =>
                {
                    double stretched = Math.Clamp((i - low) / (high - low), 0, 1);
                    return stretched * frequency / scaling.Factor + (1 - stretched) * frequency;
                }
            ),
        ];
    }
}
