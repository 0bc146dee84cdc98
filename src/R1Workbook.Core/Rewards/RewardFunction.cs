namespace R1Workbook.Core.Rewards;

/// <summary>A reward function as a value: it rewards the completions of one group, in order.</summary>
/// <param name="Name">Its name, as in a table or a run record.</param>
/// <param name="Explain">Rewards a group: one explanation for each completion.</param>
public sealed record RewardFunction(
    string Name,
    Func<IReadOnlyList<RewardInput>, IReadOnlyList<RewardExplanation>> Explain
)
{
    /// <summary>A reward that looks at one completion at a time.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="explain">Rewards one completion.</param>
    public static RewardFunction Each(string name, Func<RewardInput, RewardExplanation> explain) =>
        new(name, group => [.. group.Select(explain)]);

    /// <summary>The rewards alone.</summary>
    public IReadOnlyList<double?> Of(IReadOnlyList<RewardInput> group) =>
        [.. Explain(group).Select(reward => reward.Value)];
}
