namespace R1Workbook.Core.Grpo.Losses;

/// <summary>
/// Which estimator of the KL divergence; the last two have the value of one and the gradient of k2, the only one whose
/// expected gradient is that of the divergence.
/// </summary>
public enum KlKind
{
    /// <summary>log π − log π_ref ("kl" in verl).</summary>
    K1,

    /// <summary>½ (log π − log π_ref)² ("mse" in verl).</summary>
    K2,

    /// <summary>π_ref/π − log(π_ref/π) − 1 ("low_var_kl" in verl).</summary>
    K3,

    /// <summary>|log π − log π_ref|.</summary>
    Abs,

    /// <summary>The value of k1, the gradient of k2 ("k1+" in verl).</summary>
    K1StraightThrough,

    /// <summary>The value of k3, the gradient of k2 ("k3+" in verl).</summary>
    K3StraightThrough,
}

/// <summary>Estimators of KL(policy ‖ reference) from the log-probabilities of one sampled token (Schulman 2020,
/// "Approximating KL divergence").</summary>
public static class KlEstimator
{
    /// <summary>k1 = log π − log π_ref: unbiased, of high variance, may be negative.</summary>
    public static double K1(double logProb, double refLogProb) => logProb - refLogProb;

    /// <summary>k2 = ½ (log π − log π_ref)²: biased, of low variance.</summary>
    public static double K2(double logProb, double refLogProb) => 0.5 * (logProb - refLogProb) * (logProb - refLogProb);

    /// <summary>k3 = π_ref/π − log(π_ref/π) − 1: unbiased, never negative; the one of R1 (version 1, equation 2, page
    /// 5).</summary>
    public static double K3(double logProb, double refLogProb) =>
        Math.Exp(refLogProb - logProb) - (refLogProb - logProb) - 1;

    /// <summary>The derivative of <see cref="K3"/> by log π: 1 − π_ref/π.</summary>
    public static double K3Gradient(double logProb, double refLogProb) => 1 - Math.Exp(refLogProb - logProb);

    /// <summary>An estimate and its derivative by log π.</summary>
    public static (double Value, double Slope) Of(KlKind kind, double logProb, double refLogProb)
    {
        double k1 = K1(logProb, refLogProb);
        return kind switch
        {
            KlKind.K1 => (k1, 1),
            KlKind.K2 => (K2(logProb, refLogProb), k1),
            KlKind.K3 => (K3(logProb, refLogProb), K3Gradient(logProb, refLogProb)),
            KlKind.Abs => (Math.Abs(k1), Math.Sign(k1)),
            KlKind.K1StraightThrough => (k1, k1),
            KlKind.K3StraightThrough => (K3(logProb, refLogProb), k1),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such estimator."),
        };
    }

    /// <summary>The estimate with verl's guards for k3: the difference of the logarithms within ±20, the estimate
    /// within ±10, no gradient beyond.</summary>
    public static (double Value, double Slope) Guarded(KlKind kind, double logProb, double refLogProb)
    {
        (double value, double slope) = Of(kind, logProb, refLogProb);
        if (kind is not (KlKind.K3 or KlKind.K3StraightThrough))
            return (value, slope);
        double difference = Math.Clamp(logProb - refLogProb, -20, 20),
            guarded = Math.Clamp(K3(difference, 0), -10, 10);
        bool moves =
            kind == KlKind.K3StraightThrough || (difference == logProb - refLogProb && guarded == K3(difference, 0));
        return (guarded, moves ? slope : 0);
    }

    /// <summary>The estimator of a name of TRL or verl: k1, kl, k2, mse, k3, low_var_kl, abs, and k1+, kl+, k3+,
    /// low_var_kl+ with the gradient of k2.</summary>
    /// <exception cref="ArgumentException">There is no estimator of that name.</exception>
    public static KlKind Named(string name) =>
        name switch
        {
            "k1" or "kl" => KlKind.K1,
            "k2" or "mse" or "k2+" or "mse+" => KlKind.K2,
            "k3" or "low_var_kl" => KlKind.K3,
            "abs" => KlKind.Abs,
            "k1+" or "kl+" => KlKind.K1StraightThrough,
            "k3+" or "low_var_kl+" => KlKind.K3StraightThrough,
            _ => throw new ArgumentException(
                $"KL estimator \"{name}\" is not known; k1 (kl), k2 (mse), k3 (low_var_kl), abs, k1+ and k3+ are.",
                nameof(name)
            ),
        };
}
