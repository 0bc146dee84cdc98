using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using R1Workbook.Core.Files;

namespace R1Workbook.Learning.Training.Runs;

/// <summary>
/// How settings stand in run.json: properties in snake case, enums as words, every property written, and a schema
/// number. Two runs are the same where their settings are equal in the newest schema; the order of properties does not
/// matter.
/// </summary>
public static class RunRecordFormat
{
    /// <summary>The schema that is written.</summary>
    public const int Schema = 1;

    internal const string SchemaField = "schema",
        ConfigurationField = "configuration",
        SettingsField = "settings";

    private static readonly string[] ParsedRules = ["accuracy", "format", "language"];

    /// <summary>How settings are written.</summary>
    public static JsonSerializerOptions Readable { get; } =
        new(JsonText.Readable)
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
        };

    /// <summary>The steps from the oldest schema to this one.</summary>
    public static IReadOnlyList<RecordUpgrade> Upgrades { get; } =
    [
        new(0, ToWords)
        {
            Measures = new Dictionary<string, string>
            {
                ["preference_score"] = "reward_helpfulness",
                ["harmless_score"] = "reward_harmlessness",
            },
        },
    ];

    /// <summary>Brings a header to the newest schema.</summary>
    /// <param name="header">The object of run.json; changed in place.</param>
    /// <param name="upgrades">The steps; those of this library where null.</param>
    /// <param name="newest">The newest schema; that of this library where null.</param>
    /// <returns>The same object.</returns>
    /// <exception cref="RunRecordException">The record was written by a newer version, or a setting has no
    /// meaning.</exception>
    public static JsonObject Upgrade(
        JsonObject header,
        IReadOnlyList<RecordUpgrade>? upgrades = null,
        int newest = Schema
    )
    {
        ArgumentNullException.ThrowIfNull(header);
        int schema = SchemaOf(header);
        if (schema > newest)
        {
            throw new RunRecordException(
                $"The record has schema {schema}; this version reads up to {newest}. Take the version that wrote it."
            );
        }

        foreach (RecordUpgrade upgrade in (upgrades ?? Upgrades).Where(step => step.From >= schema))
        {
            // Some stages keep their settings within the configuration, beside what they started from.
            if (header[ConfigurationField] is JsonObject configuration)
                upgrade.Settings(configuration[SettingsField] as JsonObject ?? configuration);
        }

        header[SchemaField] = newest;
        return header;
    }

    /// <summary>The schema of a header; 0 where none is written.</summary>
    /// <param name="header">The object of run.json.</param>
    public static int SchemaOf(JsonObject header) =>
        header?[SchemaField] is JsonValue value && value.TryGetValue(out int schema) ? schema : 0;

    /// <summary>The name that a measurement of a record has today.</summary>
    /// <param name="name">The name in the record.</param>
    public static string MeasureName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        string prefix = name.StartsWith(TrainingMeasures.HeldOut, StringComparison.Ordinal)
            ? TrainingMeasures.HeldOut
            : "";
        string own = name[prefix.Length..];
        foreach (RecordUpgrade upgrade in Upgrades)
            own = upgrade.Measures.GetValueOrDefault(own, own);
        return prefix + own;
    }

    // Schema 0 had numbers for enums, left options out that were off, and had weights where now there are rewards.
    // The lists are the order that the enums had then; they never change.
    private static void ToWords(JsonObject settings)
    {
        RecordUpgrade.Words(settings, "surrogate", ["clip", "unclipped", "cispo", "sapo", "vespo", "reinforce"]);
        RecordUpgrade.Words(settings, "kl", ["k1", "k2", "k3", "abs", "k1_straight_through", "k3_straight_through"]);
        RecordUpgrade.Words(
            settings,
            "aggregation",
            ["sequence_mean", "token_mean", "constant", "batch_tokens", "sequence_sum", "sum_over_length"]
        );
        RecordUpgrade.Words(
            settings,
            "ratio",
            ["token", "sequence", "sequence_token", "completion", "clipped_sequence"]
        );
        RecordUpgrade.Words(settings, "advantage", ["group", "batch", "none"]);
        RecordUpgrade.Words(
            settings,
            "estimator",
            [
                "group_relative",
                "leave_one_out",
                "reinforce_plus_plus",
                "reinforce_plus_plus_baseline",
                "length_weighted",
                "gpg",
            ]
        );
        RecordUpgrade.Words(settings, "method", ["clip", "penalize"]);
        RecordUpgrade.Words(settings, "mode", ["token_truncate", "token_mask", "sequence_truncate", "sequence_mask"]);
        if (settings.ContainsKey("mini_batches"))
        {
            RecordUpgrade.Introduce(settings, "estimator", "group_relative");
            RecordUpgrade.Introduce(settings, "critic", null);
            RecordUpgrade.Introduce(settings, "kl_in_reward", 0);
            RecordUpgrade.Introduce(settings, "sampler_correction", null);
            RecordUpgrade.Introduce(settings["loss"] as JsonObject, "covariance", null);
            settings["rewards"] = Rewards(settings);
            settings.Remove("format_weight");
            settings.Remove("weights");
        }
    }

    private static JsonArray Rewards(JsonObject settings)
    {
        if (settings["weights"] is not JsonObject weights)
            return [Reward("accuracy", 1), Reward("format", settings["format_weight"]?.GetValue<double>() ?? 0.2)];
        if (weights["rules"] is not JsonObject rules)
            return [.. Rules(weights, null)];
        settings["general_share"] = weights["general_share"]?.DeepClone();
        settings["general_from"] = weights["preferences_from"]?.DeepClone();
        JsonObject Own(string name) => Reward(name, weights[name]!.GetValue<double>(), "general");
        JsonArray all = [Own("helpfulness"), Own("harmlessness")];
        bool oneFormat = JsonNode.DeepEquals(weights["format"], rules["format"]);
        if (!oneFormat)
            all.Add((JsonNode)Own("format"));
        foreach (JsonNode rule in Rules(rules, "reasoning"))
        {
            if (oneFormat && rule["name"]!.GetValue<string>() == "format")
                rule.AsObject().Remove("kind");
            all.Add(rule);
        }

        return all;
    }

    private static IEnumerable<JsonNode> Rules(JsonObject weights, string? kind) =>
        ParsedRules
            .Select(name => (Name: name, Weight: weights[name]!.GetValue<double>()))
            .Where(rule => rule.Weight != 0)
            .Select(rule => Reward(rule.Name == "language" ? "language_consistency" : rule.Name, rule.Weight, kind));

    private static JsonObject Reward(string name, double weight, string? kind = null)
    {
        JsonObject reward = new() { ["name"] = name, ["weight"] = weight };
        if (kind is not null)
            reward["kind"] = kind;
        return reward;
    }
}
