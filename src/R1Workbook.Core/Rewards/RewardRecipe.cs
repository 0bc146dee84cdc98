namespace R1Workbook.Core.Rewards;

/// <summary>A reward function and what it weighs.</summary>
/// <param name="Function">The function.</param>
/// <param name="Weight">What its rewards are multiplied by. Default 1.</param>
public sealed record WeightedReward(RewardFunction Function, double Weight = 1);

/// <summary>The reward of one completion and its parts.</summary>
/// <param name="Total">The weighted sum of the parts that have a value; null where none has.</param>
/// <param name="Parts">The name, weight and explanation of each part.</param>
public sealed record CombinedReward(
    double? Total,
    IReadOnlyList<(string Name, double Weight, RewardExplanation Explanation)> Parts
);

/// <summary>
/// Reward functions added with weights, as a stage of training uses them. A part without a value is left out of the
/// sum, as TRL does; a completion without any value has no reward and should leave its group.
/// </summary>
/// <param name="Name">The stage.</param>
/// <param name="Source">Where the recipe is published.</param>
/// <param name="Rewards">The functions and their weights.</param>
public sealed record RewardRecipe(string Name, string Source, IReadOnlyList<WeightedReward> Rewards)
{
    /// <summary>R1-Zero: accuracy + format, equal weights.</summary>
    public static RewardRecipe R1Zero { get; } =
        new("R1-Zero", "arXiv 2501.12948v1, section 2.2.2, page 6; v2, equation 4", [new(Accuracy), new(Format)]);

    private static RewardFunction Accuracy =>
        RewardFunction.Each("accuracy", input => AccuracyReward.Explain(input.Completion, input.Gold ?? ""));

    private static RewardFunction Format =>
        RewardFunction.Each(
            "format",
            input => FormatReward.Explain(input.Completion, FormatVariant.R1Zero, input.Prefilled)
        );

    /// <summary>Reasoning RL: accuracy + language consistency, added directly.</summary>
    /// <param name="target">The language of the prompts, an ISO 639-1 code.</param>
    /// <param name="unit">What is counted. The paper counts words.</param>
    public static RewardRecipe ReasoningRl(
        string target = "en",
        Languages.LanguageUnit unit = Languages.LanguageUnit.Word
    ) =>
        new(
            "reasoning RL",
            "arXiv 2501.12948v1, section 2.3.2, page 10; v2, equation 7",
            [new(Accuracy), new(Language(target, unit))]
        );

    /// <summary>
    /// Alignment, general prompts: helpfulness on the summary, harmlessness on the whole response, the format, and the
    /// language of the prompt. Reasoning prompts keep <see cref="R1Zero"/>. The paper adds the preference rewards only
    /// in the last 400 of 1,700 steps.
    /// </summary>
    /// <param name="helpfulness">Scores summaries.</param>
    /// <param name="harmlessness">Scores whole responses.</param>
    /// <param name="target">The language of the prompts.</param>
    public static RewardRecipe Alignment(
        IPreferenceModel helpfulness,
        IPreferenceModel harmlessness,
        string target = "en"
    ) =>
        new(
            "alignment",
            "arXiv 2501.12948v1, section 2.3.4, page 11; v2, equations 8 to 10 and section 3.2.2",
            [
                new(
                    RewardFunction.Each(
                        "helpfulness",
                        input => PreferenceReward.Explain(input, helpfulness, PreferencePart.Summary)
                    )
                ),
                new(
                    RewardFunction.Each(
                        "harmlessness",
                        input => PreferenceReward.Explain(input, harmlessness, PreferencePart.Whole)
                    )
                ),
                new(Format),
                new(Language(target, Languages.LanguageUnit.Word)),
            ]
        );

    /// <summary>Rewards a group of completions of one prompt, in their order.</summary>
    public IReadOnlyList<CombinedReward> Of(IReadOnlyList<RewardInput> group)
    {
        IReadOnlyList<RewardExplanation>[] parts = [.. Rewards.Select(reward => reward.Function.Explain(group))];
        return
        [
            .. group.Select(
                (_, i) =>
                    Sum([.. Rewards.Select((reward, part) => (reward.Function.Name, reward.Weight, parts[part][i]))])
            ),
        ];
    }

    private static CombinedReward Sum((string Name, double Weight, RewardExplanation Explanation)[] parts) =>
        new(
            parts.Any(part => part.Explanation.Value is not null)
                ? parts.Sum(part => part.Weight * (part.Explanation.Value ?? 0))
                : null,
            parts
        );

    private static RewardFunction Language(string target, Languages.LanguageUnit unit)
    {
        LanguageConsistencySettings settings = new() { Target = target, Unit = unit };
        return RewardFunction.Each(
            "language",
            input => LanguageConsistencyReward.Explain(input.Completion, settings, input.Prefilled)
        );
    }
}
