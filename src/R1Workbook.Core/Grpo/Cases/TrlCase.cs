using System.Text.Json.Nodes;
using R1Workbook.Core.Grpo.Diagnostics;
using R1Workbook.Core.Grpo.Losses;

namespace R1Workbook.Core.Grpo.Cases;

/// <summary>A loss case in the shape in which TRL's losses were recorded (shared/cases/README.md): anyone can hold
/// their own trainer against ours.</summary>
/// <param name="Name">The name of the case.</param>
/// <param name="Batch">What the loss is computed from; advantages come from the rewards.</param>
/// <param name="Settings">The settings of the loss.</param>
/// <param name="ZeroVarianceShare">The share of groups in which all rewards are equal.</param>
public sealed record TrlCase(string Name, GrpoBatch Batch, GrpoSettings Settings, double ZeroVarianceShare)
{
    /// <summary>The coefficient of the mean entropy, which is taken off the loss; entropies are given, so the gradient
    /// by log π knows nothing of it.</summary>
    public double EntropyCoefficient { get; init; }

    /// <summary>Reads a case.</summary>
    /// <param name="node">An object with params, group_size, rewards_per_func, reward_weights and inputs.</param>
    /// <exception cref="FormatException">A field is missing, unknown or of another kind; the message names
    /// it.</exception>
    /// <exception cref="ArgumentException">A value is not known, or shapes differ.</exception>
    /// <exception cref="InvalidOperationException">A value is of another kind.</exception>
    public static TrlCase Read(JsonNode node)
    {
        CaseField.OnlyKnown(
            node,
            "case",
            "name",
            "notes",
            "params",
            "group_size",
            "scale_rewards",
            "multi_objective_aggregation",
            "std_eps",
            "rewards_per_func",
            "reward_weights",
            "inputs",
            "expected"
        );
        GrpoSettings settings = TrlSettings.Read(CaseField.Need(node, "params"));
        JsonNode inputs = CaseField.Need(node, "inputs");
        CaseField.OnlyKnown(
            inputs,
            "inputs",
            "per_token_logps",
            "old_per_token_logps",
            "ref_per_token_logps",
            "sampling_per_token_logps",
            "completion_mask",
            "importance_sampling_ratio",
            "entropies",
            "tool_mask"
        );
        double[][] logProbs = CaseField.Matrix(inputs, "per_token_logps");
        (double[] advantages, double zeroVariance) = TrlSettings.Advantages(node);
        bool[][] mask = CaseField.Mask(inputs, "completion_mask");
        if (inputs["tool_mask"] is not null)
        {
            mask =
            [
                .. mask.Zip(
                    CaseField.Mask(inputs, "tool_mask"),
                    (row, own) => row.Zip(own, (kept, written) => kept && written).ToArray()
                ),
            ];
        }

        var batch = new GrpoBatch(
            logProbs,
            advantages,
            mask,
            CaseField.MatrixOrNull(inputs, "old_per_token_logps"),
            CaseField.MatrixOrNull(inputs, "ref_per_token_logps"),
            CaseField.MatrixOrNull(inputs, "importance_sampling_ratio")
        )
        {
            SamplerLogProbs = CaseField.MatrixOrNull(inputs, "sampling_per_token_logps"),
            Entropies = CaseField.MatrixOrNull(inputs, "entropies"),
        };
        JsonNode parameters = node["params"]!;
        if ((double?)parameters["top_entropy_quantile"] is { } top && top < 1)
        {
            double[][] entropies =
                batch.Entropies ?? throw new FormatException("top_entropy_quantile below 1 needs \"entropies\".");
            batch = batch with
            {
                PolicyMask = HighEntropyMask.Of(
                    entropies,
                    [.. mask.Select(row => row.Select(kept => kept ? 1 : 0).ToArray())],
                    1 - top
                ),
            };
        }
        if (TrlSettings.Correction(parameters) is { } mode && batch.SamplerWeights is null)
        {
            double[][] old = batch.OldLogProbs ?? logProbs,
                sampler =
                    batch.SamplerLogProbs
                    ?? throw new FormatException("vllm_importance_sampling_mode needs \"sampling_per_token_logps\".");
            batch = batch with
            {
                SamplerWeights = SamplerCorrection.Weights(
                    old,
                    sampler,
                    mask,
                    mode,
                    (double?)parameters["vllm_importance_sampling_clip_max"] ?? 3,
                    (double?)parameters["vllm_importance_sampling_clip_min"]
                ),
            };
        }
        return new TrlCase((string?)node["name"] ?? "", batch, settings, zeroVariance)
        {
            EntropyCoefficient = (double?)parameters["entropy_coef"] ?? 0,
        };
    }

    /// <summary>The answer, with the field names of TRL.</summary>
    public JsonObject Answer()
    {
        GrpoLoss loss = Grpo.Loss(Batch, Settings);
        var metrics = new JsonObject
        {
            ["frac_reward_zero_std"] = ZeroVarianceShare,
            ["effective_token_share"] = loss.Metrics.EffectiveShare,
            ["empty_completion_share"] = loss.Metrics.EmptyShare,
        };
        if (Settings.KlCoefficient != 0)
            metrics["kl"] = CaseField.Json(loss.Kl);
        if (Settings.Surrogate == PolicySurrogate.Clip)
        {
            metrics["clip_ratio/low_mean"] = CaseField.Json(loss.ClippedLow);
            metrics["clip_ratio/high_mean"] = CaseField.Json(loss.ClippedHigh);
            metrics["clip_ratio/region_mean"] = CaseField.Json(loss.Clipped);
        }
        if (Settings.Surrogate == PolicySurrogate.Cispo)
            metrics["cispo_clip_ratio"] = CaseField.Json(loss.ClippedHigh);
        if (loss.Metrics.Entropy is { } entropy)
            metrics["entropy"] = CaseField.Json(entropy);
        var answer = new JsonObject
        {
            ["name"] = Name,
            ["loss"] = CaseField.Json(loss.Loss - EntropyCoefficient * MeanEntropy()),
            ["advantages"] = CaseField.Json(Batch.Advantages),
            ["metrics"] = metrics,
            ["grad_wrt_per_token_logps"] = CaseField.Json(loss.Gradient),
        };
        if (LossExplanation.Of(loss, Batch) is { } explanation)
            answer["note"] = explanation;
        return answer;
    }

    private double MeanEntropy()
    {
        if (EntropyCoefficient == 0)
            return 0;
        double[][] entropies = Batch.Entropies ?? throw new FormatException("An entropy_coef needs \"entropies\".");
        bool[][] counted = Batch.PolicyMask ?? Batch.Mask;
        double sum = entropies.Select((row, b) => row.Where((_, t) => Batch.Mask[b][t] && counted[b][t]).Sum()).Sum();
        int tokens = Batch.Mask.Select((row, b) => row.Where((kept, t) => kept && counted[b][t]).Count()).Sum();
        return Settings.Aggregation == LossAggregation.BatchTokens
            ? sum / (Settings.TokensInBatch ?? Math.Max(1, Batch.Mask.Sum(row => row.Count(kept => kept))))
            : sum / Math.Max(1, tokens) / Settings.MicroBatches;
    }
}
