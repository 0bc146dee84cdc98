namespace R1Workbook.Core.Grpo;

/// <summary>How token losses become one number.</summary>
public enum LossAggregation
{
    /// <summary>The mean over completions of the mean over their tokens, 1/G Σ 1/|o_i| Σ: GRPO (DeepSeekMath, equation 3).</summary>
    SequenceMean,

    /// <summary>The mean over the tokens of the batch at hand ("bnpo" in TRL).</summary>
    TokenMean,

    /// <summary>The sum over a constant, B × the longest completion allowed: Dr. GRPO (Liu et al. 2025).</summary>
    Constant,

    /// <summary>The sum over the tokens of the whole generation batch: DAPO (Yu et al. 2025, arXiv 2503.14476).</summary>
    BatchTokens,
}

/// <summary>What the importance ratio compares.</summary>
public enum RatioLevel
{
    /// <summary>Each token: π(o_t) / π_old(o_t).</summary>
    Token,

    /// <summary>The completion, length-normalised: exp of the mean of the token log-ratios (GSPO, Zheng et al. 2025, arXiv 2507.18071, equation 7).</summary>
    Sequence,

    /// <summary>The value of the completion's ratio with the gradient of each token's (GSPO-token, equation 14).</summary>
    SequenceToken,
}

/// <summary>The settings of the GRPO loss.</summary>
public sealed record GrpoSettings
{
    /// <summary>ε below: the ratio is clipped at 1 − ε.</summary>
    public double ClipLow { get; init; } = 0.2;

    /// <summary>ε above: the ratio is clipped at 1 + ε.</summary>
    public double ClipHigh { get; init; } = 0.2;

    /// <summary>β, the KL coefficient.</summary>
    public double KlCoefficient { get; init; }

    /// <summary>How token losses become one number.</summary>
    public LossAggregation Aggregation { get; init; } = LossAggregation.SequenceMean;

    /// <summary>What the importance ratio compares.</summary>
    public RatioLevel Ratio { get; init; } = RatioLevel.Token;

    /// <summary>δ, a hard upper bound of the ratio also where the advantage is negative (INTELLECT-2); none where null.</summary>
    public double? RatioBound { get; init; }

    /// <summary>How many micro-batches make one update; means over a micro-batch are divided by it. <see cref="LossAggregation.BatchTokens"/> already counts them all.</summary>
    public int MicroBatches { get; init; } = 1;

    /// <summary>The divisor of <see cref="LossAggregation.Constant"/>, in tokens a completion.</summary>
    public int MaxCompletionLength { get; init; } = 1;

    /// <summary>The divisor of <see cref="LossAggregation.BatchTokens"/>.</summary>
    public double TokensInBatch { get; init; } = 1;

    /// <summary>Completions of negative advantage whose mean log π_old − log π exceeds this are left out (DeepSeek-V3.2); none where null.</summary>
    public double? OffPolicyThreshold { get; init; }
}
