using System.Text.Json.Nodes;
using R1Workbook.Core.Grpo.Losses;
using R1Workbook.Core.Rewards;
using R1Workbook.Core.Rewards.Rules;
using R1Workbook.Core.Rewards.Shape;

namespace R1Workbook.Core.Tests.Rewards;

/// <summary>The rewards and masks of other projects, as their own tests or their executed functions state
/// them.</summary>
public sealed class PeerRewardTests
{
    /// <summary>Rows whose recorded expectation is wrong, with the reason.</summary>
    private static readonly Dictionary<string, string> Wrong = new()
    {
        ["gr-237"] =
            "0.8 lies above the quantile, 0.7 + 0.6 (0.8 - 0.7) = 0.76, and is marked; TRL's own test, which the "
            + "row names, expects it marked too",
    };

    [SharedCheck("cases")]
    public static void Every_reward_of_open_r1_is_reproduced()
    {
        List<string> failures = [];
        foreach (JsonNode row in SharedFiles.JsonLines("cases/open_r1_rewards.jsonl"))
        {
            JsonArray completions = row["completions"]!.AsArray();
            JsonArray? ids = row["completion_ids"] as JsonArray;
            RewardInput[] group =
            [
                .. Enumerable
                    .Range(0, Math.Max(completions.Count, ids?.Count ?? 0))
                    .Select(i => new RewardInput(i < completions.Count ? (string)completions[i]! : "")
                    {
                        Gold = (string?)row["solution"]?[i],
                        TokenIds = Ids(ids?[i]),
                    }),
            ];
            Compare(
                failures,
                row,
                () =>
                    RewardCatalogue
                        .Create((string)row["function"]!, new RewardArguments(row["args"]!.AsObject()))
                        .Of(group),
                row["expected"] as JsonArray
            );
        }
        Assert.Empty(failures);
    }

    [SharedCheck("cases")]
    public static void Every_reward_and_mask_of_the_other_suites_is_reproduced()
    {
        List<string> failures = [];
        int compared = 0;
        foreach (JsonNode row in SharedFiles.JsonLines("cases/grader_suites.jsonl"))
        {
            if (Reward(row) is not { } reward)
                continue;
            compared++;
            Compare(failures, row, () => [reward()], [row["expected"]?.DeepClone()]);
        }
        Assert.Empty(failures);
        Assert.True(compared >= 40, $"only {compared} rows were compared");
    }

    [SharedCheck("cases")]
    public static void Every_high_entropy_mask_is_reproduced()
    {
        foreach (
            JsonNode row in SharedFiles
                .JsonLines("cases/grader_suites.jsonl")
                .Where(row => (string)row["function"]! == "high_entropy_mask" && !Wrong.ContainsKey((string)row["id"]!))
        )
        {
            bool[][] mask = HighEntropyMask.Of(
                Matrix<double>(row["entropies"]!),
                Matrix<int>(row["mask"]!),
                (double)row["threshold"]!
            );
            Assert.Equal(
                Matrix<int>(row["expected"]!),
                mask.Select(marks => marks.Select(mark => mark ? 1 : 0).ToArray())
            );
        }
    }

    private static Func<double?>? Reward(JsonNode row)
    {
        JsonObject arguments = row["args"] as JsonObject ?? [];
        if (row["reasoning_delimiters"] is { } delimiters)
            arguments = new JsonObject { ["reasoning_delimiters"] = delimiters.DeepClone() };
        return (string)row["suite"]! switch
        {
            "trl" when (string)row["function"]! != "high_entropy_mask" => () =>
                RewardCatalogue.Create((string)row["function"]!, new RewardArguments(arguments)).Of([Input(row)])[0],
            "rasbt-ch06" => () =>
                AccuracyReward.Of(
                    (string)row["pred"]!,
                    (string)row["gold"]!,
                    new AccuracySettings { RequireBox = true }
                ),
            "verl-dapo" when (string)row["function"]! == "overlong_penalty" => () =>
                OverlongReward.Of(
                    (int)row["length_tokens"]!,
                    new OverlongSettings
                    {
                        MaxLength = (int)row["max_resp_len"]!,
                        Cache = (int)row["buffer_len"]!,
                        Factor = (double)row["penalty_factor"]!,
                        Floored = false,
                    }
                ),
            _ => null,
        };
    }

    private static RewardInput Input(JsonNode row) =>
        new((string?)row["completion"] ?? "")
        {
            Gold = (string?)row["solution"],
            Correct = (bool?)row["correct"],
            TokenCount = (int?)row["length_tokens"],
            TokenIds = Ids(row["completion_ids"]),
        };

    private static void Compare(
        List<string> failures,
        JsonNode row,
        Func<IReadOnlyList<double?>> rewards,
        JsonArray? expected
    )
    {
        double tolerance = (double?)row["tolerance"] ?? 1e-9;
        try
        {
            IReadOnlyList<double?> found = rewards();
            bool same =
                expected?.Count == found.Count
                && expected
                    .Zip(found)
                    .All(pair =>
                        pair.First is null
                            ? pair.Second is null
                            : Math.Abs((double)pair.First - (pair.Second ?? double.NaN)) <= tolerance
                    );
            if (!same)
            {
                failures.Add(
                    $"{row["id"]} {row["function"]}: {string.Join(", ", found)} where "
                        + $"{row["expected"]?.ToJsonString() ?? "null"} is expected"
                );
            }
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            if ((string?)row["compare"] != "raises")
                failures.Add($"{row["id"]}: {exception.Message}");
        }
    }

    private static int[]? Ids(JsonNode? ids) => ids is JsonArray list ? [.. list.Select(id => (int)id!)] : null;

    private static T[][] Matrix<T>(JsonNode rows) =>
        [.. rows.AsArray().Select(row => row!.AsArray().Select(value => value!.GetValue<T>()).ToArray())];
}
