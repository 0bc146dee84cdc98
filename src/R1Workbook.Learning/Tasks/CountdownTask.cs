using R1Workbook.Learning.Sampling;

namespace R1Workbook.Learning.Tasks;

/// <summary>The weights of the rewards that rules give.</summary>
/// <param name="Accuracy">Of a right answer.</param>
/// <param name="Format">Of the right form.</param>
/// <param name="Language">
/// Of the share of target-language words in the chain of thought (version 2 of the paper, equation 7). A chain of
/// thought without words earns none of it: otherwise saying nothing would be the easiest way to be consistent.
/// </param>
public sealed record RuleWeights(double Accuracy = 1, double Format = 0.2, double Language = 0);

/// <summary>The mini countdown with rewards of rules: accuracy, format and language consistency, added directly
/// (version 2 of the paper, equations 4 and 8).</summary>
/// <param name="weights">The weights of the rewards.</param>
public sealed class CountdownTask(RuleWeights weights) : IPolicyTask
{
    /// <inheritdoc/>
    public IProblem Draw(Random random, int step) => CountdownSplit.Draw(random);

    /// <inheritdoc/>
    public IReadOnlyList<IProblem> HeldOut(int count, int seed) =>
        [.. CountdownSplit.DrawHeldOut(count, seed).Cast<IProblem>()];

    /// <inheritdoc/>
    public Judgement Judge(IReadOnlyList<IProblem> problems, IReadOnlyList<Completion> completions, int step)
    {
        ArgumentNullException.ThrowIfNull(problems);
        ArgumentNullException.ThrowIfNull(completions);
        CountdownVerdict[] verdicts =
        [
            .. problems.Zip(
                completions,
                (problem, completion) => CountdownVerifier.Judge((CountdownProblem)problem, completion.Tokens)
            ),
        ];
        return new Judgement(
            [.. verdicts.Select(verdict => Reward(verdict, weights))],
            [.. verdicts.Select(verdict => verdict.Correct)],
            CountdownStatistics.Of(verdicts)
        );
    }

    /// <summary>The reward of one answer.</summary>
    /// <param name="verdict">What the verifier found.</param>
    /// <param name="weights">The weights.</param>
    /// <returns>The weighted sum.</returns>
    public static double Reward(CountdownVerdict verdict, RuleWeights weights)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        ArgumentNullException.ThrowIfNull(weights);
        return weights.Accuracy * (verdict.Correct ? 1 : 0)
            + weights.Format * (verdict.WellFormed ? 1 : 0)
            + weights.Language * (verdict.LanguageShare ?? 0);
    }
}
