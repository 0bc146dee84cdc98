using static TorchSharp.torch;

namespace R1Workbook.Learning.Decoders.Fused;

/// <summary>
/// One more token of every row, with the keys and values before it in a cache: the forward pass of
/// <see cref="FusedDecoder"/> where M = B, and attention is that of one position over all before it. A key-value head
/// and the queries that share it are two small products.
/// </summary>
/// <param name="config">The decoder's shape.</param>
/// <param name="workspace">Memory.</param>
internal sealed class FusedStep(DecoderConfig config, Workspace workspace)
{
    private readonly int _shared = config.Heads / config.KeyValueHeads;

    /// <summary>Whether it knows the shape: values are read as whole tiles, and the queries of a head as one.</summary>
    public static bool Applies(DecoderConfig config) =>
        config.HeadWidth % (2 * Lanes.Count) == 0 && config.Heads / config.KeyValueHeads <= SmallProduct.Rows;

    /// <summary>The last hidden state of every row, normed.</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="tokens">[B]</param>
    /// <param name="cosine">[1, hd] The turns of this position.</param>
    /// <param name="sine">[1, hd]</param>
    /// <param name="cache">The cache; its length is raised by the caller.</param>
    /// <returns>[B, D] In the memory of the workspace.</returns>
    public Tensor Hidden(
        in DecoderViews weights,
        ReadOnlySpan<int> tokens,
        ReadOnlySpan<float> cosine,
        ReadOnlySpan<float> sine,
        KeyValueCache cache
    )
    {
        workspace.Begin();
        (int rows, int width, int hd, float epsilon) = (
            tokens.Length,
            config.Width,
            config.HeadWidth,
            (float)config.NormEpsilon
        );
        WorkspaceMatrix x = workspace.Take(rows, width),
            y = workspace.Take(rows, width),
            normed = workspace.Take(rows, width),
            inverse = workspace.Take(rows, 1);
        WorkspaceMatrix projected = workspace.Take(rows, (config.Heads + 2 * config.KeyValueHeads) * hd),
            attended = workspace.Take(rows, config.Heads * hd);
        WorkspaceMatrix gateUp = workspace.Take(rows, 2 * config.FeedForward),
            gated = workspace.Take(rows, config.FeedForward);
        WorkspaceMatrix tile = workspace.Take(SmallProduct.Rows, Lanes.Padded(cache.Length + 1)),
            result = workspace.Take(SmallProduct.Rows, hd),
            query = workspace.Take(SmallProduct.Rows, hd);
        query.Span.Clear();
        int[] positions = new int[rows]; // the table holds one
        Rows.Gather(WorkspaceMatrix.Numbers(weights.Embedding), tokens, x.Span, width);
        for (int layer = 0; layer < config.Layers; layer++)
        {
            DecoderBlock block = weights.Blocks[layer];
            NormKernel.Forward(
                x.Span,
                layer == 0 ? [] : y.Span,
                WorkspaceMatrix.Numbers(block.InputNorm),
                epsilon,
                inverse.Span,
                normed.Span
            );
            projected.Set(normed.Tensor, block.QueryKeyValue.t());
            RotaryKernel.TurnRows(
                projected.Span,
                block.QueryKeyValueBias is { } bias ? WorkspaceMatrix.Numbers(bias) : [],
                positions,
                new RotaryTable(cosine, sine),
                config.Heads + config.KeyValueHeads,
                hd
            );
            (Tensor keys, Tensor values) = cache.Whole(layer);
            Attend(
                projected.Span,
                WorkspaceMatrix.Numbers(keys),
                WorkspaceMatrix.Numbers(values),
                cache.Length,
                (int)keys.shape[3],
                query.Span,
                tile.Span,
                result.Span,
                attended.Span
            );
            y.Set(attended.Tensor, block.Output.t());
            NormKernel.Forward(
                y.Span,
                x.Span,
                WorkspaceMatrix.Numbers(block.AttentionNorm),
                epsilon,
                inverse.Span,
                normed.Span
            );
            gateUp.Set(normed.Tensor, block.GateUp.t());
            GatedKernel.Forward(gateUp.Span, gated.Span, config.FeedForward);
            x.Set(gated.Tensor, block.Down.t());
        }
        NormKernel.Forward(x.Span, y.Span, WorkspaceMatrix.Numbers(weights.Norm), epsilon, inverse.Span, normed.Span);
        return normed.Tensor;
    }

    // projected [B, C], keys [B, Hkv, hd, Capacity], values [B, Hkv, Capacity, hd], query, tile and result [4, ...],
    // output [B, Hq hd]
    private void Attend(
        ReadOnlySpan<float> projected,
        Span<float> keys,
        Span<float> values,
        int past,
        int capacity,
        Span<float> query,
        Span<float> tile,
        Span<float> result,
        Span<float> output
    )
    {
        (int hd, int all, int columns) = (
            config.HeadWidth,
            (config.Heads + 2 * config.KeyValueHeads) * config.HeadWidth,
            Lanes.Padded(past + 1)
        );
        float scale = (float)(1 / Math.Sqrt(hd));
        for (int b = 0; b < projected.Length / all; b++)
        {
            ReadOnlySpan<float> row = projected.Slice(b * all, all);
            for (int kv = 0; kv < config.KeyValueHeads; kv++)
            {
                int place = (b * config.KeyValueHeads + kv) * capacity * hd;
                ReadOnlySpan<float> key = row.Slice((config.Heads + kv) * hd, hd),
                    queries = row.Slice(kv * _shared * hd, _shared * hd);
                for (int i = 0; i < hd; i++)
                    keys[place + i * capacity + past] = key[i];
                row.Slice((config.Heads + config.KeyValueHeads + kv) * hd, hd).CopyTo(values[(place + past * hd)..]);
                for (int i = 0; i < queries.Length; i += Lanes.Count)
                    Lanes.Store(Lanes.Load(queries, i) * scale, query, i);
                SmallProduct.FourRows(
                    ref query[0],
                    hd,
                    1,
                    ref keys[place],
                    capacity,
                    ref tile[0],
                    columns,
                    columns,
                    0,
                    hd
                );
                for (int g = 0; g < _shared; g++)
                    AttentionKernel.Softmax(tile.Slice(g * columns, columns), past + 1);
                SmallProduct.FourRows(
                    ref tile[0],
                    columns,
                    1,
                    ref values[place],
                    hd,
                    ref result[0],
                    hd,
                    hd,
                    0,
                    past + 1
                );
                result[..(_shared * hd)].CopyTo(output[((b * config.Heads + kv * _shared) * hd)..]);
            }
        }
    }
}
