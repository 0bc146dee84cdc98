namespace R1Workbook.Learning.Sampling;

/// <summary>What a policy wrote after a prompt.</summary>
/// <param name="Tokens">[T] Tokens, the end of sequence or the stop sequence included where it came.</param>
/// <param name="LogProbs">
/// [T] log π_old of each at the temperature it was sampled at, over the whole vocabulary: what the trainer computes,
/// whatever top-k, top-p or min-p left out.
/// </param>
/// <param name="Truncated">The limit came before the end of sequence and before every stop sequence.</param>
public sealed record Completion(int[] Tokens, float[] LogProbs, bool Truncated)
{
    /// <summary>Where tokens stand that a thinking budget wrote in the policy's place; they are not the policy's own
    /// and earn no gradient.</summary>
    public IReadOnlyList<int> Forced { get; init; } = [];
}
