using R1Workbook.Benchmarks.Judging;
using R1Workbook.Core.Rewards;
using R1Workbook.Execution.Programs;

namespace R1Workbook.Cli;

/// <summary>The rewards of all libraries: rules, programs in a sandbox, and judges.</summary>
internal static class EveryReward
{
    /// <summary>The entries by name.</summary>
    public static IReadOnlyList<RewardEntry> Entries { get; } =
        RewardCatalogue.In(
            typeof(RewardCatalogue).Assembly,
            typeof(CodeRewards).Assembly,
            typeof(JudgeRewards).Assembly
        );
}
