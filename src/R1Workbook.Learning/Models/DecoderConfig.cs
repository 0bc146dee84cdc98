namespace R1Workbook.Learning.Models;

/// <summary>The shape of a decoder of the Llama family: pre-RMSNorm, rotary positions, grouped-query attention, SwiGLU, tied embedding.</summary>
/// <param name="Vocabulary">Tokens, V.</param>
/// <param name="Width">Width of the residual stream, D.</param>
/// <param name="Layers">Blocks, L.</param>
/// <param name="Heads">Query heads, Hq.</param>
/// <param name="KeyValueHeads">Key and value heads, Hkv; each serves Hq / Hkv query heads.</param>
/// <param name="HeadWidth">Width of a head, hd; even.</param>
/// <param name="FeedForward">Width within the SwiGLU block, F.</param>
/// <param name="Context">Longest sequence, prompt and completion together, in tokens.</param>
public sealed record DecoderConfig(int Vocabulary, int Width, int Layers, int Heads, int KeyValueHeads, int HeadWidth, int FeedForward, int Context)
{
    /// <summary>Base of the rotary positions (Su et al. 2021, arXiv 2104.09864).</summary>
    public double RopeBase { get; init; } = 10_000;

    /// <summary>Added to the mean square in RMSNorm.</summary>
    public double NormEpsilon { get; init; } = 1e-6;

    /// <summary>Checks that the numbers fit together.</summary>
    /// <exception cref="ArgumentException">They do not; the message says which.</exception>
    public void Validate()
    {
        int[] sizes = [Vocabulary, Width, Layers, Heads, KeyValueHeads, HeadWidth, FeedForward, Context];
        if (sizes.Any(size => size <= 0)) throw new ArgumentException($"Every size of a decoder is positive: {this}.");
        if (Heads % KeyValueHeads != 0) throw new ArgumentException($"{Heads} query heads do not share {KeyValueHeads} key-value heads evenly.");
        if (HeadWidth % 2 != 0) throw new ArgumentException($"Rotary positions turn pairs: a head width of {HeadWidth} is odd.");
    }
}
