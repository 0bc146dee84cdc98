using System.CommandLine;
using System.Text.Json.Nodes;
using R1Workbook.Core.Rewards;
using R1Workbook.Core.Rewards.Code;
using R1Workbook.Core.Sandboxes;

namespace R1Workbook.Cli.Commands;

/// <summary><c>r1 reward</c>: rewards of completions, row by row.</summary>
internal static class RewardCommand
{
    private static readonly SandboxLimits CodeLimits = new();

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
                Task.FromResult(
                    arguments.GetValue(list)
                        ? List(Console.Out)
                        : Run(
                            arguments.GetValue(rows)!,
                            Console.Out,
                            Console.Error,
                            arguments.GetValue(explain),
                            cancellation
                        )
                )
        );
        return command;
    }

    internal static int Run(
        string rows,
        TextWriter output,
        TextWriter errors,
        bool explain = false,
        CancellationToken cancellation = default
    )
    {
        return JsonRows.Each(
            rows,
            row => Reward(row, explain, cancellation),
            output,
            errors,
            cancellation,
            workers: Environment.ProcessorCount
        );
    }

    internal static int List(TextWriter output)
    {
        foreach (RewardEntry entry in RewardCatalogue.All)
        {
            output.WriteLine(entry.PeerName.Length > 0 ? $"{entry.Name} (open-r1, TRL: {entry.PeerName})" : entry.Name);
            if (entry.Arguments.Length > 0)
                output.WriteLine($"    {entry.Arguments}");
            output.WriteLine($"    {entry.Source}");
        }
        output.WriteLine("code (open-r1: code_reward; binary_code_reward asks for all tests)");
        output.WriteLine(
            "    needs \"verification_info\": [{language, test_cases: [{input, output}]}] and the sandbox: see "
                + "r1 doctor"
        );
        JudgedRewards.List(output);
        return 0;
    }

    private static JsonObject Reward(JsonObject row, bool explain, CancellationToken cancellation)
    {
        string function = JsonRows.Text(row, "function");
        RewardInput[] group = RewardRow.Group(row);
        JsonObject arguments = row["args"] switch
        {
            null => [],
            JsonObject given => given,
            _ => throw new FormatException("field \"args\" should be an object."),
        };
        IReadOnlyList<RewardExplanation> rewards = function switch
        {
            "code" or "code_reward" or "binary_code_reward" => Code(
                group,
                row,
                function == "binary_code_reward",
                cancellation
            ),
            "judge" or "helpfulness" or "harmlessness" => JudgedRewards.Of(
                function,
                group,
                new RewardArguments(arguments),
                cancellation
            ),
            _ => RewardCatalogue.Create(function, new RewardArguments(arguments, row)).Explain(group),
        };
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

    private static List<RewardExplanation> Code(
        RewardInput[] group,
        JsonObject row,
        bool all,
        CancellationToken cancellation
    )
    {
        if (row["verification_info"] is not JsonArray tests || tests.Count != group.Length)
        {
            throw new FormatException(
                $"code needs one \"verification_info\" for each of the {group.Length} completions."
            );
        }

        List<RewardExplanation> rewards = [];
        foreach ((RewardInput input, JsonNode? info) in group.Zip(tests))
        {
            CodeLanguage language = CodeLanguage.Named((string?)info?["language"] ?? "python");
            JsonArray cases =
                info?["test_cases"] as JsonArray
                ?? throw new FormatException("\"verification_info\" should have a list \"test_cases\".");
            CodeTest[] wanted =
            [
                .. cases.Select(test => new CodeTest.InputOutput(
                    (string?)test?["input"] ?? "",
                    (string?)test?["output"] ?? ""
                )),
            ];
            try
            {
                CodeVerdict verdict = CodeReward
                    .JudgeAsync(input.Completion, language, wanted, CodeLimits, cancellation)
                    .GetAwaiter()
                    .GetResult();
                rewards.Add(new RewardExplanation(CodeReward.Of(verdict, partial: !all), verdict.Reason));
            }
            catch (SandboxException exception)
            {
                throw new InvalidOperationException(exception.Message, exception);
            }
        }
        return rewards;
    }
}
