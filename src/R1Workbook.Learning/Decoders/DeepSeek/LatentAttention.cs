using static TorchSharp.torch;

namespace R1Workbook.Learning.Decoders.DeepSeek;

/// <summary>
/// Multi-head latent attention (arXiv 2412.19437, section 2.1.1, equations 1 to 11): queries, and keys with values, go
/// through narrow latents; position is carried by a key of its own, turned, one for all heads. Rotary pairs are (i, i +
/// dr/2); the released weights have them as neighbours.
/// </summary>
internal static class LatentAttention
{
    /// <summary>Attention as it is trained: keys and values are built from the latents of all positions.</summary>
    /// <returns>[B, T, D]</returns>
    public static Tensor Train(
        Tensor x,
        IReadOnlyDictionary<string, Tensor> w,
        string prefix,
        DeepSeekConfig c,
        (Tensor, Tensor) turns
    )
    {
        (Tensor plain, Tensor turned) = Queries(x, w, prefix, c, turns); // [B, T, H, dh], [B, T, H, dr]
        Tensor latents = Latents(x, w, prefix, c, turns); // [B, T, dc + dr]
        (long rows, long tokens) = (x.shape[0], x.shape[1]);
        Tensor built = latents
            .narrow(2, 0, c.KeyValueRank)
            .Product(w[prefix + "kv_b_proj.weight"].t())
            .view(rows, tokens, c.Heads, 2 * c.HeadWidth); // [B, T, H, 2 dh]
        Tensor sharedKey = latents
            .narrow(2, c.KeyValueRank, c.RopeWidth)
            .unsqueeze(2)
            .expand(rows, tokens, c.Heads, c.RopeWidth); // [B, T, H, dr]
        Tensor query = cat([plain, turned], 3).transpose(1, 2),
            key = cat([built.narrow(3, 0, c.HeadWidth), sharedKey], 3).transpose(1, 2); // [B, H, T, dh + dr]
        Tensor weights = Mask(query.Product(key.transpose(2, 3)).Times(Scale(c)), 0).softmax(-1); // [B, H, T, T]
        Tensor attended = weights.Product(built.narrow(3, c.HeadWidth, c.HeadWidth).transpose(1, 2)); // [B, H, T, dh]
        return Output(attended, w, prefix);
    }

    /// <summary>
    /// Attention over cached latents, with the matrices that build keys and values absorbed into query and output
    /// (arXiv 2405.04434, section 2.1.2): q · (W c) = (Wᵀ q) · c, so neither keys nor values are ever built.
    /// </summary>
    /// <returns>[B, T, D]</returns>
    public static Tensor Infer(
        Tensor x,
        IReadOnlyDictionary<string, Tensor> w,
        string prefix,
        DeepSeekConfig c,
        (Tensor, Tensor) turns,
        LatentCache cache,
        int layer
    )
    {
        (Tensor plain, Tensor turned) = Queries(x, w, prefix, c, turns); // [B, T, H, dh], [B, T, H, dr]
        Tensor latents = cache.Extend(layer, Latents(x, w, prefix, c, turns)).unsqueeze(1); // [B, 1, P + T, dc + dr]
        Tensor build = w[prefix + "kv_b_proj.weight"].view(c.Heads, 2 * c.HeadWidth, c.KeyValueRank); // [H, 2 dh, dc]
        Tensor absorbed = plain.transpose(1, 2).Product(build.narrow(1, 0, c.HeadWidth)); // [B, H, T, dc]
        Tensor query = cat([absorbed, turned.transpose(1, 2)], 3); // [B, H, T, dc + dr]
        // [B, H, T, P + T]
        Tensor weights = Mask(query.Product(latents.transpose(2, 3)).Times(Scale(c)), cache.Length).softmax(-1);
        Tensor mixed = weights.Product(latents.narrow(3, 0, c.KeyValueRank)); // [B, H, T, dc]
        // from [B, H, T, dh]
        return Output(mixed.Product(build.narrow(1, c.HeadWidth, c.HeadWidth).transpose(1, 2)), w, prefix);
    }

    private static double Scale(DeepSeekConfig c) => 1 / Math.Sqrt(c.HeadWidth + c.RopeWidth);

    private static (Tensor Plain, Tensor Turned) Queries(
        Tensor x,
        IReadOnlyDictionary<string, Tensor> w,
        string prefix,
        DeepSeekConfig c,
        (Tensor, Tensor) turns
    )
    {
        Tensor compressed = RmsNorm.Of(
            x.Product(w[prefix + "q_a_proj.weight"].t()),
            w[prefix + "q_a_layernorm.weight"],
            KeptScalar.Of(c.NormEpsilon)
        ); // [B, T, d'c]
        Tensor heads = compressed
            .Product(w[prefix + "q_b_proj.weight"].t())
            .view(x.shape[0], x.shape[1], c.Heads, c.HeadWidth + c.RopeWidth); // [B, T, H, dh + dr]
        return (
            heads.narrow(3, 0, c.HeadWidth),
            RotaryPositions.Turn(heads.narrow(3, c.HeadWidth, c.RopeWidth), turns)
        );
    }

    private static Tensor Latents(
        Tensor x,
        IReadOnlyDictionary<string, Tensor> w,
        string prefix,
        DeepSeekConfig c,
        (Tensor, Tensor) turns
    )
    {
        Tensor both = x.Product(w[prefix + "kv_a_proj_with_mqa.weight"].t()); // [B, T, dc + dr]
        Tensor latent = RmsNorm.Of(
            both.narrow(2, 0, c.KeyValueRank),
            w[prefix + "kv_a_layernorm.weight"],
            KeptScalar.Of(c.NormEpsilon)
        ); // [B, T, dc]
        // [B, T, dr]
        Tensor key = RotaryPositions.Turn(both.narrow(2, c.KeyValueRank, c.RopeWidth).unsqueeze(2), turns).squeeze(2);
        return cat([latent, key], 2);
    }

    private static Tensor Mask(Tensor scores, long past) // [B, H, T, P + T]
    {
        (long tokens, long all) = (scores.shape[2], scores.shape[3]);
        Tensor future = ones([tokens, all], dtype: ScalarType.Bool, device: scores.device).triu(past + 1); // [T, P + T]
        return scores.masked_fill(future, KeptScalar.Of(double.NegativeInfinity));
    }

    // from [B, H, T, dh]
    private static Tensor Output(Tensor attended, IReadOnlyDictionary<string, Tensor> w, string prefix) =>
        attended.transpose(1, 2).flatten(2).Product(w[prefix + "o_proj.weight"].t()); // [B, T, D]
}
