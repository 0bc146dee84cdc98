using System.Text.Json.Nodes;

namespace R1Workbook.Core.Grpo;

/// <summary>A loss case as JSON, in the shape in which TRL's losses were recorded: anyone can hold their own trainer against ours.</summary>
/// <param name="Name">The name of the case.</param>
/// <param name="Batch">What the loss is computed from; advantages come from the rewards.</param>
/// <param name="Settings">The settings of the loss.</param>
public sealed record GrpoCase(string Name, GrpoBatch Batch, GrpoSettings Settings)
{
    /// <summary>Reads a case.</summary>
    /// <param name="node">An object with params, group_size, rewards_per_func, reward_weights and inputs.</param>
    /// <param name="read">The case, where it could be read.</param>
    /// <param name="problem">What is missing or not supported, otherwise empty.</param>
    public static bool TryRead(JsonNode node, out GrpoCase? read, out string problem)
    {
        read = null;
        problem = "";
        try
        {
            JsonNode settings = Need(node, "params"), inputs = Need(node, "inputs");
            if ((string?)node["multi_objective_aggregation"] is { } joined and not "sum_then_normalize")
                throw new NotSupportedException($"multi_objective_aggregation {joined} is not supported; sum_then_normalize is.");
            if ((bool?)settings["bias_corr"] == true) throw new NotSupportedException("bias_corr true is not supported.");
            double[] rewards = Rewards(Need(node, "rewards_per_func"), node["reward_weights"]);
            AdvantageScale scale = (string?)node["scale_rewards"] switch
            {
                null or "group" => AdvantageScale.Group,
                "batch" => AdvantageScale.Batch,
                "none" => AdvantageScale.None,
                string other => throw new NotSupportedException($"scale_rewards {other} is not supported; group, batch and none are."),
            };
            double[] advantages = GroupAdvantage.Of(rewards, (int)Need(node, "group_size"), scale, (double?)node["std_eps"] ?? 1e-4);
            var batch = new GrpoBatch(
                Rows(Need(inputs, "per_token_logps")), advantages,
                [.. Rows(Need(inputs, "completion_mask")).Select(row => row.Select(kept => kept != 0).ToArray())],
                inputs["old_per_token_logps"] is { } old ? Rows(old) : null,
                inputs["ref_per_token_logps"] is { } reference ? Rows(reference) : null,
                inputs["importance_sampling_ratio"] is { } weights ? Rows(weights) : null);
            read = new GrpoCase((string?)node["name"] ?? "", batch, ReadSettings(settings));
            return true;
        }
        catch (Exception exception) when (exception is NotSupportedException or ArgumentException or InvalidOperationException or FormatException)
        {
            problem = exception.Message;
            return false;
        }
    }

    private static GrpoSettings ReadSettings(JsonNode settings) => new()
    {
        ClipLow = (double?)settings["eps_low"] ?? 0.2,
        ClipHigh = (double?)settings["eps_high"] ?? 0.2,
        KlCoefficient = (double?)settings["beta"] ?? 0,
        RatioBound = (double?)settings["delta"],
        MicroBatches = (int?)settings["grad_accum"] ?? 1,
        MaxCompletionLength = (int?)settings["max_completion_length"] ?? 1,
        TokensInBatch = (double?)settings["num_items_in_batch"] ?? 1,
        OffPolicyThreshold = (double?)settings["off_policy_thr"],
        Ratio = (string?)settings["level"] switch
        {
            null or "token" => RatioLevel.Token,
            "sequence" => RatioLevel.Sequence,
            "sequence_token" => RatioLevel.SequenceToken,
            string other => throw new NotSupportedException($"level {other} is not supported; token, sequence and sequence_token are."),
        },
        Aggregation = (string?)settings["loss_type"] switch
        {
            null or "grpo" => LossAggregation.SequenceMean,
            "bnpo" => LossAggregation.TokenMean,
            "dr_grpo" => LossAggregation.Constant,
            "dapo" => LossAggregation.BatchTokens,
            string other => throw new NotSupportedException($"loss_type {other} is not supported; grpo, bnpo, dr_grpo and dapo are."),
        },
    };

    /// <summary>The weighted sum over reward functions; a function without a reward for a completion (null) counts as 0.</summary>
    private static double[] Rewards(JsonNode perFunction, JsonNode? weights) =>
        [.. perFunction.AsArray().Select(row => row!.AsArray().Select((reward, f) => ((double?)reward ?? 0) * ((double?)weights?[f] ?? 1)).Sum())];

    private static double[][] Rows(JsonNode node) => [.. node.AsArray().Select(row => row!.AsArray().Select(Number).ToArray())];

    private static double Number(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue(out bool flag) ? (flag ? 1 : 0) : (double?)node ?? 0;

    private static JsonNode Need(JsonNode node, string name) => node[name] ?? throw new ArgumentException($"\"{name}\" is missing.");
}
