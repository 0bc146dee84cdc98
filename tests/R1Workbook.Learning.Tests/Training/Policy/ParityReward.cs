using R1Workbook.Core.Rewards;

namespace R1Workbook.Learning.Tests.Training.Policy;

/// <summary>A new reward is one file: this one. 1 where the completion has an even number of tokens.</summary>
internal static class ParityReward
{
    [CatalogueEntry]
    public static RewardEntry Entry { get; } =
        RewardEntry.Each(
            "parity",
            "",
            "these tests",
            "",
            _ => input => new RewardExplanation(input.TokenIds!.Count % 2 == 0 ? 1 : 0, "even")
        );
}
