namespace R1Workbook.Core.Grpo.Losses;

/// <summary>What the importance ratio compares.</summary>
public enum RatioLevel
{
    /// <summary>Each token: π(o_t) / π_old(o_t).</summary>
    Token,

    /// <summary>The completion, length-normalised: exp of the mean of the token log-ratios (GSPO, Zheng et al. 2025,
    /// arXiv 2507.18071, equation 7).</summary>
    Sequence,

    /// <summary>The value of the completion's ratio with the gradient of each token's (GSPO-token, equation
    /// 14).</summary>
    SequenceToken,

    /// <summary>
    /// The completion as a whole, π(o|q) / π_old(o|q), as R1's paper prints it (version 1, equation 1, page 5); the KL
    /// term is that of the whole completion too (equation 2).
    /// </summary>
    Completion,

    /// <summary>
    /// The geometric mean of token ratios of which each is clipped first, in the logarithm to −ε..ε, where that lowers
    /// the objective (GMPO, Zhao et al. 2025, arXiv 2507.20673).
    /// </summary>
    ClippedSequence,
}
