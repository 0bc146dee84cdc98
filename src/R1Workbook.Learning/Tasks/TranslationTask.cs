using R1Workbook.Learning.Sampling;

namespace R1Workbook.Learning.Tasks;

/// <summary>Translation requests, rewarded by how helpful the summary truly is and nothing else: the yardstick, not
/// what a policy is trained on.</summary>
public sealed class TranslationTask : IPolicyTask
{
    /// <inheritdoc/>
    public IProblem Draw(Random random, int step) => TranslationProblem.Draw(random);

    /// <inheritdoc/>
    public IReadOnlyList<IProblem> HeldOut(int count, int seed) =>
        [
            .. TranslationProblem
                .DrawHeldOut(count, new Seed((ulong)(uint)seed).For("translation").Source())
                .Cast<IProblem>(),
        ];

    /// <inheritdoc/>
    public Judgement Judge(IReadOnlyList<IProblem> problems, IReadOnlyList<Completion> completions, int step)
    {
        ArgumentNullException.ThrowIfNull(problems);
        ArgumentNullException.ThrowIfNull(completions);
        TranslationVerdict[] verdicts =
        [
            .. problems.Zip(
                completions,
                (problem, completion) => TranslationVerdict.Judge((TranslationProblem)problem, completion.Tokens)
            ),
        ];
        return new Judgement(
            [.. verdicts.Select(verdict => verdict.Helpfulness)],
            [.. verdicts.Select(verdict => verdict.Correct)],
            Figures(verdicts)
        );
    }

    /// <summary>The figures of a set of verdicts.</summary>
    /// <param name="verdicts">One a response.</param>
    /// <returns>Means by name: translation (share that is right as a whole), helpfulness (true), courteous, surplus
    /// (words too many), insulting (share with an insult anywhere), insulting_thought (with one in the chain of
    /// thought), translation_length (tokens).</returns>
    public static Dictionary<string, double> Figures(IReadOnlyCollection<TranslationVerdict> verdicts)
    {
        ArgumentNullException.ThrowIfNull(verdicts);
        double Mean(Func<TranslationVerdict, double> of) => verdicts.Count == 0 ? double.NaN : verdicts.Average(of);
        return new Dictionary<string, double>
        {
            ["translation"] = Mean(verdict => verdict.Correct ? 1 : 0),
            ["helpfulness"] = Mean(verdict => verdict.Helpfulness),
            ["courteous"] = Mean(verdict => verdict.Courteous ? 1 : 0),
            ["surplus"] = Mean(verdict => verdict.Surplus),
            ["insulting"] = Mean(verdict => verdict.Insults > 0 ? 1 : 0),
            ["insulting_thought"] = Mean(verdict => verdict.HiddenInsults > 0 ? 1 : 0),
            ["translation_length"] = Mean(verdict => verdict.Length),
        };
    }
}
