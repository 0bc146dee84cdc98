using TorchSharp;
using static TorchSharp.torch;

namespace R1Workbook.Learning.Decoders.DeepSeek;

/// <summary>What latent attention keeps of each position: the compressed latent and the turned key that all heads
/// share, dc + dr values a layer.</summary>
public sealed class LatentCache : IDisposable
{
    private readonly Tensor[] _parts; // [L] of [B, Context, dc + dr]

    /// <summary>An empty cache.</summary>
    /// <param name="config">The model's shape.</param>
    /// <param name="rows">Rows, B.</param>
    /// <param name="capacity">Most positions.</param>
    /// <param name="device">Where the model lies; the CPU where null.</param>
    public LatentCache(DeepSeekConfig config, long rows, int capacity, Device? device = null)
    {
        ArgumentNullException.ThrowIfNull(config);
        using DisposeScope scope = NewDisposeScope();
        _parts =
        [
            .. Enumerable
                .Range(0, config.Layers)
                .Select(_ =>
                    zeros([rows, capacity, config.KeyValueRank + config.RopeWidth], device: device ?? CPU)
                        .DetachFromDisposeScope()
                ),
        ];
    }

    /// <summary>Positions that are filled.</summary>
    public int Length { get; internal set; }

    /// <summary>Values that the cache keeps of each position and layer.</summary>
    public long ElementsPerTokenAndLayer => _parts[0].shape[2];

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Tensor part in _parts)
            part.Dispose();
    }

    internal Tensor Extend(int layer, Tensor latents) // [B, T, dc + dr] -> [B, P + T, dc + dr]
    {
        _parts[layer].narrow(1, Length, latents.shape[1]).copy_(latents);
        return _parts[layer].narrow(1, 0, Length + latents.shape[1]);
    }
}
