namespace R1Workbook.Core.Rewards.Recipes;

/// <summary>A reward function, what it weighs, and for what it holds.</summary>
/// <param name="Function">The function.</param>
/// <param name="Weight">What its rewards are multiplied by. Default 1.</param>
public sealed record WeightedReward(RewardFunction Function, double Weight = 1)
{
    /// <summary>The kind of problems that it holds for; null: for all.</summary>
    public string? Kind { get; init; }
}

/// <summary>The reward of one completion and its parts.</summary>
/// <param name="Total">The weighted sum of the parts that have a value; null where none has.</param>
/// <param name="Parts">The name, weight and explanation of each part that holds for it.</param>
public sealed record CombinedReward(
    double? Total,
    IReadOnlyList<(string Name, double Weight, RewardExplanation Explanation)> Parts
);
