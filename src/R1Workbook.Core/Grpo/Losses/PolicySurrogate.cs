namespace R1Workbook.Core.Grpo.Losses;

/// <summary>What becomes of ratio and advantage: the function whose gradient the policy follows.</summary>
public enum PolicySurrogate
{
    /// <summary>−min(ρ A, clip(ρ, 1 − ε, 1 + ε) A): PPO, GRPO and most others.</summary>
    Clip,

    /// <summary>−ρ A.</summary>
    Unclipped,

    /// <summary>−sg(clip(ρ)) A log π: the weight is cut, the gradient never (CISPO, MiniMax-M1, arXiv
    /// 2506.13585).</summary>
    Cispo,

    /// <summary>−σ(τ (ρ − 1)) 4/τ A: a soft gate for the clip, with its own τ for either sign of A (SAPO, arXiv
    /// 2511.20347).</summary>
    Sapo,

    /// <summary>−sg(φ(w)) A log π with φ(w) = e^λ w^k e^(−λ w) of the completion's ratio w (VESPO).</summary>
    Vespo,

    /// <summary>−A log π: REINFORCE, without a ratio (also GPG's loss).</summary>
    Reinforce,
}

/// <summary>A token's loss and its slopes.</summary>
/// <param name="Loss">The loss.</param>
/// <param name="RatioSlope">Its derivative by log ρ.</param>
/// <param name="LogProbSlope">Its derivative by log π where that stands in it beside the ratio.</param>
/// <param name="Side">−1 where the ratio lies below the clip range, 1 above, 0 inside.</param>
/// <param name="DualClipped">The dual clip decided.</param>
public readonly record struct SurrogateTerm(
    double Loss,
    double RatioSlope,
    double LogProbSlope,
    int Side,
    bool DualClipped
);

/// <summary>The losses of one token.</summary>
public static class Surrogate
{
    /// <summary>A token's loss and slopes.</summary>
    /// <param name="settings">Which loss, and its constants.</param>
    /// <param name="ratio">ρ, the importance ratio.</param>
    /// <param name="logProb">log π.</param>
    /// <param name="advantage">A.</param>
    /// <param name="logCompletionWeight">log w, VESPO's ratio of the whole completion; see
    /// <see cref="VespoWeight"/>.</param>
    public static SurrogateTerm Of(
        GrpoSettings settings,
        double ratio,
        double logProb,
        double advantage,
        double logCompletionWeight = 0
    )
    {
        double bounded = Math.Min(ratio, settings.RatioBound ?? double.PositiveInfinity);
        int side =
            bounded < 1 - settings.ClipLow ? -1
            : bounded > 1 + settings.ClipHigh ? 1
            : 0;
        switch (settings.Surrogate)
        {
            case PolicySurrogate.Clip:
                double clipped = Math.Clamp(ratio, 1 - settings.ClipLow, 1 + settings.ClipHigh);
                bool clipWins = clipped * advantage < bounded * advantage;
                double loss = -(clipWins ? clipped : bounded) * advantage;
                if (advantage < 0 && settings.DualClip is { } ceiling && loss > -advantage * ceiling)
                    return new SurrogateTerm(-advantage * ceiling, 0, 0, side, true);
                // Where the clip or the bound decides, the ratio has no influence any more: no gradient.
                bool moves = clipWins ? clipped == ratio : bounded == ratio;
                return new SurrogateTerm(loss, moves ? loss : 0, 0, side, false);
            case PolicySurrogate.Unclipped:
                return new SurrogateTerm(-ratio * advantage, -ratio * advantage, 0, side, false);
            case PolicySurrogate.Cispo:
                double weight = Math.Clamp(ratio, 1 - settings.ClipLow, 1 + settings.ClipHigh);
                return new SurrogateTerm(-weight * advantage * logProb, 0, -weight * advantage, side, false);
            case PolicySurrogate.Sapo:
                double temperature = advantage > 0 ? settings.Temperature.Positive : settings.Temperature.Negative;
                double gate = 1 / (1 + Math.Exp(-temperature * (ratio - 1)));
                return new SurrogateTerm(
                    -gate * 4 / temperature * advantage,
                    -4 * gate * (1 - gate) * ratio * advantage,
                    0,
                    side,
                    false
                );
            case PolicySurrogate.Vespo:
                double phi = VespoWeight(settings, logCompletionWeight, advantage);
                return new SurrogateTerm(-phi * advantage * logProb, 0, -phi * advantage, side, false);
            case PolicySurrogate.Reinforce:
                return new SurrogateTerm(-advantage * logProb, 0, -advantage, side, false);
            default:
                throw new ArgumentOutOfRangeException(nameof(settings), settings.Surrogate, "No such surrogate.");
        }
    }

    /// <summary>
    /// φ(w) = e^λ w^k e^(−λ w): 1 at w = 1, and less the farther the completion has left the policy that sampled it.
    /// log w is bounded by log 1e-8 and 20 (TRL).
    /// </summary>
    public static double VespoWeight(GrpoSettings settings, double logCompletionWeight, double advantage)
    {
        double logWeight = Math.Clamp(logCompletionWeight, Math.Log(1e-8), 20);
        (double k, double lambda) = advantage >= 0 ? settings.GammaPositive : settings.GammaNegative;
        lambda = Math.Max(lambda, 1e-4);
        return Math.Exp(lambda + k * logWeight - lambda * Math.Exp(logWeight));
    }
}
