using System.Numerics;

namespace R1Workbook.Learning.Decoders.Fused;

/// <summary>
/// Causal attention with grouped queries, forward and backward, one text and one head at a time, so that its scores
/// stay in the cache (after Dao et al. 2022, arXiv 2205.14135: only the log of each row's sum is kept, and the backward
/// pass computes the weights again). With S = q Kᵀ / √hd, P = softmax(S) over the positions up to one's own, and o = P
/// V.
/// </summary>
/// <param name="config">The decoder's shape.</param>
internal sealed partial class AttentionKernel(DecoderConfig config)
{
    private readonly int _heads = config.Heads,
        _shared = config.Heads / config.KeyValueHeads,
        _width = config.HeadWidth;
    private readonly int _columns = (config.Heads + 2 * config.KeyValueHeads) * config.HeadWidth; // C
    private readonly int _padded = Lanes.Padded(config.HeadWidth);
    private readonly float _scale = (float)(1 / Math.Sqrt(config.HeadWidth));

    /// <summary>Computes o of every head.</summary>
    /// <param name="packed">The texts.</param>
    /// <param name="projected">[M, C] Query, key and value heads of each token, turned.</param>
    /// <param name="logSums">[M, Hq] Becomes log Σ_j e^{S_ij}.</param>
    /// <param name="output">[M, Hq hd] Becomes o.</param>
    /// <param name="workspace">Memory.</param>
    public void Forward(
        PackedRows packed,
        ReadOnlySpan<float> projected,
        Span<float> logSums,
        Span<float> output,
        Workspace workspace
    )
    {
        int longest = Lanes.Padded(Longest(packed));
        Span<float> query = workspace.Take(longest, _padded).Span,
            keys = workspace.Take(_width, longest).Span; // [T, hd], [hd, T]
        Span<float> values = workspace.Take(longest, _padded).Span,
            tile = workspace.Take(SmallProduct.Rows, longest).Span; // [T, hd], [4, T]
        Span<float> result = workspace.Take(SmallProduct.Rows, _padded).Span; // [4, hd]
        for (int b = 0; b + 1 < packed.Starts.Length; b++)
        {
            (int start, int length) = (packed.Starts[b], packed.Starts[b + 1] - packed.Starts[b]);
            int wide = Lanes.Padded(length);
            ReadOnlySpan<float> text = projected[(start * _columns)..];
            for (int kv = 0; kv < config.KeyValueHeads; kv++)
            {
                Transpose(text, (_heads + kv) * _width, length, keys, wide);
                Copy(text, (_heads + config.KeyValueHeads + kv) * _width, _columns, length, values);
                for (int head = kv * _shared; head < (kv + 1) * _shared; head++)
                {
                    Copy(text, head * _width, _columns, length, query, _scale);
                    for (int i = 0; i < length; i += SmallProduct.Rows)
                    {
                        int seen = Math.Min(i + SmallProduct.Rows, length),
                            columns = Lanes.Padded(seen);
                        SmallProduct.FourRows(
                            ref query[i * _padded],
                            _padded,
                            1,
                            ref keys[0],
                            wide,
                            ref tile[0],
                            longest,
                            columns,
                            0,
                            _width
                        );
                        for (int row = i; row < seen; row++)
                        {
                            Span<float> weights = tile.Slice((row - i) * longest, columns);
                            logSums[(start + row) * _heads + head] = Softmax(weights, row + 1);
                        }
                        SmallProduct.FourRows(
                            ref tile[0],
                            longest,
                            1,
                            ref values[0],
                            _padded,
                            ref result[0],
                            _padded,
                            _padded,
                            0,
                            seen
                        );
                        for (int row = i; row < seen; row++)
                        {
                            result
                                .Slice((row - i) * _padded, _width)
                                .CopyTo(output[(((start + row) * _heads + head) * _width)..]);
                        }
                    }
                }
            }
        }
    }

    /// <summary>Replaces the first scores of a row by their softmax and the others by 0; gives the log of the
    /// sum.</summary>
    internal static float Softmax(Span<float> row, int length)
    {
        row[length..].Fill(float.NegativeInfinity);
        float most = Lanes.Max(row);
        Vector<float> sums = Vector<float>.Zero;
        for (int j = 0; j < row.Length; j += Lanes.Count)
        {
            Vector<float> power = Lanes.Exp(Lanes.Load(row, j) - new Vector<float>(most));
            Lanes.Store(power, row, j);
            sums += power;
        }
        float sum = Vector.Sum(sums);
        for (int j = 0; j < row.Length; j += Lanes.Count)
            Lanes.Store(Lanes.Load(row, j) * (1 / sum), row, j);
        row[length..].Clear();
        return most + MathF.Log(sum);
    }

    private void Copy(ReadOnlySpan<float> from, int offset, int stride, int length, Span<float> to, float factor = 1)
    {
        for (int t = 0; t < length; t++)
        {
            ReadOnlySpan<float> row = from.Slice(t * stride + offset, _width);
            Span<float> target = to.Slice(t * _padded, _width);
            for (int i = 0; i < _width; i += Lanes.Count)
                Lanes.Store(Lanes.Load(row, i) * factor, target, i);
        }
    }

    private void Transpose(ReadOnlySpan<float> from, int offset, int length, Span<float> to, int stride)
    {
        for (int t = 0; t < length; t++)
        {
            for (int i = 0; i < _width; i++)
                to[i * stride + t] = from[t * _columns + offset + i];
        }
    }

    private static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        Vector<float> sums = Vector<float>.Zero;
        for (int i = 0; i < a.Length; i += Lanes.Count)
            sums = Vector.FusedMultiplyAdd(Lanes.Load(a, i), Lanes.Load(b, i), sums);
        return Vector.Sum(sums);
    }

    private static int Longest(PackedRows packed)
    {
        int longest = 1;
        for (int b = 0; b + 1 < packed.Starts.Length; b++)
            longest = Math.Max(longest, packed.Starts[b + 1] - packed.Starts[b]);
        return longest;
    }
}
