namespace R1Workbook.Learning.Decoders.DeepSeek;

/// <summary>What attention costs while a text is written.</summary>
/// <param name="Name">The kind of attention.</param>
/// <param name="CacheElements">Values that the cache keeps of each token, in each layer.</param>
/// <param name="ProjectionMultiplyAdds">Multiply-adds of the matrices for one token, in one layer.</param>
/// <param name="ScoreMultiplyAdds">Multiply-adds for one token and each token before it, in one layer: its score and
/// its share in the sum.</param>
public sealed record AttentionCost(string Name, long CacheElements, long ProjectionMultiplyAdds, long ScoreMultiplyAdds)
{
    /// <summary>Attention in which each key and value head serves some query heads: all of them one each (MHA), or one
    /// for all (MQA).</summary>
    /// <param name="width">Width of the residual stream, D.</param>
    /// <param name="heads">Query heads, Hq.</param>
    /// <param name="keyValueHeads">Key and value heads, Hkv.</param>
    /// <param name="headWidth">Width of a head, hd.</param>
    /// <returns>The cost: 2 Hkv hd values are kept.</returns>
    public static AttentionCost Grouped(int width, int heads, int keyValueHeads, int headWidth)
    {
        string name =
            keyValueHeads == heads ? "MHA"
            : keyValueHeads == 1 ? "MQA"
            : $"GQA, {keyValueHeads} groups";
        return new AttentionCost(
            name,
            2L * keyValueHeads * headWidth,
            2L * width * (heads + keyValueHeads) * headWidth,
            2L * heads * headWidth
        );
    }

    /// <summary>Latent attention with absorbed matrices: dc + dr values are kept, whatever the number of heads (arXiv
    /// 2412.19437, section 2.1.1).</summary>
    /// <param name="config">The shape.</param>
    /// <returns>The cost.</returns>
    public static AttentionCost Latent(DeepSeekConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        long h = config.Heads,
            dh = config.HeadWidth,
            dr = config.RopeWidth,
            dc = config.KeyValueRank,
            width = config.Width;
        long queries = (width + h * (dh + dr)) * config.QueryRank,
            latents = width * (dc + dr),
            absorbed = 2 * h * dh * dc,
            output = h * dh * width;
        return new AttentionCost("MLA", dc + dr, queries + latents + absorbed + output, h * (2 * dc + dr));
    }

    /// <summary>Bytes that the cache takes.</summary>
    /// <param name="layers">Layers.</param>
    /// <param name="tokens">Tokens.</param>
    /// <param name="bytes">Bytes of a value; 2 for bfloat16.</param>
    /// <returns>Bytes.</returns>
    public long CacheBytes(int layers, long tokens, int bytes = 2) => CacheElements * layers * tokens * bytes;

    /// <summary>Multiply-adds to write one token, in one layer.</summary>
    /// <param name="tokensBefore">Tokens before it.</param>
    /// <returns>Multiply-adds.</returns>
    public long MultiplyAdds(long tokensBefore) => ProjectionMultiplyAdds + ScoreMultiplyAdds * (tokensBefore + 1);

    /// <summary>Multi-head, grouped-query and multi-query attention beside latent attention, of the same width and
    /// heads.</summary>
    /// <param name="config">The shape.</param>
    /// <param name="groups">Groups of grouped-query attention.</param>
    /// <returns>Four costs.</returns>
    public static IReadOnlyList<AttentionCost> Compare(DeepSeekConfig config, int groups = 8)
    {
        ArgumentNullException.ThrowIfNull(config);
        AttentionCost Of(int keyValueHeads) => Grouped(config.Width, config.Heads, keyValueHeads, config.HeadWidth);
        return [Of(config.Heads), Of(groups), Of(1), Latent(config)];
    }
}
