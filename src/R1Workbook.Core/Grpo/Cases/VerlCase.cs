using System.Text.Json.Nodes;
using R1Workbook.Core.Grpo.Advantages;
using R1Workbook.Core.Grpo.Losses;

namespace R1Workbook.Core.Grpo.Cases;

/// <summary>One entry of a file of verl's algorithms: advantages, policy losses, aggregations, KL estimators and
/// GAE.</summary>
internal static class VerlCase
{
    /// <summary>The sections of such a file that hold entries.</summary>
    public static readonly string[] Sections = ["advantages", "policy_loss", "agg_loss", "kl", "gae"];

    /// <summary>The answer to an entry, with the field names of the file.</summary>
    /// <param name="root">The file: mask and index of all entries.</param>
    /// <param name="section">One of <see cref="Sections"/>.</param>
    /// <param name="entry">The entry.</param>
    public static JsonObject Answer(JsonNode root, string section, JsonNode entry) =>
        section switch
        {
            "advantages" => Advantages(root, entry),
            "policy_loss" => VerlPolicyLoss.Answer(root, entry),
            "agg_loss" => Aggregate(entry),
            "kl" => Kl(entry),
            "gae" => Gae(root, entry),
            _ => throw new FormatException($"section \"{section}\" is not known; {string.Join(", ", Sections)} are."),
        };

    internal static bool[][] MaskOf(JsonNode root, JsonNode entry, string name = "mask") =>
        CaseField.Mask(entry[name] is null ? root : entry, name);

    private static JsonObject Advantages(JsonNode root, JsonNode entry)
    {
        CaseField.OnlyKnown(entry, "advantages", "reward_set", "rewards", "function", "kwargs", "mask", "advantages");
        string function = (string)CaseField.Need(entry, "function")!;
        JsonNode arguments = entry["kwargs"] ?? new JsonObject();
        CaseField.OnlyKnown(
            arguments,
            "kwargs",
            "index",
            "epsilon",
            "norm_adv_by_std_in_grpo",
            "config",
            "reward_baselines",
            "f_norm",
            "old_log_probs",
            "sum_pi_squared",
            "rollout_is_weights",
            "handle_zero_tail"
        );
        double[] rewards = CaseField.Vector(entry, "rewards");
        bool[][] mask = MaskOf(root, entry);
        if (mask.Length != rewards.Length)
            throw new FormatException($"\"rewards\" has {rewards.Length} entries, \"mask\" {mask.Length} rows.");
        var settings = AdvantageSettings.Verl with
        {
            Epsilon = (double?)arguments["epsilon"] ?? 1e-6,
            Scale =
                (bool?)(arguments["norm_adv_by_std_in_grpo"] ?? arguments["config"]?["norm_adv_by_std_in_grpo"]) ?? true
                    ? AdvantageScale.Group
                    : AdvantageScale.None,
        };
        int[] lengths = [.. mask.Select(row => row.Count(kept => kept))];
        double[][] advantages = function switch
        {
            "compute_grpo_outcome_advantage" or "compute_grpo_vectorized_outcome_advantage" => OnAll(
                GroupAdvantage.Of(rewards, Groups(), settings)
            ),
            "compute_grpo_passk_outcome_advantage" => OnAll(OutcomeBaselines.PassAtK(rewards, Groups(), settings)),
            "compute_rloo_outcome_advantage" => OnAll(LeaveOneOut.Of(rewards, Groups())),
            "compute_rloo_vectorized_outcome_advantage" => OnAll(
                LeaveOneOut.Of(rewards, Groups(), LoneCompletion.Nothing)
            ),
            "compute_opo_outcome_advantage" => OnAll(OutcomeBaselines.LengthWeighted(rewards, lengths, Groups())),
            "compute_remax_outcome_advantage" => OnAll(
                OutcomeBaselines.Greedy(rewards, CaseField.Vector(arguments, "reward_baselines"))
            ),
            "compute_gpg_outcome_advantage" => OnAll(
                OutcomeBaselines.Gpg(rewards, Groups(), (double?)arguments["f_norm"] ?? 1)
            ),
            "compute_reinforce_plus_plus_outcome_advantage" => ReinforcePlusPlus
                .Of(TokenRewards.AtEnd(rewards, mask), mask, (double?)arguments["config"]?["gamma"] ?? 1)
                .Advantages,
            "compute_reinforce_plus_plus_baseline_outcome_advantage" => ReinforcePlusPlus.WithBaseline(
                rewards,
                Groups(),
                mask
            ),
            "compute_optimal_token_baseline_advantage" => OptimalBaseline(ownTokens: false),
            "compute_multi_turn_optimal_token_baseline_advantage" => OptimalBaseline(ownTokens: true),
            _ => throw new FormatException(
                $"function \"{function}\" is not known among the advantages: GRPO, pass@k, RLOO, OPO, ReMax, GPG, "
                    + $"REINFORCE++ and the optimal token baselines are."
            ),
        };
        return new JsonObject
        {
            ["function"] = function,
            ["reward_set"] = (string?)entry["reward_set"],
            ["advantages"] = CaseField.Json(advantages),
        };

        double[][] OnAll(double[] each) => TokenRewards.OnAll(each, mask);

        double[][] OptimalBaseline(bool ownTokens) =>
            OptimalTokenBaseline
                .Of(
                    TokenRewards.AtEnd(rewards, mask),
                    CaseField.Matrix(arguments, "old_log_probs"),
                    CaseField.Matrix(arguments, "sum_pi_squared"),
                    mask,
                    Groups(),
                    new OptimalBaselineSettings
                    {
                        OwnTokens = ownTokens,
                        NoneAlone = (bool?)arguments["handle_zero_tail"] ?? ownTokens,
                        Epsilon = (double?)arguments["epsilon"] ?? 1e-8,
                    },
                    CaseField.MatrixOrNull(arguments, "rollout_is_weights")
                )
                .Advantages;

        int[] Groups() => CaseField.Groups(arguments["index"] is null ? root : arguments, "index");
    }

    private static JsonObject Aggregate(JsonNode entry)
    {
        CaseField.OnlyKnown(entry, "agg_loss", "mode", "mask_case", "loss_mat", "mask", "expected");
        string mode = (string)CaseField.Need(entry, "mode")!;
        double[][] losses = CaseField.Matrix(entry, "loss_mat");
        bool[][] mask = CaseField.Mask(entry, "mask");
        GrpoSettings settings = VerlSettings.Aggregation(mode, mask.Max(row => row.Length));
        double[] weights = TokenWeight.Of([.. mask.Select(row => row.Count(kept => kept))], settings);
        double loss = losses.Select((row, b) => weights[b] * row.Where((_, t) => mask[b][t]).Sum()).Sum();
        return new JsonObject
        {
            ["mode"] = mode,
            ["mask_case"] = (string?)entry["mask_case"],
            ["loss"] = CaseField.Json(loss),
        };
    }

    private static JsonObject Kl(JsonNode entry)
    {
        CaseField.OnlyKnown(entry, "kl", "estimator", "logprob", "ref", "value", "grad_of_sum");
        string estimator = (string)CaseField.Need(entry, "estimator")!;
        return KlAnswer(
            estimator,
            CaseField.Matrix(entry, "logprob"),
            CaseField.Matrix(entry, "ref"),
            KlEstimator.Guarded
        );
    }

    internal static JsonObject KlAnswer(
        string estimator,
        double[][] logProbs,
        double[][] reference,
        Func<KlKind, double, double, (double Value, double Slope)> of
    )
    {
        KlKind kind = KlEstimator.Named(estimator);
        (double Value, double Slope)[][] estimates =
        [
            .. logProbs.Zip(reference, (now, at) => now.Zip(at, (a, b) => of(kind, a, b)).ToArray()),
        ];
        return new JsonObject
        {
            ["estimator"] = estimator,
            ["value"] = CaseField.Json([.. estimates.Select(row => row.Select(estimate => estimate.Value).ToArray())]),
            ["grad_of_sum"] = CaseField.Json([
                .. estimates.Select(row => row.Select(estimate => estimate.Slope).ToArray()),
            ]),
        };
    }

    private static JsonObject Gae(JsonNode root, JsonNode entry)
    {
        CaseField.OnlyKnown(
            entry,
            "gae",
            "gamma",
            "lam",
            "token_rewards",
            "values",
            "mask",
            "advantages_whitened",
            "returns"
        );
        bool[][] mask = MaskOf(root, entry);
        double discount = (double?)entry["gamma"] ?? 1,
            lambda = (double?)entry["lam"] ?? 1;
        (double[][] advantages, double[][] returns) = GeneralizedAdvantage.Of(
            CaseField.Matrix(entry, "token_rewards"),
            CaseField.Matrix(entry, "values"),
            mask,
            discount,
            lambda
        );
        return new JsonObject
        {
            ["gamma"] = discount,
            ["lam"] = lambda,
            ["advantages_whitened"] = CaseField.Json(Whitening.Of(advantages, mask)),
            ["returns"] = CaseField.Json(returns),
        };
    }
}
