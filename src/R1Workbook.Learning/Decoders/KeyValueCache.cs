using TorchSharp;
using static TorchSharp.torch;

namespace R1Workbook.Learning.Decoders;

/// <summary>
/// Keys and values of the positions seen so far, in tensors of full length that are written in place: a step costs one
/// copy of one position, not one of all. All rows stand at the same position.
/// </summary>
public sealed class KeyValueCache : IDisposable
{
    // [L] of [B, Hkv, hd, Capacity]: a query meets the keys of neighbouring positions in neighbouring memory
    private readonly Tensor[] _keys;
    private readonly Tensor[] _values; // [L] of [B, Hkv, Capacity, hd]

    /// <summary>An empty cache.</summary>
    /// <param name="config">The decoder's shape.</param>
    /// <param name="rows">Rows, B.</param>
    /// <param name="capacity">Most positions.</param>
    /// <param name="placement">Where the decoder lies and what it computes in.</param>
    public KeyValueCache(DecoderConfig config, long rows, int capacity, Placement placement)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(placement);
        using DisposeScope scope = NewDisposeScope();
        int whole = Fused.Lanes.Padded(capacity); // of tiles
        Tensor Empty(int height, int width) =>
            zeros([rows, config.KeyValueHeads, height, width], dtype: placement.Type, device: placement.Device)
                .DetachFromDisposeScope();
        _keys = [.. Enumerable.Range(0, config.Layers).Select(_ => Empty(config.HeadWidth, whole))];
        _values = [.. Enumerable.Range(0, config.Layers).Select(_ => Empty(whole, config.HeadWidth))];
    }

    private KeyValueCache(Tensor[] keys, Tensor[] values, int length) =>
        (_keys, _values, Length) = (keys, values, length);

    /// <summary>Positions that are filled.</summary>
    public int Length { get; internal set; }

    /// <summary>The cache of chosen rows: of those that go on, or of each prompt once for every completion of its
    /// group.</summary>
    /// <param name="rows">[B'] Indices of rows.</param>
    /// <returns>A cache of its own, to be disposed of.</returns>
    public KeyValueCache Select(Tensor rows)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor Chosen(Tensor from) => from.index_select(0, rows).DetachFromDisposeScope();
        return new KeyValueCache([.. _keys.Select(Chosen)], [.. _values.Select(Chosen)], Length);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Tensor part in _keys.Concat(_values))
            part.Dispose();
    }

    internal void Write(int layer, Tensor key, Tensor value) // [B, T, Hkv, hd]
    {
        long tokens = key.shape[1];
        _keys[layer].narrow(3, Length, tokens).copy_(key.permute(0, 2, 3, 1));
        _values[layer].narrow(2, Length, tokens).copy_(value.transpose(1, 2));
    }

    internal (Tensor Keys, Tensor Values) Read(int layer, int length) =>
        (_keys[layer].narrow(3, 0, length).transpose(2, 3), _values[layer].narrow(2, 0, length));

    /// <summary>All of a layer: keys [B, Hkv, hd, Capacity] and values [B, Hkv, Capacity, hd].</summary>
    internal (Tensor Keys, Tensor Values) Whole(int layer) => (_keys[layer], _values[layer]);
}
