using R1Workbook.Core.Languages;
using R1Workbook.Core.Rewards.Rules;

namespace R1Workbook.Core.Rewards.Recipes;

/// <summary>
/// Reward functions added with weights, as a stage of training uses them. A part without a value is left out of the
/// sum, as TRL does; a completion without any value has no reward and leaves its group.
/// </summary>
/// <param name="Name">The stage.</param>
/// <param name="Source">Where the recipe is published.</param>
/// <param name="Rewards">The functions and their weights.</param>
public sealed record RewardRecipe(string Name, string Source, IReadOnlyList<WeightedReward> Rewards)
{
    /// <summary>R1-Zero: accuracy + format, equal weights.</summary>
    public static RewardRecipe R1Zero { get; } =
        new(
            "R1-Zero",
            "arXiv 2501.12948v1, section 2.2.2, page 6; v2, equation 4",
            [new(Make(AccuracyReward.Entry)), new(Make(FormatReward.Entry))]
        );

    /// <summary>R1-Zero's sum as one reward of the catalogue.</summary>
    [CatalogueEntry]
    public static RewardEntry R1ZeroEntry { get; } =
        new(
            "r1_zero",
            "",
            "R1 v2, equation 4",
            "",
            _ => RewardFunction.Group("r1_zero", group => [.. R1Zero.Of(group).Select(Combined)])
        );

    /// <summary>Reasoning RL: accuracy + format + language consistency, added directly, as version 2 has it. Version 1
    /// names accuracy and language only.</summary>
    /// <param name="target">The language of the prompts, an ISO 639-1 code.</param>
    /// <param name="unit">What is counted. The paper counts words.</param>
    public static RewardRecipe ReasoningRl(string target = "en", LanguageUnit unit = LanguageUnit.Word) =>
        new(
            "reasoning RL",
            "v2, equations 4, 7 and 8, section 3.2.1; arXiv 2501.12948v1, section 2.3.2, page 10",
            [new(Make(AccuracyReward.Entry)), new(Make(FormatReward.Entry)), new(Language(target, unit))]
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
                new(PreferenceReward.Of(helpfulness, PreferencePart.Summary)),
                new(PreferenceReward.Of(harmlessness, PreferencePart.Whole)),
                new(Make(FormatReward.Entry)),
                new(Language(target, LanguageUnit.Word)),
            ]
        );

    /// <summary>A recipe of rewards of the catalogue.</summary>
    /// <param name="name">The stage.</param>
    /// <param name="weights">The rewards by name, with their weights.</param>
    /// <param name="entries">The entries among which they are found; those of this library where null.</param>
    /// <exception cref="ArgumentException">No reward is named, or there is none of a name; the message lists the
    /// names.</exception>
    public static RewardRecipe Of(
        string name,
        IReadOnlyList<RewardWeight> weights,
        IReadOnlyList<RewardEntry>? entries = null
    )
    {
        ArgumentNullException.ThrowIfNull(weights);
        if (weights.Count == 0)
            throw new ArgumentException($"the recipe of {name} names no reward.", nameof(weights));
        return new RewardRecipe(
            name,
            "",
            [
                .. weights.Select(weight => new WeightedReward(
                    RewardCatalogue.Create(entries ?? RewardCatalogue.All, weight.Name, RewardArguments.None),
                    weight.Weight
                )
                {
                    Kind = weight.Kind,
                }),
            ]
        );
    }

    /// <summary>Rewards a group of completions of one prompt, in their order, and waits for the rewards.</summary>
    /// <param name="group">The group.</param>
    public IReadOnlyList<CombinedReward> Of(IReadOnlyList<RewardInput> group) =>
        Task.Run(() => ScoreAsync(group, Math.Max(1, group.Count))).GetAwaiter().GetResult();

    /// <summary>Rewards the completions of several prompts.</summary>
    /// <param name="batch">[Q G] Completions, group after group.</param>
    /// <param name="groupSize">Completions of a prompt, G.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>[Q G] The reward of each.</returns>
    public async Task<IReadOnlyList<CombinedReward>> ScoreAsync(
        IReadOnlyList<RewardInput> batch,
        int groupSize,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(groupSize);
        List<(string, double, RewardExplanation)>[] parts =
        [
            .. batch.Select(_ => new List<(string, double, RewardExplanation)>()),
        ];
        foreach (WeightedReward reward in Rewards)
        {
            int[] held =
            [
                .. Enumerable.Range(0, batch.Count).Where(i => reward.Kind is null || batch[i].Kind == reward.Kind),
            ];
            IEnumerable<int[]> calls = reward.Function.IsPerCompletion
                ? [held]
                : held.GroupBy(i => i / groupSize).Select(group => group.ToArray());
            foreach (int[] members in calls.Where(members => members.Length > 0))
            {
                IReadOnlyList<RewardExplanation> explanations = await reward
                    .Function.ExplainAsync([.. members.Select(i => batch[i])], cancellationToken)
                    .ConfigureAwait(false);
                foreach ((int i, RewardExplanation explanation) in members.Zip(explanations))
                    parts[i].Add((reward.Function.Name, reward.Weight, explanation));
            }
        }

        return [.. parts.Select(Sum)];
    }

    private static CombinedReward Sum(List<(string Name, double Weight, RewardExplanation Explanation)> parts) =>
        new(
            parts.Any(part => part.Explanation.Value is not null)
                ? parts.Sum(part => part.Weight * (part.Explanation.Value ?? 0))
                : null,
            parts
        );

    private static RewardFunction Make(RewardEntry entry) => entry.Create(RewardArguments.None);

    private static RewardFunction Language(string target, LanguageUnit unit)
    {
        LanguageConsistencySettings settings = new() { Target = target, Unit = unit };
        return RewardFunction.Each(
            "language",
            input => LanguageConsistencyReward.Explain(input.Completion, settings, input.Prefilled)
        );
    }

    private static RewardExplanation Combined(CombinedReward reward) =>
        new(reward.Total, string.Join("; ", reward.Parts.Select(part => $"{part.Name} {part.Explanation}")));
}
