using System.CommandLine;
using System.Text.Json.Nodes;
using R1Workbook.Core.Rewards;

namespace R1Workbook.Cli.Commands;

/// <summary><c>r1 reward</c>: rewards of completions, row by row.</summary>
internal static class RewardCommand
{
    public static Command Create()
    {
        var rows = new Argument<string?>("ROWS")
        {
            Description = "A JSONL file of rows {id, function, args, completions, solution}; - for standard input.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var explain = new Option<bool>("--explain")
        {
            Description = "Add why each reward is what it is: the rule and what made it fire.",
        };
        var list = new Option<bool>("--list")
        {
            Description = "Name all functions with their arguments and sources, and do nothing else.",
        };
        var command = new Command(
            "reward",
            "Reward completions: rows {id, function, args, completions, solution} give {id, rewards}. Functions go "
                + "by our names and by those of open-r1 and TRL. Example: r1 reward rows.jsonl --explain > "
                + "rewards.jsonl"
        )
        {
            rows,
            explain,
            list,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(rows) is null && !result.GetValue(list))
                result.AddError("Name a file of rows, or --list.");
        });
        command.SetAction(
            (arguments, cancellation) =>
                arguments.GetValue(list)
                    ? Task.FromResult(List(Console.Out))
                    : RunAsync(
                        arguments.GetValue(rows)!,
                        Console.Out,
                        Console.Error,
                        arguments.GetValue(explain),
                        cancellation
                    )
        );
        return command;
    }

    internal static Task<int> RunAsync(
        string rows,
        TextWriter output,
        TextWriter errors,
        bool explain = false,
        CancellationToken cancellation = default
    ) =>
        RowPipeline.EachAsync(
            rows,
            (row, stop) => RewardAsync(row, explain, stop),
            output,
            errors,
            cancellation,
            remark: NullCompletions
        );

    private static string? NullCompletions(JsonObject row) =>
        RewardRow.NullCompletions(row) is { Length: > 0 } places
            ? $"null stands in place of completion {string.Join(", ", places)} (from 0); it is rewarded as an empty "
                + "one."
            : null;

    internal static int List(TextWriter output)
    {
        foreach (RewardEntry entry in EveryReward.Entries)
        {
            output.WriteLine(entry.PeerName.Length > 0 ? $"{entry.Name} (open-r1, TRL: {entry.PeerName})" : entry.Name);
            if (entry.Arguments.Length > 0)
                output.WriteLine($"    {entry.Arguments}");
            output.WriteLine($"    {entry.Source}");
            if (entry.Needs.Length > 0)
                output.WriteLine($"    needs {entry.Needs}");
        }

        return 0;
    }

    private static async Task<JsonObject> RewardAsync(JsonObject row, bool explain, CancellationToken cancellation)
    {
        string function = RowPipeline.Text(row, "function");
        RewardInput[] group = RewardRow.Group(row);
        JsonObject arguments = row["args"] switch
        {
            null => [],
            JsonObject given => given,
            _ => throw new FormatException("field \"args\" should be an object."),
        };
        RewardFunction reward = RewardCatalogue.Create(
            EveryReward.Entries,
            function,
            new RewardArguments(arguments, row)
        );
        IReadOnlyList<RewardExplanation> rewards = await reward.ExplainAsync(group, cancellation);
        JsonObject result = new()
        {
            ["id"] = row["id"]?.DeepClone(),
            ["rewards"] = new JsonArray([.. rewards.Select(reward => (JsonNode?)reward.Value)]),
        };
        if (explain)
            result["explanations"] = new JsonArray([.. rewards.Select(Explained)]);
        return result;
    }

    private static JsonObject Explained(RewardExplanation reward) =>
        new()
        {
            ["rule"] = reward.Rule,
            ["evidence"] = new JsonArray([
                .. reward.Evidence.Select(found =>
                    (JsonNode)
                        new JsonObject
                        {
                            ["what"] = found.What,
                            ["finding"] = found.Finding,
                            ["position"] = found.Position,
                        }
                ),
            ]),
        };
}
