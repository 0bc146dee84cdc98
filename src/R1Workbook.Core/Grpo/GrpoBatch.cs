namespace R1Workbook.Core.Grpo;

/// <summary>What the loss is computed from.</summary>
/// <param name="LogProbs">[B][T] log π of each completion token.</param>
/// <param name="Advantages">[B] The advantage of each completion.</param>
/// <param name="Mask">[B][T] The completion mask: false after the end of a completion.</param>
/// <param name="OldLogProbs">[B][T] log π_old, at the time of sampling; null on the first update, where it equals log
/// π.</param>
/// <param name="RefLogProbs">[B][T] log π_ref; needed where the KL coefficient is not 0.</param>
/// <param name="SamplerWeights">[B][T] or [B][1] What corrects for a sampler that is not the trained model; null for
/// 1.</param>
public sealed record GrpoBatch(
    double[][] LogProbs,
    double[] Advantages,
    bool[][] Mask,
    double[][]? OldLogProbs = null,
    double[][]? RefLogProbs = null,
    double[][]? SamplerWeights = null
)
{
    /// <summary>[B][T] An advantage for each token, as PPO has; null where all tokens of a completion have that of the
    /// completion.</summary>
    public double[][]? TokenAdvantages { get; init; }

    /// <summary>[B][T] log π as the sampler computed it, which the off-policy threshold looks at; null for
    /// <see cref="OldLogProbs"/>.</summary>
    public double[][]? SamplerLogProbs { get; init; }

    /// <summary>[B][T] Tokens that the policy term learns from, such as those of
    /// <see cref="Losses.HighEntropyMask"/>; null for all. Divisors and KL count all tokens.</summary>
    public bool[][]? PolicyMask { get; init; }

    /// <summary>[B][T] The tokens of <see cref="GrpoSettings.Covariance"/>; null where they are looked for in this
    /// batch.</summary>
    public bool[][]? CovarianceTokens { get; init; }

    /// <summary>[B][T] The entropy of the policy at each token, for the metrics; null where it is not known.</summary>
    public double[][]? Entropies { get; init; }

    /// <summary>[B] Which completions ran into the length limit, for the metrics; null where it is not known.</summary>
    public bool[]? Truncated { get; init; }

    /// <summary>The advantage of a token.</summary>
    internal double Advantage(int b, int t) => TokenAdvantages is { } each ? each[b][t] : Advantages[b];

    /// <exception cref="ArgumentException">Shapes differ, or reference log-probabilities are missing where the KL
    /// coefficient is not 0.</exception>
    internal void Validate(GrpoSettings settings)
    {
        int rows = LogProbs.Length;
        if (rows == 0)
            throw new ArgumentException("The batch is empty.");
        if (Advantages.Length != rows)
            throw new ArgumentException($"{Advantages.Length} advantages for {rows} completions.");
        Same("mask", Mask);
        Same("old log-probabilities", OldLogProbs);
        Same("reference log-probabilities", RefLogProbs);
        Same("advantages of tokens", TokenAdvantages);
        Same("sampler's log-probabilities", SamplerLogProbs);
        Same("policy mask", PolicyMask);
        Same("tokens of the covariance control", CovarianceTokens);
        Same("entropies", Entropies);
        if (SamplerWeights is not null && !SamplerWeights.All(row => row.Length == 1))
            Same("sampler weights", SamplerWeights);
        if (SamplerWeights is not null && SamplerWeights.Length != rows)
        {
            throw new ArgumentException(
                $"sampler weights: {SamplerWeights.Length} completions where log-probabilities have {rows}."
            );
        }

        if (Truncated is not null && Truncated.Length != rows)
            throw new ArgumentException($"{Truncated.Length} marks of truncation for {rows} completions.");
        if (settings.KlCoefficient != 0 && RefLogProbs is null)
            throw new ArgumentException("A KL coefficient other than 0 needs reference log-probabilities.");

        void Same<T>(string what, T[][]? other)
        {
            if (other is null)
                return;
            if (other.Length != rows)
                throw new ArgumentException($"{what}: {other.Length} completions where log-probabilities have {rows}.");
            for (int b = 0; b < rows; b++)
            {
                if (other[b].Length != LogProbs[b].Length)
                {
                    throw new ArgumentException(
                        $"{what}: completion {b} has {other[b].Length} tokens where its log-probabilities have "
                            + $"{LogProbs[b].Length}."
                    );
                }
            }
        }
    }
}
