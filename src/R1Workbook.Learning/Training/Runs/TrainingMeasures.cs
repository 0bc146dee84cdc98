namespace R1Workbook.Learning.Training.Runs;

/// <summary>Names of what the trainers record about a step; those of verdicts are the tasks'.</summary>
public static class TrainingMeasures
{
    /// <summary>Put before the names of what an evaluation on held-out problems measured.</summary>
    public const string HeldOut = "held_out_";

    /// <summary>Put before the name of a reward of the recipe: its mean, without its weight.</summary>
    public const string OfReward = "reward_";

    /// <summary>The loss of an update.</summary>
    public const string Loss = "loss";

    /// <summary>The norm of the gradient.</summary>
    public const string GradientNorm = "gradient_norm";

    /// <summary>The learning rate.</summary>
    public const string Rate = "rate";

    /// <summary>Which attempt at a base model it is, from 1.</summary>
    public const string Attempt = "attempt";

    /// <summary>Share of held-out choices in which a reward model agrees with the raters.</summary>
    public const string HeldOutAgreement = HeldOut + "agreement";

    /// <summary>The mean reward of the completions that have one.</summary>
    public const string Reward = "reward";

    /// <summary>Share of groups whose rewards are all equal.</summary>
    public const string EvenGroups = "even_groups";

    /// <summary>The entropy of the policy, in nats a token.</summary>
    public const string Entropy = "entropy";

    /// <summary>The KL divergence from the reference policy.</summary>
    public const string Kl = "kl";

    /// <summary>Share of tokens clipped from below.</summary>
    public const string ClippedLow = "clipped_low";

    /// <summary>Share of tokens clipped from above.</summary>
    public const string ClippedHigh = "clipped_high";

    /// <summary>The largest difference between the log-probabilities of sampler and trainer.</summary>
    public const string SamplerMismatch = "sampler_mismatch";

    /// <summary>Share of tokens that were trained on.</summary>
    public const string Trained = "trained";

    /// <summary>Share of tokens that had a gradient.</summary>
    public const string Effective = "effective";

    /// <summary>Rollouts drawn until all groups taught something.</summary>
    public const string Rollouts = "rollouts";

    /// <summary>The mean weight of the sampler's correction.</summary>
    public const string SamplerWeight = "sampler_weight";

    /// <summary>The loss of the critic.</summary>
    public const string ValueLoss = "value_loss";

    /// <summary>Share of the critic's values that were clipped.</summary>
    public const string ValueClipped = "value_clipped";

    /// <summary>The share of the variance of returns that the critic explains.</summary>
    public const string ValueExplained = "value_explained";

    /// <summary>Seconds of a step.</summary>
    public const string Seconds = "seconds";

    /// <summary>Seconds of a step that went into sampling.</summary>
    public const string SecondsSampling = "seconds_sampling";
}
