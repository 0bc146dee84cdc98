using static TorchSharp.torch;

namespace R1Workbook.Learning.Decoders;

/// <summary>The weights of one block as views of the vector of all; query, key and value are one matrix, and so are
/// gate and up.</summary>
internal readonly record struct DecoderBlock
{
    /// <summary>[D]</summary>
    public required Tensor InputNorm { get; init; }

    /// <summary>[(Hq + 2 Hkv) hd, D]</summary>
    public required Tensor QueryKeyValue { get; init; }

    /// <summary>[(Hq + 2 Hkv) hd]</summary>
    public required Tensor? QueryKeyValueBias { get; init; }

    /// <summary>[hd]</summary>
    public required Tensor? QueryNorm { get; init; }

    /// <summary>[hd]</summary>
    public required Tensor? KeyNorm { get; init; }

    /// <summary>[D, Hq hd]</summary>
    public required Tensor Output { get; init; }

    /// <summary>[D]</summary>
    public required Tensor AttentionNorm { get; init; }

    /// <summary>[2 F, D]</summary>
    public required Tensor GateUp { get; init; }

    /// <summary>[D, F]</summary>
    public required Tensor Down { get; init; }
}

/// <summary>All weights of a decoder as views of their vector. One split gives them: its backward pass is one
/// concatenation.</summary>
internal readonly record struct DecoderViews(Tensor Embedding, DecoderBlock[] Blocks, Tensor Norm, Tensor Scores)
{
    /// <summary>The views, in the order of <see cref="ParameterLayout"/>.</summary>
    public static DecoderViews Of(Tensor weights, DecoderConfig config)
    {
        long d = config.Width,
            hd = config.HeadWidth,
            f = config.FeedForward,
            qkv = (config.Heads + 2 * config.KeyValueHeads) * hd;
        List<long[]> block =
        [
            [d],
            [qkv, d],
        ];
        if (config.AttentionBias)
            block.Add([qkv]);
        if (config.HeadNorm)
        {
            block.AddRange([
                [hd],
                [hd],
            ]);
        }

        block.AddRange([
            [d, config.Heads * hd],
            [d],
            [2 * f, d],
            [d, f],
        ]);
        List<long[]> shapes =
        [
            [config.Vocabulary, d],
            .. Enumerable.Range(0, config.Layers).SelectMany(_ => block),
            [d],
        ];
        if (config.UntiedHead)
            shapes.Add([config.Vocabulary, d]);
        Tensor[] flat = weights.split([.. shapes.Select(shape => shape.Aggregate((a, b) => a * b))]);
        int next = 0;
        Tensor Next() => flat[next].view(shapes[next++]);
        Tensor embedding = Next();
        var blocks = new DecoderBlock[config.Layers];
        for (int layer = 0; layer < config.Layers; layer++)
        {
            blocks[layer] = new DecoderBlock
            {
                InputNorm = Next(),
                QueryKeyValue = Next(),
                QueryKeyValueBias = config.AttentionBias ? Next() : null,
                QueryNorm = config.HeadNorm ? Next() : null,
                KeyNorm = config.HeadNorm ? Next() : null,
                Output = Next(),
                AttentionNorm = Next(),
                GateUp = Next(),
                Down = Next(),
            };
        }
        Tensor norm = Next();
        return new DecoderViews(embedding, blocks, norm, config.UntiedHead ? Next() : embedding);
    }
}
