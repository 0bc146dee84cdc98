using System.Text.Json;
using System.Text.Json.Nodes;
using R1Workbook.Learning.Stages;
using R1Workbook.Learning.Training.Policy;
using R1Workbook.Learning.Training.Runs;

namespace R1Workbook.Learning.Tests.Training.Runs;

public sealed class RunRecordFormatTests
{
    private static readonly string Runs = Path.Combine(AppContext.BaseDirectory, "../../../../data/runs");
    private static readonly string OldRuns = Path.Combine(
        AppContext.BaseDirectory,
        "../../../../tests/R1Workbook.Learning.Tests/Training/Runs/Schema0"
    );

    public static TheoryData<string, object> Recorded =>
        new()
        {
            { "r1-zero", new R1ZeroSettings() },
            { "reasoning-rl", new ReasoningRlSettings() },
            { "base", new BaseSettings() },
            { "cold-start", new ColdStartSettings() },
            { "rejection-sft", new RejectionSftSettings() },
        };

    [Theory]
    [MemberData(nameof(Recorded))]
    public void A_recorded_run_has_the_settings_of_todays_stage(string stage, object settings) =>
        AssertSettings(RunRecord.Read(Folder(stage)).Header, settings);

    // The records of this project before records had a schema number.
    [Theory]
    [MemberData(nameof(Recorded))]
    public void A_record_of_schema_0_has_the_settings_of_todays_stage(string stage, object settings)
    {
        JsonObject old = SchemaZero(stage);
        Assert.False(old.ContainsKey("schema"));
        AssertSettings(RunRecordFormat.Upgrade(old), settings);
    }

    [Fact]
    public void Every_record_of_schema_0_is_upgraded()
    {
        string[] stages = [.. Directory.GetDirectories(OldRuns).Select(folder => Path.GetFileName(folder)!)];
        Assert.Equal(14, stages.Length);
        Assert.All(
            stages,
            stage =>
            {
                JsonObject header = RunRecordFormat.Upgrade(SchemaZero(stage));
                Assert.Equal(RunRecordFormat.Schema, header["schema"]!.GetValue<int>());
                Assert.Equal(11, header["seed"]!.GetValue<int>());
            }
        );
    }

    private static JsonObject SchemaZero(string stage) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(OldRuns, stage, "run.json")))!.AsObject();

    private static void AssertSettings(JsonObject header, object settings)
    {
        JsonNode configuration = header["configuration"]!;
        JsonNode? today = JsonSerializer.SerializeToNode(settings, settings.GetType(), RunRecordFormat.Readable);
        JsonNode recorded = configuration["settings"] ?? configuration;
        Assert.True(JsonNode.DeepEquals(today, recorded), $"today {today}\nrecorded {recorded}");
    }

    [Fact]
    public void An_old_alignment_says_its_rewards_in_todays_words()
    {
        JsonObject header = RunRecordFormat.Upgrade(Old());
        JsonNode settings = header["configuration"]!["settings"]!;
        Assert.Equal(RunRecordFormat.Schema, header["schema"]!.GetValue<int>());
        Assert.Equal(21, settings["general_from"]!.GetValue<int>());
        Assert.Equal("constant", settings["loss"]!["aggregation"]!.GetValue<string>());
        string[] rewards =
        [
            .. settings["rewards"]!
                .AsArray()
                .Select(reward =>
                    $"{reward!["name"]}={reward["weight"]}{(reward["kind"] is { } kind ? " " + kind : "")}"
                ),
        ];
        Assert.Equal(
            [
                "helpfulness=0.5 general",
                "harmlessness=1 general",
                "accuracy=1 reasoning",
                "format=0.2",
                "language_consistency=0.2 reasoning",
            ],
            rewards
        );
        Assert.Null(settings["weights"]);
    }

    [Fact]
    public void An_upgraded_record_is_not_upgraded_twice()
    {
        JsonObject once = RunRecordFormat.Upgrade(Old());
        string text = once.ToJsonString();
        Assert.Equal(text, RunRecordFormat.Upgrade(once).ToJsonString());
    }

    // The enum as it is after somebody sorted it, and the settings after somebody found a better name.
    private enum Reordered
    {
        Constant,
        TokenMean,
        SequenceMean,
    }

    private sealed record Renamed(int Updates, Reordered Aggregation);

    [Fact]
    public void A_reordered_enum_and_a_renamed_property_change_nothing_of_what_a_record_says()
    {
        JsonObject header = new()
        {
            ["schema"] = 1,
            ["configuration"] = new JsonObject
            {
                ["settings"] = new JsonObject { ["steps"] = 60, ["aggregation"] = "constant" },
            },
        };
        RecordUpgrade rename = new(1, settings => RecordUpgrade.Rename(settings, "steps", "updates"));
        JsonNode upgraded = RunRecordFormat.Upgrade(header, [rename], newest: 2)["configuration"]!["settings"]!;
        Renamed read = upgraded.Deserialize<Renamed>(RunRecordFormat.Readable)!;
        Assert.Equal(new Renamed(60, Reordered.Constant), read);
        Assert.True(JsonNode.DeepEquals(JsonSerializer.SerializeToNode(read, RunRecordFormat.Readable), upgraded));
    }

    [Fact]
    public void Every_enum_is_written_as_a_word()
    {
        string json = JsonSerializer.Serialize(
            new AlignmentSettings { Critic = new CriticSettings() },
            RunRecordFormat.Readable
        );
        foreach (string word in (string[])["\"clip\"", "\"k3\"", "\"constant\"", "\"none\"", "\"group_relative\""])
            Assert.Contains(word, json, StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_of_a_newer_version_and_a_number_without_a_meaning_are_refused_in_words()
    {
        Assert.Contains(
            "schema 99",
            Assert
                .Throws<RunRecordException>(() => RunRecordFormat.Upgrade(new JsonObject { ["schema"] = 99 }))
                .Message,
            StringComparison.Ordinal
        );
        JsonObject broken = Old();
        broken["configuration"]!["settings"]!["loss"]!["kl"] = 17;
        Assert.Contains(
            "\"kl\" is 17",
            Assert.Throws<RunRecordException>(() => RunRecordFormat.Upgrade(broken)).Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("preference_score", "reward_helpfulness")]
    [InlineData("held_out_preference_score", "held_out_reward_helpfulness")]
    [InlineData("held_out_harmless_score", "held_out_reward_harmlessness")]
    [InlineData("held_out_accuracy", "held_out_accuracy")]
    public void Old_names_of_measurements_are_read_as_todays(string old, string today) =>
        Assert.Equal(today, RunRecordFormat.MeasureName(old));

    private static string Folder(string stage) => Path.GetFullPath(Path.Combine(Runs, stage));

    // As schema 0 wrote it: numbers for enums, weights, and options that are off left out.
    private static JsonObject Old() =>
        JsonNode
            .Parse(
                """
                {
                  "stage": "alignment", "seed": 11,
                  "configuration": { "settings": {
                    "weights": {
                      "rules": { "accuracy": 1, "format": 0.2, "language": 0.2 },
                      "helpfulness": 0.5, "harmlessness": 1, "format": 0.2, "general_share": 0.5, "preferences_from": 21
                    },
                    "mini_batches": 2, "loss": { "surrogate": 0, "kl": 2, "aggregation": 2, "ratio": 0 }, "advantage": 2
                  } }
                }
                """
            )!
            .AsObject();
}
