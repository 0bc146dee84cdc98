namespace R1Workbook.Core.Grpo.Losses;

/// <summary>How token losses become one number.</summary>
public enum LossAggregation
{
    /// <summary>The mean over completions of the mean over their tokens, 1/G Σ 1/|o_i| Σ: GRPO (DeepSeekMath, equation
    /// 3); verl's seq-mean-token-mean.</summary>
    SequenceMean,

    /// <summary>The mean over the tokens of the batch at hand ("bnpo" in TRL); verl's token-mean.</summary>
    TokenMean,

    /// <summary>The sum over a constant, B × the longest completion allowed: Dr. GRPO (Liu et al. 2025).</summary>
    Constant,

    /// <summary>The sum over the tokens of the whole generation batch: DAPO (Yu et al. 2025, arXiv
    /// 2503.14476).</summary>
    BatchTokens,

    /// <summary>The mean over completions of the sum over their tokens: LUSPO; verl's seq-mean-token-sum.</summary>
    SequenceSum,

    /// <summary>The sum over a constant number of tokens, however many completions there are: verl's
    /// seq-mean-token-sum-norm.</summary>
    SumOverLength,
}

/// <summary>The weight of a completion's tokens in the loss: every aggregation is a weighted sum over tokens, with one
/// weight a completion.</summary>
public static class TokenWeight
{
    /// <summary>
    /// The weights w of L = Σ_i w_i Σ_t ℓ_it. They depend on the lengths of the whole batch and on nothing else:
    /// a sum of w ℓ over micro-batches is the loss of the batch, however it was divided.
    /// </summary>
    /// <param name="lengths">[B] Tokens of each completion; 0 for an empty one.</param>
    /// <param name="settings">How token losses become one number.</param>
    /// <returns>[B]; 0 for an empty completion that does not count.</returns>
    /// <exception cref="ArgumentException">There are no completions.</exception>
    public static double[] Of(IReadOnlyList<int> lengths, GrpoSettings settings)
    {
        ArgumentNullException.ThrowIfNull(lengths);
        ArgumentNullException.ThrowIfNull(settings);
        if (lengths.Count == 0)
            throw new ArgumentException("The batch is empty.", nameof(lengths));
        double tokens = Math.Max(1, lengths.Sum(length => (long)length));
        double completions = settings.EmptyCompletionsCount
            ? lengths.Count
            : Math.Max(1, lengths.Count(length => length > 0));
        return
        [
            .. lengths.Select(length =>
                settings.Aggregation switch
                {
                    LossAggregation.SequenceMean => 1
                        / ((Math.Max(1, length) + settings.LengthEpsilon) * completions * settings.MicroBatches),
                    LossAggregation.TokenMean => 1 / (tokens * settings.MicroBatches),
                    LossAggregation.Constant => 1
                        / ((double)lengths.Count * settings.MaxCompletionLength * settings.MicroBatches),
                    LossAggregation.BatchTokens => 1 / (settings.TokensInBatch ?? tokens),
                    LossAggregation.SequenceSum => 1 / (completions * settings.MicroBatches),
                    LossAggregation.SumOverLength => 1 / ((double)settings.MaxCompletionLength * settings.MicroBatches),
                    _ => throw new ArgumentOutOfRangeException(
                        nameof(settings),
                        settings.Aggregation,
                        "No such aggregation."
                    ),
                }
            ),
        ];
    }
}
