using R1Workbook.Core.Rewards;

namespace R1Workbook.Cli;

/// <summary>The rewards of all libraries: rules, programs in a sandbox, and judges.</summary>
internal static class EveryReward
{
    /// <summary>The entries by name.</summary>
    public static IReadOnlyList<RewardEntry> Entries { get; } = RewardCatalogue.All;
}
