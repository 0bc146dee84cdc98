using System.CommandLine;
using System.Text.Json.Nodes;
using R1Workbook.Core.Rewards;

namespace R1Workbook.Cli.Commands;

/// <summary><c>r1 reward</c>: rewards of completions, row by row.</summary>
internal static class RewardCommand
{
    public static Command Create()
    {
        var rows = new Argument<string>("ROWS") { Description = "A JSONL file of rows {id, function, completions, solution}; - for standard input." };
        var command = new Command("reward", "Reward completions: rows {id, function, completions, solution} give {id, rewards}; functions: accuracy_reward, format_reward. Example: r1 reward rows.jsonl") { rows };
        command.SetAction((arguments, cancellation) => Task.FromResult(Run(arguments.GetValue(rows)!, Console.Out, Console.Error, cancellation)));
        return command;
    }

    internal static int Run(string rows, TextWriter output, TextWriter errors, CancellationToken cancellation = default) => JsonRows.Each(rows, Reward, output, errors, cancellation);

    private static JsonObject Reward(JsonObject row)
    {
        string function = JsonRows.Text(row, "function");
        if (row["completions"] is not JsonArray completions) throw new FormatException("field \"completions\" should be a list of texts.");
        double?[] rewards = function switch
        {
            "format_reward" => [.. completions.Select(completion => (double?)FormatReward.Of(Text(completion)))],
            "accuracy_reward" => Accuracy(completions, row["solution"] as JsonArray),
            _ => throw new FormatException($"there is no reward function \"{function}\" yet; accuracy_reward and format_reward are there."),
        };
        return new JsonObject { ["id"] = row["id"]?.DeepClone(), ["rewards"] = new JsonArray([.. rewards.Select(reward => (JsonNode?)reward)]) };
    }

    private static double?[] Accuracy(JsonArray completions, JsonArray? solutions) => solutions?.Count == completions.Count
        ? [.. completions.Zip(solutions, (completion, solution) => AccuracyReward.Of(Text(completion), Text(solution)))]
        : throw new FormatException($"accuracy_reward needs one solution for each of the {completions.Count} completions.");

    /// <summary>A completion is text, or a list of chat messages whose last content counts.</summary>
    private static string Text(JsonNode? node) => node switch
    {
        JsonValue value when value.TryGetValue(out string? text) => text,
        JsonArray { Count: > 0 } messages => Text(messages[^1]?["content"]),
        _ => throw new FormatException("a completion should be text, or a list of messages with \"content\"."),
    };
}
