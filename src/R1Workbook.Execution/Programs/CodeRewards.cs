using System.Text.Json.Nodes;
using R1Workbook.Core.Rewards;
using R1Workbook.Execution.Sandboxes;

namespace R1Workbook.Execution.Programs;

/// <summary>The rewards of code in the catalogue: programs run against the tests of their problem, in the
/// sandbox.</summary>
public static class CodeRewards
{
    private const string Tests =
        "\"verification_info\": [{language, test_cases: [{input, output}]}] and the sandbox: see r1 doctor";

    private static readonly SandboxLimits Limits = new();

    /// <summary>Each test earns its share.</summary>
    [CatalogueEntry]
    public static RewardEntry Share { get; } = Entry("code", "code_reward", all: false);

    /// <summary>All tests must pass.</summary>
    [CatalogueEntry]
    public static RewardEntry All { get; } = Entry("binary_code", "binary_code_reward", all: true);

    private static RewardEntry Entry(string name, string peer, bool all) =>
        new(
            name,
            peer,
            "R1 v2, section 2.2; open-r1",
            "",
            _ =>
                RewardFunction.Asking(
                    name,
                    (input, cancellation) => JudgeAsync(input, all, cancellation),
                    Environment.ProcessorCount
                )
        )
        {
            Needs = Tests,
        };

    private static async Task<RewardExplanation> JudgeAsync(RewardInput input, bool all, CancellationToken cancellation)
    {
        if (input.Tests is null)
            return new RewardExplanation(null, $"the prompt has no tests; code needs {Tests}");
        CodeLanguage language = CodeLanguage.Named((string?)input.Tests["language"] ?? "python");
        JsonArray cases =
            input.Tests["test_cases"] as JsonArray
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
            CodeVerdict verdict = await CodeReward
                .JudgeAsync(input.Completion, language, wanted, Limits, cancellation)
                .ConfigureAwait(false);
            return new RewardExplanation(CodeReward.Of(verdict, partial: !all), verdict.Reason);
        }
        catch (SandboxException exception)
        {
            throw new InvalidOperationException(exception.Message, exception);
        }
    }
}
