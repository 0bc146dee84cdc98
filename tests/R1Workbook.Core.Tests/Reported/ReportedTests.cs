using System.Globalization;
using System.Text.Json.Nodes;

namespace R1Workbook.Core.Tests.Reported;

public sealed class ReportedTests
{
    [SharedCheck("facts")]
    [SharedRow("v1_table2_r1_zero_vs_o1", "v1 Table 2")]
    [SharedRow("v1_table4_main", "v1 Table 4")]
    [SharedRow("v1_table5_distilled", "v1 Table 5")]
    [SharedRow("v1_table6_distill_vs_rl", "v1 Table 6")]
    [SharedRow("v2_table3_stages", "v2 Table 3")]
    public static void Every_number_of_a_benchmark_table_equals_the_collected_facts(string facts, string id)
    {
        JsonArray rows = Facts()["tables"]![facts]!.AsArray();
        int compared = 0;
        foreach (JsonObject row in rows.OfType<JsonObject>())
        {
            foreach (
                (string key, JsonNode? value) in row.Where(cell =>
                    cell.Key is not ("model" or "benchmark" or "category")
                )
            )
            {
                (string model, string benchmark) = row["model"] is { } name
                    ? ((string)name!, key)
                    : (key, (string)row["benchmark"]!);
                Assert.Equal((double?)value, Core.Reported.Reported.Find(id, model, benchmark).Value);
                if (row["category"] is { } category)
                    Assert.Equal((string)category!, Core.Reported.Reported.Find(id, model, benchmark).Category);
                compared++;
            }
        }
        Assert.Equal(compared, Core.Reported.Reported.Table(id).Figures.Count);
    }

    [SharedCheck("facts")]
    public static void No_table_of_the_facts_is_forgotten() => Assert.Equal(5, Facts()["tables"]!.AsObject().Count);

    [SharedCheck("facts")]
    public static void Data_cost_and_protocol_equal_the_collected_facts()
    {
        JsonNode facts = Facts();
        foreach (JsonObject row in facts["sft_data_v2"]!.AsArray().OfType<JsonObject>())
        {
            Same("v2 SFT data", (string)row["domain"]!, "samples", row["samples"]);
            Same("v2 SFT data", (string)row["domain"]!, "mean rounds", row["avg_rounds"]);
            Same("v2 SFT data", (string)row["domain"]!, "mean tokens", row["avg_tokens"]);
        }
        foreach (JsonObject row in facts["rl_data_v2"]!.AsArray().OfType<JsonObject>())
        {
            Assert.Equal(
                Thousands(row["prompts"]),
                Core.Reported.Reported.Find("v2 RL data", (string)row["type"]!, "prompts").Value
            );
            if (row["avg_prompt_tokens"] is { } tokens)
                Same("v2 RL data", (string)row["type"]!, "mean prompt tokens", tokens);
        }
        foreach ((string model, JsonNode? hours) in facts["cost_v2"]!["gpu_hours"]!.AsObject())
            Assert.Equal(Thousands(hours), Core.Reported.Reported.Find("v2 Table 7", model, "GPU hours").Value);
        foreach ((string model, JsonNode? cost) in facts["cost_v2"]!["usd_at_2_per_hour"]!.AsObject())
            Same("v2 Table 7", model, "cost", cost);
        foreach ((string benchmark, JsonNode? value) in facts["figure1_only_values"]!["DeepSeek-R1-32B"]!.AsObject())
            Same("v1 Figure 1", "DeepSeek-R1-32B", benchmark, value);
        JsonNode protocol = facts["evaluation_protocol"]!;
        Same("Evaluation protocol", "all", "max tokens", protocol["max_tokens"]);
        Same("Evaluation protocol", "all", "temperature", protocol["temperature"]);
        Same("Evaluation protocol", "all", "top-p", protocol["top_p"]);
        foreach ((string benchmark, JsonNode? k) in protocol["k_v2"]!.AsObject())
            Same("Evaluation protocol", benchmark, "samples a problem", k);
    }

    [SharedCheck("facts")]
    public static void Stages_equal_the_collected_facts()
    {
        JsonObject[] facts = [.. Facts()["stages"]!.AsArray().OfType<JsonObject>()];
        Assert.Equal(facts.Length, Core.Reported.Reported.Stages.Count);
        foreach ((JsonObject fact, Core.Reported.ReportedStage stage) in facts.Zip(Core.Reported.Reported.Stages))
        {
            if (fact["lr"] is JsonValue rate && rate.TryGetValue(out double learningRate))
                Assert.Equal(learningRate, double.Parse(stage.LearningRate, CultureInfo.InvariantCulture));
            Assert.Equal((double?)fact["kl_coef"], stage.KlCoefficient);
            Assert.Equal((double?)fact["clip_eps"], stage.ClipRange);
            Assert.Equal((int?)fact["group_size"], stage.GroupSize);
            Assert.Equal((double?)fact["temperature"], stage.Temperature);
            if (fact.ContainsKey("batch"))
                Assert.Equal((int?)fact["batch"], stage.Batch);
            Assert.Equal(
                fact["steps"] is JsonValue steps && steps.TryGetValue(out int count) ? count : null,
                stage.Steps
            );
        }
        // v2 B.4.2 gives one set of numbers for both fine-tunings of the base, which the facts list under the first.
        Assert.Contains("B.4.2", (string)facts[3]["epochs"]!, StringComparison.Ordinal);
        IReadOnlyList<Core.Reported.ReportedStage> stages = Core.Reported.Reported.Stages;
        Assert.Equal((stages[1].Batch, stages[1].LearningRate), (stages[3].Batch, stages[3].LearningRate));
        Assert.All([stages[1], stages[3]], stage => Assert.Contains("B.4.2", stage.Source, StringComparison.Ordinal));
        JsonNode zero = facts[0];
        Same("R1-Zero run", "start", "AIME 2024 pass@1", zero["aime_start"]);
        Same("R1-Zero run", "v1 end", "AIME 2024 pass@1", zero["aime_end_v1"]);
        Same("R1-Zero run", "v2 end", "AIME 2024 pass@1", zero["aime_end_v2"]);
        foreach ((string model, JsonNode? value) in facts[5]["lr"]!.AsObject())
            Same("v2 Table 6", model, "learning rate", value);
    }

    [Fact]
    public void A_name_that_is_not_there_is_answered_with_those_that_are()
    {
        Assert.Contains(
            "v1 Table 4",
            Assert.Throws<KeyNotFoundException>(() => Core.Reported.Reported.Table("Table 99")).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "DeepSeek R1",
            Assert.Throws<KeyNotFoundException>(() => Core.Reported.Reported.Find("v1 Table 4", "R1", "MMLU")).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "MMLU (Pass@1)",
            Assert
                .Throws<KeyNotFoundException>(() => Core.Reported.Reported.Find("v1 Table 4", "DeepSeek R1", "MMLU"))
                .Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void The_main_table_has_its_21_rows_and_six_models_and_each_figure_its_source()
    {
        IReadOnlyList<Core.Reported.ReportedFigure> table = Core.Reported.Reported.Table4;
        Assert.Equal(
            (21, 6, 126),
            (
                table.Select(figure => figure.Benchmark).Distinct().Count(),
                table.Select(figure => figure.Model).Distinct().Count(),
                table.Count
            )
        );
        Assert.Equal(
            ["Chinese", "Code", "English", "Math"],
            table.Select(figure => figure.Category).Distinct().Order(StringComparer.Ordinal)
        );
        Assert.Equal(
            ["R1-Zero", "R1-Dev1", "R1-Dev2", "R1-Dev3", "R1"],
            Core.Reported.Reported.Table("v2 Table 3").Figures.Select(figure => figure.Model).Distinct()
        );
        Assert.All(
            Core.Reported.Reported.Tables.SelectMany(each => each.Figures),
            figure =>
                Assert.False(
                    string.IsNullOrWhiteSpace(figure.Source.Document) || string.IsNullOrWhiteSpace(figure.Source.Place)
                )
        );
    }

    [SharedCheck("facts")]
    public static void Every_slip_of_the_first_text_is_among_the_errata()
    {
        JsonNode facts = Facts()["seed_table_check"]!;
        Assert.Equal(facts["name_errors"]!.AsArray().Count, Errata("name"));
        Assert.Equal(facts["structure_losses"]!.AsArray().Count, Errata("structure"));
        Assert.Equal(facts["prose_errors"]!.AsArray().Count, Errata("prose"));
        Assert.All(Core.Reported.Reported.Errata, erratum => Assert.NotEqual(erratum.Says, erratum.Holds));

        static int Errata(string kind) =>
            Core.Reported.Reported.Errata.Count(erratum => erratum.Where.Contains(kind, StringComparison.Ordinal));
    }

    [SharedCheck("facts")]
    public static void Numbers_of_the_text_and_of_the_reward_models_equal_the_collected_facts()
    {
        JsonNode facts = Facts();
        Same(
            "v1 text",
            "DeepSeek R1",
            "ArenaHard, mean length of the summary",
            facts["summary_lengths"]!["ArenaHard_tokens"]
        );
        Same(
            "v1 text",
            "DeepSeek R1",
            "AlpacaEval 2.0, mean length of the summary",
            facts["summary_lengths"]!["AlpacaEval2_chars"]
        );
        JsonNode helpful = facts["reward_models_v2"]!["helpful"]!;
        foreach (
            (string name, string fact) in ((string, string)[])
                [
                    ("pairs", "pairs"),
                    ("batch", "batch"),
                    ("learning rate", "lr"),
                    ("epochs", "epochs"),
                    ("max length", "max_len"),
                ]
        )
        {
            Same("v2 reward models", "helpful", name, helpful[fact]);
        }

        Same("v2 reward models", "safety", "prompts", facts["reward_models_v2"]!["safety"]!["prompts"]);
    }

    [Fact]
    public void What_openai_measured_otherwise_is_quoted_with_the_papers_number()
    {
        Core.Reported.ReportedConflict[] measured =
        [
            .. Core.Reported.Reported.Conflicts.Where(conflict =>
                conflict.Values.Any(value => value.Source == "openai/simple-evals README")
            ),
        ];
        Assert.Equal(6, measured.Length);
        Assert.All(
            measured,
            conflict =>
            {
                string[] parts = conflict.What.Split(", ");
                double quoted = double.Parse(conflict.Values[0].Value.Split(' ')[0], CultureInfo.InvariantCulture);
                Assert.Contains(
                    Core.Reported.Reported.Table4,
                    figure =>
                        figure.Value == quoted
                        && figure.Benchmark.StartsWith(parts[0], StringComparison.Ordinal)
                        && figure.Model.Contains(parts[1], StringComparison.Ordinal)
                );
            }
        );
    }

    [Fact]
    public void Sources_that_disagree_are_all_given() =>
        Assert.All(
            Core.Reported.Reported.Conflicts,
            conflict => Assert.True(conflict.Values.Count >= 2, conflict.What)
        );

    private static JsonNode Facts() => SharedFiles.Json("facts/r1_paper_facts.json");

    private static void Same(string table, string model, string benchmark, JsonNode? fact) =>
        Assert.Equal((double)fact!, Core.Reported.Reported.Find(table, model, benchmark).Value);

    private static double Thousands(JsonNode? node) =>
        1000 * double.Parse(((string)node!).TrimEnd('K'), CultureInfo.InvariantCulture);
}
