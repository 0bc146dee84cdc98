using System.Text.Json.Serialization;

namespace R1Workbook.Learning.Decoders;

/// <summary>
/// The shape of a decoder of the Llama family: pre-RMSNorm, rotary positions, grouped-query attention, SwiGLU. Options
/// that are off are not written into run records, so that records from before they existed are still the same run.
/// </summary>
/// <param name="Vocabulary">Tokens, V.</param>
/// <param name="Width">Width of the residual stream, D.</param>
/// <param name="Layers">Blocks, L.</param>
/// <param name="Heads">Query heads, Hq.</param>
/// <param name="KeyValueHeads">Key and value heads, Hkv; each serves Hq / Hkv query heads.</param>
/// <param name="HeadWidth">Width of a head, hd; even.</param>
/// <param name="FeedForward">Width within the SwiGLU block, F.</param>
/// <param name="Context">Longest sequence, prompt and completion together, in tokens.</param>
public sealed record DecoderConfig(
    int Vocabulary,
    int Width,
    int Layers,
    int Heads,
    int KeyValueHeads,
    int HeadWidth,
    int FeedForward,
    int Context
)
{
    /// <summary>Base of the rotary positions (Su et al. 2021, arXiv 2104.09864).</summary>
    public double RopeBase { get; init; } = 10_000;

    /// <summary>Added to the mean square in RMSNorm.</summary>
    public double NormEpsilon { get; init; } = 1e-6;

    /// <summary>Whether the scores of tokens have a matrix of their own (Llama), or share the embedding's (the default,
    /// as the small Qwen models).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool UntiedHead { get; init; }

    /// <summary>Whether query, key and value have biases, as in Qwen2.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool AttentionBias { get; init; }

    /// <summary>Whether each head of query and key is normed before it is turned, as in Qwen3.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool HeadNorm { get; init; }

    /// <summary>How rotary positions are stretched; not at all where null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public RopeScaling? RopeScaling { get; init; }

    /// <summary>Checks that the numbers fit together.</summary>
    /// <exception cref="ArgumentException">They do not; the message says which.</exception>
    public void Validate()
    {
        int[] sizes = [Vocabulary, Width, Layers, Heads, KeyValueHeads, HeadWidth, FeedForward, Context];
        if (sizes.Any(size => size <= 0))
            throw new ArgumentException($"Every size of a decoder is positive: {this}.");
        if (Heads % KeyValueHeads != 0)
            throw new ArgumentException($"{Heads} query heads do not share {KeyValueHeads} key-value heads evenly.");
        if (HeadWidth % 2 != 0)
            throw new ArgumentException($"Rotary positions turn pairs: a head width of {HeadWidth} is odd.");
        if ((long)Context * HeadWidth > Array.MaxLength)
        {
            throw new ArgumentException(
                $"Positions of a context of {Context} do not fit into an array; give a shorter context."
            );
        }

        RopeScaling?.Validate();
    }
}
