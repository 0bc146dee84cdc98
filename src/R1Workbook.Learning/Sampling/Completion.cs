namespace R1Workbook.Learning.Sampling;

/// <summary>What a policy wrote after a prompt.</summary>
/// <param name="Tokens">[T] Tokens, the end of sequence included where it came.</param>
/// <param name="LogProbs">[T] log π_old of each, at the temperature it was sampled at.</param>
/// <param name="Truncated">The limit came before the end of sequence.</param>
public sealed record Completion(int[] Tokens, float[] LogProbs, bool Truncated);

/// <summary>How completions are drawn.</summary>
public sealed record SamplingSettings
{
    /// <summary>Divides the logits; 0 takes the most probable token.</summary>
    public double Temperature { get; init; } = 1;

    /// <summary>Most tokens of a completion.</summary>
    public int MaxTokens { get; init; } = 110;

    /// <summary>The token that ends a completion.</summary>
    public int EndOfSequence { get; init; } = 1;

    /// <summary>Rows that one thread decodes together. The draw depends on it, not on the number of threads.</summary>
    public int RowsTogether { get; init; } = 256;
}
