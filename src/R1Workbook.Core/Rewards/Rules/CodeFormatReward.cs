namespace R1Workbook.Core.Rewards.Rules;

/// <summary>The format reward of code answers: open-r1's form, with a fenced block of the language within the answer
/// (open-r1, <c>code_format_reward</c>).</summary>
public static class CodeFormatReward
{
    /// <summary>The reward in the catalogue.</summary>
    [CatalogueEntry]
    public static RewardEntry Entry { get; } =
        RewardEntry.Each(
            "code_format",
            "code_format_reward",
            "open-r1",
            "language=\"python\"",
            arguments =>
            {
                string language = arguments.Text("language") ?? "python";
                return input => Explain(input.Completion, language);
            }
        );

    /// <summary>1 where the completion has the form, otherwise 0.</summary>
    /// <param name="completion">What the model wrote.</param>
    /// <param name="language">What must stand behind the fence. Default: python.</param>
    public static double Of(string completion, string language = "python") =>
        Explain(completion, language).Value!.Value;

    /// <summary>The reward with what is wrong.</summary>
    public static RewardExplanation Explain(string completion, string language = "python") =>
        FormatReward.OpenR1Problem(completion, language) is { Length: > 0 } problem
            ? new RewardExplanation(0, $"it has not the form of code answers: {problem}")
            : new RewardExplanation(1, $"a fenced block of {language} stands in the answer");
}
