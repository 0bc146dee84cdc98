using System.Text.Json.Nodes;
using R1Workbook.Core.Grpo.Cases;

namespace R1Workbook.Core.Tests.Grpo.Cases;

public sealed class LossCasesTests
{
    [SharedCheck("losses")]
    public static void Every_case_of_trl_is_answered_as_trl_answers_it()
    {
        JsonNode root = SharedFiles.Json("cases/grpo_loss.json");
        JsonArray cases = root["cases"]!.AsArray();
        LossCaseAnswer[] answers = [.. LossCases.Compute(root)];
        List<string> wrong = [];
        for (int i = 0; i < cases.Count; i++)
            Compare(answers[i], cases[i]!["expected"]!, wrong);
        JsonNode estimators = root["kl_estimators"]!["estimators"]!;
        foreach (LossCaseAnswer answer in answers.Skip(cases.Count))
            Compare(answer, estimators[(string)answer.Answer!["estimator"]!]!, wrong);
        Assert.Empty(wrong);
        Assert.Equal(cases.Count + estimators.AsObject().Count, answers.Length);
        Assert.True(cases.Count > 30, $"only {cases.Count} cases");
    }

    [SharedCheck("losses")]
    public static void Every_entry_of_verl_is_answered_as_verl_answers_it()
    {
        JsonNode root = SharedFiles.Json("cases/verl_algos.json");
        List<string> wrong = [];
        int entries = 0;
        foreach (LossCaseAnswer answer in LossCases.Compute(root))
        {
            string[] place = answer.Name.Split('[', ']');
            JsonNode entry = root[place[0]]![
                int.Parse(place[1], System.Globalization.CultureInfo.InvariantCulture)
            ]!.DeepClone();
            if (place[0] == "agg_loss")
            {
                entry = new JsonObject { ["loss"] = entry["expected"]!.DeepClone() };
            }
            else
            {
                foreach (
                    string given in (string[])
                        [
                            "rewards",
                            "kwargs",
                            "config",
                            "rollout_is_weights",
                            "old_log_prob",
                            "log_prob",
                            "logprob",
                            "ref",
                            "token_rewards",
                            "values",
                            "mask",
                        ]
                )
                {
                    entry.AsObject().Remove(given);
                }
            }

            if (place[0] == "policy_loss")
                entry.AsObject().Remove("advantages"); // given, not asked for
            Compare(answer, entry, wrong);
            entries++;
        }
        Assert.Empty(wrong);
        Assert.True(entries > 30, $"only {entries} entries");
    }

    [Theory]
    [InlineData("""{"params": {"loss_type": "ppo2"}}""", "loss_type \"ppo2\" is not known")]
    [InlineData("""{"params": {"epsilon": 1}}""", "\"epsilon\" is not known")]
    [InlineData("""{"params": {"level": "word"}}""", "level \"word\" is not known")]
    [InlineData("""{"surprise": 1}""", "\"surprise\" is not known")]
    [InlineData("""{"params": {"beta": 0.1}}""", "reference log-probabilities")]
    [InlineData("""{"rewards_per_func": [["good"], [0]]}""", "\"rewards_per_func\" has \"good\"")]
    [InlineData("""{"group_size": 3}""", "2 rewards do not fill groups of 3")]
    [InlineData("""{"inputs": {"per_token_logps": [[0], [0]]}}""", "\"completion_mask\" is missing")]
    public void What_cannot_be_computed_is_named(string change, string expected)
    {
        JsonObject node = JsonNode
            .Parse(
                """
                {"name": "one", "params": {}, "group_size": 2, "rewards_per_func": [[1], [0]],
                 "inputs": {"per_token_logps": [[-1, -2], [-1, -2]], "completion_mask": [[1, 1], [1, 0]]}}
                """
            )!
            .AsObject();
        foreach ((string name, JsonNode? value) in JsonNode.Parse(change)!.AsObject())
            node[name] = value!.DeepClone();
        LossCaseAnswer answer = Assert.Single(LossCases.Compute(new JsonArray(node)));
        Assert.Null(answer.Answer);
        Assert.Contains(expected, answer.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "compute_policy_loss_clip_cov",
        """{"policy_loss": {"clip_cov_ratio": 1, "clip_cov_lb": 0.1, "clip_cov_ub": 3}}""",
        0.75,
        0.5,
        0
    )]
    [InlineData("compute_policy_loss_kl_cov", """{"policy_loss": {"kl_cov_ratio": 0.5, "ppo_kl_coef": 3}}""", 0, 0, 0)]
    [InlineData("compute_policy_loss_reinforce", "{}", -5.75, 0, 0)]
    public void The_covariance_losses_of_verl_are_understood(
        string function,
        string config,
        double loss,
        double clipped,
        double kl
    )
    {
        JsonNode file = JsonNode.Parse(
            $$"""
            {"mask": [[1, 1, 1, 1]], "policy_loss": [{"function": "{{function}}", "config": {{config}} ,
             "log_prob": [[-1, -1.5, -2.5, -3]],
             "old_log_prob": [[-1, -1.5, -2.5, -3]], "advantages": [[2, 1, 0.5, -3.5]]}]}
            """
        )!;
        JsonObject answer = Assert.Single(LossCases.Compute(file)).Answer!;
        Assert.Equal(loss, (double)answer["loss"]!, 12);
        Assert.Equal(clipped, (double)answer["metrics"]!["actor/pg_clipfrac"]!, 12);
        Assert.Equal(kl, (double)answer["metrics"]!["actor/ppo_kl"]!, 12);
    }

    [Fact]
    public void The_optimal_token_baseline_of_verl_is_understood()
    {
        JsonNode file = JsonNode.Parse(
            """
            {"mask": [[1, 1], [1, 1]], "index": [0, 0],
             "advantages": [{"function": "compute_optimal_token_baseline_advantage",
             "rewards": [1, 0],
             "kwargs": {"old_log_probs": [[0, 0], [0, 0]], "sum_pi_squared": [[1.5, 2], [1.75, 1.75]]}}]}
            """
        )!;
        JsonObject answer = Assert.Single(LossCases.Compute(file)).Answer!;
        Assert.Equal(1 - 0.5 / 1.25, (double)answer["advantages"]![0]![0]!, 7);
    }

    [Fact]
    public void The_further_options_of_trl_are_understood()
    {
        JsonObject Case(string parameters, string inputs = "{}")
        {
            JsonNode node = JsonNode.Parse(
                $$"""
                {"name": "one", "params": {{parameters}}, "group_size": 2, "scale_rewards": false,
                 "rewards_per_func": [[1], [0]],
                 "inputs": {"per_token_logps": [[-1, -2], [-1, -2]], "completion_mask": [[1, 1], [1, 0]],
                            "entropies": [[1, 3], [2, 9]], "sampling_per_token_logps": [[-2, -2], [-1, -2]]} }
                """
            )!;
            foreach ((string name, JsonNode? value) in JsonNode.Parse(inputs)!.AsObject())
                node["inputs"]![name] = value!.DeepClone();
            return Assert.Single(LossCases.Compute(new JsonArray(node))).Answer!;
        }

        double plain = (double)Case("{}")["loss"]!; // (−½ + ½) / 2
        Assert.Equal(0, plain, 12);
        Assert.Equal(-0.5 * 2, (double)Case("""{"entropy_coef": 0.5}""")["loss"]!, 12); // mean of 1, 3 and 2
        // Only the token of entropy 3 is learned from: −½ in a completion of two tokens, of two completions.
        Assert.Equal(-0.5 / 2 / 2, (double)Case("""{"top_entropy_quantile": 0.3}""")["loss"]!, 12);
        Assert.Equal(
            -0.5 / 2 / 2 * (1.5 + 1) + 0.25,
            (double)
                Case(
                    """{"vllm_importance_sampling_mode": "token_truncate", "vllm_importance_sampling_clip_max": 1.5}"""
                )["loss"]!,
            12
        );
        Assert.Equal(
            0.25,
            (double)
                Case(
                    """{"vllm_importance_sampling_mode": "sequence_mask", "vllm_importance_sampling_clip_max": 1.5}"""
                )["loss"]!,
            12
        );
        Assert.Equal(-0.25 + 0.25, (double)Case("{}", """{"tool_mask": [[1, 0], [1, 1]]}""")["loss"]!, 12);
    }

    [Theory]
    [InlineData("""{"kl": [{"estimator": "k9", "logprob": [[0]], "ref": [[0]]}]}""", "k9")]
    [InlineData(
        """
            {"mask": [[1]],
             "policy_loss": [{"function": "f", "log_prob": [[0]], "old_log_prob": [[0]], "advantages": [1]}]}
            """,
        "\"f\" is not known"
    )]
    [InlineData("""{"agg_loss": [{"mode": "median", "loss_mat": [[0]], "mask": [[1]]}]}""", "\"median\" is not known")]
    [InlineData("""{"kl": [], "whims": []}""", "section is not known")]
    public void What_is_not_known_of_verl_is_named(string file, string expected)
    {
        LossCaseAnswer answer = Assert.Single(LossCases.Compute(JsonNode.Parse(file)));
        Assert.Contains(expected, answer.Problem + answer.Name, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_another_shape_is_refused() =>
        Assert.Throws<FormatException>(() => LossCases.Compute(JsonNode.Parse("""{"x": 1}""")));

    private static void Compare(LossCaseAnswer answer, JsonNode expected, List<string> wrong)
    {
        if (answer.Answer is null)
            wrong.Add($"{answer.Name}: {answer.Problem}");
        else
            Compare(answer.Name, expected, answer.Answer, wrong);
    }

    private static void Compare(string place, JsonNode? expected, JsonNode? actual, List<string> wrong)
    {
        switch (expected)
        {
            case JsonObject fields:
                foreach ((string name, JsonNode? value) in fields)
                    Compare($"{place}.{name}", value, actual?[name], wrong);
                break;
            case JsonArray items:
                for (int i = 0; i < items.Count; i++)
                    Compare($"{place}[{i}]", items[i], (actual as JsonArray)?[i], wrong);
                break;
            case JsonValue value when value.TryGetValue(out double number):
                if (actual is null || !(Math.Abs((double)actual - number) <= 1e-9))
                    wrong.Add($"{place}: expected {number:R}, got {actual}");
                break;
        }
    }
}
