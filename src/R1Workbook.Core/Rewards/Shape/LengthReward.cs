using System.Globalization;
using R1Workbook.Core.Rewards.Rules;

namespace R1Workbook.Core.Rewards.Shape;

/// <summary>
/// The length reward of Kimi k1.5 (arXiv 2501.12599, section 2.3.3; open-r1, <c>len_reward</c>): within a group, 0.5 -
/// (length - shortest) / (longest - shortest) for a right answer, at most 0 for a wrong one; 0 for all where all are
/// equally long.
/// </summary>
public static class LengthReward
{
    /// <summary>The reward in the catalogue.</summary>
    [CatalogueEntry]
    public static RewardEntry Entry { get; } =
        new(
            "length",
            "len_reward",
            "Kimi k1.5, arXiv 2501.12599, section 2.3.3; open-r1",
            "unit=\"characters\"",
            arguments =>
            {
                LengthUnit unit = arguments.Unit(LengthUnit.Characters);
                return RewardFunction.Group("length", group => Explain(group, unit));
            }
        );

    /// <summary>The rewards of a group, each from -0.5 to 0.5.</summary>
    /// <param name="lengths">The length of each completion, in any unit (open-r1: characters; the paper:
    /// tokens).</param>
    /// <param name="correct">Whether each is right.</param>
    /// <exception cref="ArgumentException">The two are not equally many.</exception>
    public static IReadOnlyList<double> Of(IReadOnlyList<int> lengths, IReadOnlyList<bool> correct) =>
        [.. Explain(lengths, correct).Select(reward => reward.Value!.Value)];

    /// <summary>The rewards of a group with their reasons.</summary>
    public static IReadOnlyList<RewardExplanation> Explain(IReadOnlyList<int> lengths, IReadOnlyList<bool> correct)
    {
        if (lengths.Count != correct.Count)
        {
            throw new ArgumentException(
                $"{lengths.Count} lengths and {correct.Count} verdicts are not of the same group.",
                nameof(correct)
            );
        }

        if (lengths.Count == 0)
            return [];
        int shortest = lengths.Min(),
            longest = lengths.Max();
        if (shortest == longest)
            return [.. lengths.Select(_ => new RewardExplanation(0, $"all are {shortest} long"))];
        return [.. lengths.Zip(correct, (length, right) => One(length, right, shortest, longest))];
    }

    /// <summary>The rewards of a group of completions. A gold answer that cannot be verified counts as answered right,
    /// as in open-r1: nobody is punished for it.</summary>
    /// <param name="group">The completions of one prompt.</param>
    /// <param name="unit">The unit of length. Default: characters, as open-r1.</param>
    public static IReadOnlyList<RewardExplanation> Explain(
        IReadOnlyList<RewardInput> group,
        LengthUnit unit = LengthUnit.Characters
    ) =>
        Explain(
            [.. group.Select(input => input.Length(unit))],
            [
                .. group.Select(input =>
                    input.Correct ?? (AccuracyReward.Of(input.Completion, input.Gold ?? "") is null or 1)
                ),
            ]
        );

    private static RewardExplanation One(int length, bool right, int shortest, int longest)
    {
        double share = 0.5 - (double)(length - shortest) / (longest - shortest);
        return new RewardExplanation(
            right ? share : Math.Min(0, share),
            string.Create(
                CultureInfo.InvariantCulture,
                $"{(right ? "right" : share > 0 ? "wrong, so at most 0" : "wrong")}; {length} long among {shortest} "
                    + $"to {longest}"
            )
        );
    }
}
