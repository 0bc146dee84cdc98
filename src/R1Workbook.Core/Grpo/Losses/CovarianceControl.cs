namespace R1Workbook.Core.Grpo.Losses;

/// <summary>What is done with the few tokens that would take most of the entropy away.</summary>
public enum CovarianceMethod
{
    /// <summary>Clip-Cov: they leave the policy term, at random among those whose covariance lies in a range.</summary>
    Clip,

    /// <summary>KL-Cov: they have a penalty, |log π − log π_old|; those of largest covariance.</summary>
    Penalize,
}

/// <summary>
/// Control of the policy's entropy by covariance (Cui et al. 2025, arXiv 2505.22617, section 4.2): the entropy falls by
/// the covariance of log-probability and advantage, and a few tokens in ten thousand hold most of it. The defaults are
/// verl's.
/// </summary>
public sealed record CovarianceControl
{
    /// <summary>What is done with them.</summary>
    public required CovarianceMethod Method { get; init; }

    /// <summary>The share of the tokens of a batch that are taken, r; at least one token.</summary>
    public double Share { get; init; } = 2e-4;

    /// <summary>ω_low: Clip-Cov takes tokens of a covariance above it.</summary>
    public double Low { get; init; } = 1;

    /// <summary>ω_high: and below this.</summary>
    public double High { get; init; } = 5;

    /// <summary>β of KL-Cov's penalty.</summary>
    public double Coefficient { get; init; } = 1;

    /// <summary>
    /// The seed of Clip-Cov's draw: of the n tokens in the range, row after row, the first k of
    /// <c>torch.randperm(n)</c> after <c>torch.manual_seed(seed)</c>, by the generator of the CPU
    /// (<see cref="RandomOrder"/>).
    /// </summary>
    public uint Seed { get; init; }
}

/// <summary>Which tokens a <see cref="CovarianceControl"/> takes.</summary>
public static class CovarianceTokens
{
    /// <summary>
    /// The tokens that are taken. The covariance of a token is (A − mean(A)) (log π − mean(log π)), means over the
    /// tokens of the mask. Clip-Cov draws among those between the bounds that the clip range has not cut off already;
    /// KL-Cov takes the largest, of equal ones the first.
    /// </summary>
    /// <param name="batch">The batch; a whole update, for the means are its own.</param>
    /// <param name="settings">The loss; its <see cref="GrpoSettings.Covariance"/> says how many and which.</param>
    /// <returns>[B][T]</returns>
    /// <exception cref="ArgumentException">The settings have no covariance control, or its share is not
    /// positive.</exception>
    public static bool[][] Of(GrpoBatch batch, GrpoSettings settings)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(settings);
        CovarianceControl control =
            settings.Covariance
            ?? throw new ArgumentException("The settings have no covariance control.", nameof(settings));
        if (!(control.Share > 0))
        {
            throw new ArgumentException(
                $"The share of tokens of a covariance control is {control.Share}; it is positive.",
                nameof(settings)
            );
        }

        (int B, int T)[] tokens =
        [
            .. batch
                .Mask.SelectMany((row, b) => row.Select((kept, t) => (Kept: kept, B: b, T: t)))
                .Where(token => token.Kept)
                .Select(token => (token.B, token.T)),
        ];
        bool[][] taken = [.. batch.Mask.Select(row => new bool[row.Length])];
        if (tokens.Length == 0)
            return taken;
        double advantage = tokens.Average(token => batch.Advantage(token.B, token.T)),
            logProb = tokens.Average(token => batch.LogProbs[token.B][token.T]);
        int count = (int)Math.Clamp(control.Share * tokens.Length, 1, tokens.Length);
        foreach (
            (int b, int t) in control.Method == CovarianceMethod.Clip
                ? Drawn()
                : tokens.OrderByDescending(Covariance).Take(count)
        )
        {
            taken[b][t] = true;
        }

        return taken;

        double Covariance((int B, int T) token) =>
            (batch.Advantage(token.B, token.T) - advantage) * (batch.LogProbs[token.B][token.T] - logProb);

        IEnumerable<(int B, int T)> Drawn()
        {
            (int B, int T)[] inRange =
            [
                .. tokens.Where(token =>
                    Covariance(token) is double covariance
                    && covariance > control.Low
                    && covariance < control.High
                    && !CutOff(token)
                ),
            ];
            return RandomOrder.Of(inRange.Length, control.Seed).Take(count).Select(i => inRange[i]);
        }

        bool CutOff((int B, int T) token)
        {
            double ratio = Math.Exp(
                    batch.LogProbs[token.B][token.T] - (batch.OldLogProbs ?? batch.LogProbs)[token.B][token.T]
                ),
                a = batch.Advantage(token.B, token.T);
            return Math.Clamp(ratio, 1 - settings.ClipLow, 1 + settings.ClipHigh) * a < ratio * a;
        }
    }
}
