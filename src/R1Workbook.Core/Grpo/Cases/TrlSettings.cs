using System.Text.Json.Nodes;
using R1Workbook.Core.Grpo.Advantages;
using R1Workbook.Core.Grpo.Losses;

namespace R1Workbook.Core.Grpo.Cases;

/// <summary>Reads the parameters of a case of TRL as this project's settings.</summary>
internal static class TrlSettings
{
    public static SamplerCorrectionMode? Correction(JsonNode parameters) =>
        (string?)parameters["vllm_importance_sampling_mode"] switch
        {
            null => null,
            "token_truncate" => SamplerCorrectionMode.TokenTruncate,
            "token_mask" => SamplerCorrectionMode.TokenMask,
            "sequence_truncate" => SamplerCorrectionMode.SequenceTruncate,
            "sequence_mask" => SamplerCorrectionMode.SequenceMask,
            string other => throw new FormatException(
                $"vllm_importance_sampling_mode \"{other}\" is not known; token_truncate, token_mask, "
                    + $"sequence_truncate and sequence_mask are."
            ),
        };

    public static (double[] Advantages, double ZeroVarianceShare) Advantages(JsonNode node)
    {
        double?[][] rewards =
        [
            .. CaseField
                .Matrix(node, "rewards_per_func")
                .Select(row => row.Select(reward => double.IsNaN(reward) ? (double?)null : reward).ToArray()),
        ];
        double[] weights = node["reward_weights"] is null
            ? [.. rewards.FirstOrDefault([]).Select(_ => 1.0)]
            : CaseField.Vector(node, "reward_weights");
        var settings = new AdvantageSettings
        {
            Epsilon = (double?)node["std_eps"] ?? 1e-4,
            Scale = node["scale_rewards"]?.ToString() switch
            {
                null or "group" or "true" => AdvantageScale.Group,
                "batch" => AdvantageScale.Batch,
                "none" or "false" => AdvantageScale.None,
                string other => throw new FormatException(
                    $"scale_rewards \"{other}\" is not known; group, batch and none are."
                ),
            },
        };
        MultiObjective how = (string?)node["multi_objective_aggregation"] switch
        {
            null or "sum_then_normalize" => MultiObjective.SumThenNormalize,
            "normalize_then_sum" => MultiObjective.NormalizeThenSum,
            string other => throw new FormatException(
                $"multi_objective_aggregation \"{other}\" is not known; sum_then_normalize and normalize_then_sum are."
            ),
        };
        int groupSize = (int)CaseField.Need(node, "group_size");
        double[] advantages = RewardAggregation.Advantages(rewards, weights, groupSize, settings, how);
        return (
            advantages,
            DynamicSampling.ZeroVarianceShare(
                RewardAggregation.Sums(rewards, weights),
                RewardGroups.OfSize(rewards.Length, groupSize)
            )
        );
    }

    public static GrpoSettings Read(JsonNode node)
    {
        CaseField.OnlyKnown(
            node,
            "params",
            "loss_type",
            "level",
            "eps_low",
            "eps_high",
            "delta",
            "beta",
            "bias_corr",
            "off_policy_thr",
            "sapo",
            "vespo",
            "max_completion_length",
            "num_items_in_batch",
            "grad_accum",
            "top_entropy_quantile",
            "entropy_coef",
            "vllm_importance_sampling_mode",
            "vllm_importance_sampling_clip_max",
            "vllm_importance_sampling_clip_min"
        );
        string loss = (string?)node["loss_type"] ?? "grpo";
        if (loss is not ("grpo" or "bnpo" or "dr_grpo" or "dapo" or "cispo" or "sapo" or "luspo" or "vespo"))
        {
            throw new FormatException(
                $"loss_type \"{loss}\" is not known; grpo, bnpo, dr_grpo, dapo, cispo, sapo, luspo and vespo are."
            );
        }

        GrpoSettings preset = LossPreset.Named(loss);
        // TRL's cispo has the cap itself where the others have its distance from 1, and no lower end.
        double high = (double?)node["eps_high"] ?? (loss == "cispo" ? 5 : 0.2);
        double[]? sapo = node["sapo"] is null ? null : Constants(node, "sapo", 2),
            vespo = node["vespo"] is null ? null : Constants(node, "vespo", 4);
        return preset with
        {
            ClipLow = loss == "cispo" ? 1 : (double?)node["eps_low"] ?? 0.2,
            ClipHigh = loss == "cispo" ? high - 1 : high,
            RatioBound = (double?)node["delta"],
            KlCoefficient = (double?)node["beta"] ?? 0,
            KlBiasCorrection = (bool?)node["bias_corr"] ?? false,
            OffPolicyThreshold = (double?)node["off_policy_thr"],
            Temperature = sapo is null ? preset.Temperature : new SapoTemperature(sapo[1], sapo[0]),
            GammaPositive = vespo is null ? preset.GammaPositive : new VespoShape(vespo[0], vespo[1]),
            GammaNegative = vespo is null ? preset.GammaNegative : new VespoShape(vespo[2], vespo[3]),
            MaxCompletionLength = (int?)node["max_completion_length"] ?? 1,
            TokensInBatch = (double?)node["num_items_in_batch"] is { } tokens ? Math.Max(1, tokens) : null,
            MicroBatches = (int?)node["grad_accum"] ?? 1,
            PaddingCounts = true,
            Ratio = (string?)node["level"] switch
            {
                null => preset.Ratio,
                "token" => RatioLevel.Token,
                "sequence" => RatioLevel.Sequence,
                "sequence_token" => RatioLevel.SequenceToken,
                string other => throw new FormatException(
                    $"level \"{other}\" is not known; token, sequence and sequence_token are."
                ),
            },
        };
    }

    private static double[] Constants(JsonNode node, string name, int count) =>
        CaseField.Vector(node, name) is { } values && values.Length == count
            ? values
            : throw new FormatException($"\"{name}\" should be {count} numbers.");
}
