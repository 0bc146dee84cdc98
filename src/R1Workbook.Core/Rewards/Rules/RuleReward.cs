namespace R1Workbook.Core.Rewards.Rules;

/// <summary>The whole reward of R1-Zero and its parts.</summary>
/// <param name="Accuracy">1 right, 0 wrong or not verifiable.</param>
/// <param name="Format">1 well-formed, 0 not.</param>
public readonly record struct RuleReward(double Accuracy, double Format)
{
    /// <summary>Accuracy plus format, with equal weights (version 2 of the paper, equation 4).</summary>
    public double Total => Accuracy + Format;

    /// <summary>The reward of a completion.</summary>
    public static RuleReward Of(string completion, string gold) =>
        new(AccuracyReward.Of(completion, gold) ?? 0, FormatReward.Of(completion));
}
