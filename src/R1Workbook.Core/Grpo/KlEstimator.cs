namespace R1Workbook.Core.Grpo;

/// <summary>Estimators of KL(policy ‖ reference) from the log-probabilities of one sampled token (Schulman 2020, "Approximating KL divergence").</summary>
public static class KlEstimator
{
    /// <summary>k1 = log π − log π_ref: unbiased, of high variance, may be negative.</summary>
    public static double K1(double logProb, double refLogProb) => logProb - refLogProb;

    /// <summary>k2 = ½ (log π − log π_ref)²: biased, of low variance.</summary>
    public static double K2(double logProb, double refLogProb) => 0.5 * (logProb - refLogProb) * (logProb - refLogProb);

    /// <summary>k3 = π_ref/π − log(π_ref/π) − 1: unbiased, never negative; the one of R1 (version 1, equation 2, page 5).</summary>
    public static double K3(double logProb, double refLogProb) => Math.Exp(refLogProb - logProb) - (refLogProb - logProb) - 1;

    /// <summary>The derivative of <see cref="K3"/> by log π: 1 − π_ref/π.</summary>
    public static double K3Gradient(double logProb, double refLogProb) => 1 - Math.Exp(refLogProb - logProb);
}
