namespace R1Workbook.Core.Grpo;

/// <summary>Bounds of the logarithm of an importance ratio.</summary>
public readonly record struct LogRatioBounds(double Low, double High);

/// <summary>SAPO's τ where the advantage is positive, and where it is not.</summary>
public readonly record struct SapoTemperature(double Positive, double Negative);

/// <summary>The shape of VESPO's weight φ(w) = e^λ w^k e^(−λ w).</summary>
public readonly record struct VespoShape(double K, double Lambda);

/// <summary>The settings of a policy loss of the GRPO family; the defaults are GRPO with token ratios.
/// <see cref="LossPreset"/> has the named ones.</summary>
public sealed record GrpoSettings
{
    /// <summary>What becomes of ratio and advantage.</summary>
    public PolicySurrogate Surrogate { get; init; } = PolicySurrogate.Clip;

    /// <summary>ε below: the ratio is clipped at 1 − ε.</summary>
    public double ClipLow { get; init; } = 0.2;

    /// <summary>ε above: the ratio is clipped at 1 + ε.</summary>
    public double ClipHigh { get; init; } = 0.2;

    /// <summary>β, the KL coefficient.</summary>
    public double KlCoefficient { get; init; }

    /// <summary>The estimator of the KL divergence from the reference.</summary>
    public KlKind Kl { get; init; } = KlKind.K3;

    /// <summary>
    /// Multiplies the KL estimate by the importance ratio, so that it is that of the policy and not of the one that
    /// sampled (DeepSeek-V3.2; TRL, <c>use_bias_correction_kl</c>).
    /// </summary>
    public bool KlBiasCorrection { get; init; }

    /// <summary>How token losses become one number.</summary>
    public LossAggregation Aggregation { get; init; } = LossAggregation.SequenceMean;

    /// <summary>What the importance ratio compares.</summary>
    public RatioLevel Ratio { get; init; } = RatioLevel.Token;

    /// <summary>δ, a hard upper bound of the ratio also where the advantage is negative (two-sided clipping,
    /// INTELLECT-2); none where null.</summary>
    public double? RatioBound { get; init; }

    /// <summary>c > 1: where the advantage is negative, the loss is at most −c A (dual clip, Ye et al. 2019, arXiv
    /// 1912.09729); none where null.</summary>
    public double? DualClip { get; init; }

    /// <summary>Bounds of the logarithm of the ratio, beyond which it is constant (verl: −20 to 20); none where
    /// null.</summary>
    public LogRatioBounds? LogRatioRange { get; init; }

    /// <summary>τ of SAPO where the advantage is positive, and where it is not.</summary>
    public SapoTemperature Temperature { get; init; } = new(1, 1.05);

    /// <summary>k and λ of VESPO's weight where the advantage is not negative.</summary>
    public VespoShape GammaPositive { get; init; } = new(2, 3);

    /// <summary>k and λ of VESPO's weight where the advantage is negative.</summary>
    public VespoShape GammaNegative { get; init; } = new(3, 2);

    /// <summary>
    /// Control of the entropy by covariance, Clip-Cov or KL-Cov; none where null. Off, it is not written into run
    /// records, so that those from before it existed are still the same run.
    /// </summary>
    public CovarianceControl? Covariance { get; init; }

    /// <summary>Completions of negative advantage whose mean log π_sampler − log π exceeds this are left out
    /// (DeepSeek-V3.2); none where null.</summary>
    public double? OffPolicyThreshold { get; init; }

    /// <summary>How many micro-batches make one update; means over a micro-batch are divided by it.
    /// <see cref="LossAggregation.BatchTokens"/> already counts them all.</summary>
    public int MicroBatches { get; init; } = 1;

    /// <summary>The divisor of <see cref="LossAggregation.Constant"/> and <see cref="LossAggregation.SumOverLength"/>,
    /// in tokens a completion.</summary>
    public int MaxCompletionLength { get; init; } = 1;

    /// <summary>The divisor of <see cref="LossAggregation.BatchTokens"/>; the tokens of the batch at hand where
    /// null.</summary>
    public double? TokensInBatch { get; init; }

    /// <summary>Whether a completion without tokens counts in a mean over completions (TRL) or not (verl).</summary>
    public bool EmptyCompletionsCount { get; init; } = true;

    /// <summary>Added to the length of a completion where its mean is taken (verl: 1e-8).</summary>
    public double LengthEpsilon { get; init; }

    /// <summary>
    /// TRL takes two things over padding too: LUSPO's mean, where losses differ from token to token, and the sampler's
    /// weights in VESPO. They then change with the padding. True computes them so, to compare with TRL and for nothing
    /// else.
    /// </summary>
    public bool PaddingCounts { get; init; }
}
