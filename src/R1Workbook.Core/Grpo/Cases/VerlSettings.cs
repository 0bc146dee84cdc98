using System.Text.Json.Nodes;
using R1Workbook.Core.Grpo.Losses;

namespace R1Workbook.Core.Grpo.Cases;

/// <summary>verl's policy losses and aggregations as settings of ours, with the guards that verl puts around
/// them.</summary>
internal static class VerlSettings
{
    public const string Vanilla = "compute_policy_loss_vanilla",
        Gspo = "compute_policy_loss_gspo",
        GeoMean = "compute_policy_loss_geo_mean",
        Cispo = "compute_policy_loss_cispo",
        Sapo = "compute_policy_loss_sapo",
        Gpg = "compute_policy_loss_gpg",
        ClipCov = "compute_policy_loss_clip_cov",
        KlCov = "compute_policy_loss_kl_cov",
        Reinforce = "compute_policy_loss_reinforce";

    private static readonly string[] Covariances =
    [
        "clip_cov_ratio",
        "clip_cov_lb",
        "clip_cov_ub",
        "kl_cov_ratio",
        "ppo_kl_coef",
        "seed",
    ];

    /// <summary>The settings of a policy loss.</summary>
    /// <param name="function">verl's function.</param>
    /// <param name="config">Its constants.</param>
    /// <param name="mode">Its aggregation; GSPO, SAPO and GMPO have their own, whatever is asked for.</param>
    /// <param name="width">T, which seq-mean-token-sum-norm divides by.</param>
    /// <exception cref="FormatException">Something is not known.</exception>
    public static GrpoSettings Of(string function, JsonNode config, string mode, int width)
    {
        CaseField.OnlyKnown(
            config,
            "config",
            [
                "clip_ratio",
                "clip_ratio_low",
                "clip_ratio_high",
                "clip_ratio_c",
                "tau_pos",
                "tau_neg",
                "policy_loss",
                .. Covariances,
            ]
        );
        // verl has the constants of the covariance controls one level deeper than the others.
        JsonNode covariance = config["policy_loss"] ?? config;
        if (config["policy_loss"] is not null)
            CaseField.OnlyKnown(covariance, "policy_loss", ["loss_mode", .. Covariances]);
        double clip = (double?)config["clip_ratio"] ?? 0.2;
        GrpoSettings settings = Aggregation(mode, width) with
        {
            ClipLow = (double?)config["clip_ratio_low"] ?? clip,
            ClipHigh = (double?)config["clip_ratio_high"] ?? clip,
        };
        GrpoSettings completions = settings with { Aggregation = LossAggregation.SequenceMean };
        return function switch
        {
            Vanilla => settings with { DualClip = (double?)config["clip_ratio_c"] ?? 3, LogRatioRange = new(-20, 20) },
            Gspo => completions with
            {
                Ratio = RatioLevel.SequenceToken,
                LogRatioRange = new(double.NegativeInfinity, 10),
            },
            Sapo => completions with
            {
                Surrogate = PolicySurrogate.Sapo,
                LogRatioRange = new(-20, 20),
                Temperature = new((double?)config["tau_pos"] ?? 1, (double?)config["tau_neg"] ?? 1.05),
            },
            // The mean over all completions, empty ones too.
            GeoMean => completions with
            {
                Surrogate = PolicySurrogate.Unclipped,
                Ratio = RatioLevel.ClippedSequence,
                EmptyCompletionsCount = true,
            },
            Cispo => settings with { Surrogate = PolicySurrogate.Cispo, LogRatioRange = new(-20, 20) },
            Gpg or Reinforce => settings with { Surrogate = PolicySurrogate.Reinforce },
            ClipCov => settings with
            {
                Covariance = new CovarianceControl
                {
                    Method = CovarianceMethod.Clip,
                    Share = (double?)covariance["clip_cov_ratio"] ?? 2e-4,
                    Low = (double?)covariance["clip_cov_lb"] ?? 1,
                    High = (double?)covariance["clip_cov_ub"] ?? 5,
                    Seed = (uint?)covariance["seed"] ?? 0,
                },
            },
            KlCov => settings with
            {
                Surrogate = PolicySurrogate.Unclipped,
                Covariance = new CovarianceControl
                {
                    Method = CovarianceMethod.Penalize,
                    Share = (double?)covariance["kl_cov_ratio"] ?? 2e-4,
                    Coefficient = (double?)covariance["ppo_kl_coef"] ?? 1,
                },
            },
            _ => throw new FormatException(
                $"function \"{function}\" is not known among the policy losses; "
                    + $"{string.Join(", ", Vanilla, Gspo, GeoMean, Cispo, Sapo, Gpg, ClipCov, KlCov, Reinforce)} are."
            ),
        };
    }

    /// <summary>The settings of an aggregation.</summary>
    /// <exception cref="FormatException">It is not known.</exception>
    public static GrpoSettings Aggregation(string mode, int width) =>
        new()
        {
            EmptyCompletionsCount = false,
            LengthEpsilon = 1e-8,
            MaxCompletionLength = width,
            Aggregation = mode switch
            {
                "token-mean" => LossAggregation.TokenMean,
                "seq-mean-token-sum" => LossAggregation.SequenceSum,
                "seq-mean-token-mean" => LossAggregation.SequenceMean,
                "seq-mean-token-sum-norm" => LossAggregation.SumOverLength,
                _ => throw new FormatException(
                    $"aggregation \"{mode}\" is not known; token-mean, seq-mean-token-sum, seq-mean-token-mean and "
                        + $"seq-mean-token-sum-norm are."
                ),
            },
        };
}
