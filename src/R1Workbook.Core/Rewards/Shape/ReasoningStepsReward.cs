using System.Text.RegularExpressions;

namespace R1Workbook.Core.Rewards.Shape;

/// <summary>
/// Rewards visible steps: "Step 1:", a number at the beginning, list items, "First," and the like; min(1, steps / 3)
/// (open-r1, <c>reasoning_steps_reward</c>). Easily gained without reasoning: see notebook 02.
/// </summary>
public static partial class ReasoningStepsReward
{
    /// <summary>The reward in the catalogue.</summary>
    [CatalogueEntry]
    public static RewardEntry Entry { get; } =
        RewardEntry.Each(
            "reasoning_steps",
            "reasoning_steps_reward",
            "open-r1",
            "steps=3",
            arguments =>
            {
                int steps = arguments.Whole("steps", DefaultSteps, least: 1);
                return input => Explain(input.Completion, steps);
            }
        );

    /// <summary>The number of steps that earns the whole reward, as open-r1 publishes it.</summary>
    public const int DefaultSteps = 3;

    /// <summary>The reward, 0 to 1.</summary>
    /// <param name="completion">What the model wrote.</param>
    /// <param name="steps">How many steps earn the whole reward.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="steps"/> is not positive.</exception>
    public static double Of(string completion, int steps = DefaultSteps) => Explain(completion, steps).Value!.Value;

    /// <summary>The reward with the words that were counted.</summary>
    public static RewardExplanation Explain(string completion, int steps = DefaultSteps)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(steps);
        List<RewardEvidence> evidence = [];
        foreach (ValueMatch match in Step().EnumerateMatches(completion))
        {
            evidence.Add(
                new RewardEvidence(
                    completion.Substring(match.Index, match.Length).Trim(),
                    "counts as a step",
                    match.Index
                )
            );
        }

        return new RewardExplanation(
            Math.Min(1, (double)evidence.Count / steps),
            $"{evidence.Count} of {steps} steps",
            evidence
        );
    }

    [GeneratedRegex(@"Step \d+:|^\d+\.|\n-|\n\*|First,|Second,|Next,|Finally,", RegexOptions.CultureInvariant)]
    private static partial Regex Step();
}
