using R1Workbook.Learning.Models;
using R1Workbook.Learning.Sampling;

namespace R1Workbook.Learning.Tasks;

/// <summary>How rules and models share the reward of alignment.</summary>
public sealed record AlignmentWeights
{
    /// <summary>Rules on reasoning prompts.</summary>
    public RuleWeights Rules { get; init; } = new(Language: 0.2);

    /// <summary>The preference model's score of the summary, in standard deviations of the scores before this
    /// stage.</summary>
    public double Helpfulness { get; init; } = 0.5;

    /// <summary>The safety model's probability that the whole response is harmless.</summary>
    public double Harmlessness { get; init; } = 1;

    /// <summary>The right form, on general prompts too (version 2 of the paper, equation 10).</summary>
    public double Format { get; init; } = 0.2;

    /// <summary>Share of prompts that are general, once they begin.</summary>
    public double GeneralShare { get; init; } = 0.5;

    /// <summary>
    /// The first step with general prompts and preference rewards. (The paper brings them in for the last 400 of 1700
    /// steps only, because a longer training on preferences led to reward hacking; version 2, section 3.2.2.)
    /// </summary>
    public int PreferencesFrom { get; init; } = 1;
}

/// <summary>The score of a preference model on summaries: mean and deviation before alignment, by which its scores are
/// made comparable.</summary>
/// <param name="Mean">The mean score.</param>
/// <param name="Deviation">The standard deviation.</param>
public readonly record struct ScoreScale(double Mean, double Deviation);

/// <summary>
/// Reinforcement learning for all scenarios (version 1 of the paper, section 2.3.4): rules for reasoning; for general
/// prompts a preference model that sees the final summary only, so that thinking is not disturbed, and a safety model
/// that sees everything.
/// </summary>
/// <param name="helpfulness">The preference model.</param>
/// <param name="scale">The scale of its scores.</param>
/// <param name="harmlessness">The safety model.</param>
/// <param name="weights">The weights.</param>
public sealed class AlignmentTask(
    ScoredDecoder helpfulness,
    ScoreScale scale,
    ScoredDecoder harmlessness,
    AlignmentWeights weights
) : IPolicyTask
{
    /// <summary>What the preference model reads: the request and the summary, no chain of thought.</summary>
    /// <param name="problem">The request.</param>
    /// <param name="response">The whole response.</param>
    /// <returns>Tokens. Where the form is broken, no word stands after the request.</returns>
    public static int[] SummaryText(TranslationProblem problem, int[] response) =>
        [.. problem.Prompt(), .. TranslationVerdict.SummaryOf(response).Summary, CountdownVocabulary.EndOfSequence];

    /// <summary>What the safety model reads: the request and the whole response.</summary>
    /// <param name="problem">The request.</param>
    /// <param name="response">The whole response.</param>
    /// <returns>Tokens.</returns>
    public static int[] WholeText(TranslationProblem problem, int[] response) => [.. problem.Prompt(), .. response];

    /// <inheritdoc/>
    public IProblem Draw(Random random, int step)
    {
        ArgumentNullException.ThrowIfNull(random);
        return step >= weights.PreferencesFrom && random.NextDouble() < weights.GeneralShare
            ? TranslationProblem.Draw(random)
            : CountdownSplit.Draw(random);
    }

    /// <inheritdoc/>
    public IReadOnlyList<IProblem> HeldOut(int count, int seed) =>
        [
            .. new CountdownTask(weights.Rules).HeldOut(count / 2, seed),
            .. new TranslationTask().HeldOut(count - count / 2, seed),
        ];

    /// <inheritdoc/>
    public Judgement Judge(IReadOnlyList<IProblem> problems, IReadOnlyList<Completion> completions, int step)
    {
        ArgumentNullException.ThrowIfNull(problems);
        ArgumentNullException.ThrowIfNull(completions);
        double[] rewards = new double[problems.Count];
        bool[] correct = new bool[problems.Count];
        int[] reasoning = [.. Enumerable.Range(0, problems.Count).Where(i => problems[i] is CountdownProblem)],
            general = [.. Enumerable.Range(0, problems.Count).Except(reasoning)];
        Judgement rules = new CountdownTask(weights.Rules).Judge(
            [.. reasoning.Select(i => problems[i])],
            [.. reasoning.Select(i => completions[i])],
            step
        );
        for (int r = 0; r < reasoning.Length; r++)
            (rewards[reasoning[r]], correct[reasoning[r]]) = (rules.Rewards[r], rules.Correct[r]);
        Dictionary<string, double> figures = rules.Figures;
        if (general.Length == 0)
            return new Judgement(rewards, correct, figures);

        TranslationProblem[] requests = [.. general.Select(i => (TranslationProblem)problems[i])];
        int[][] responses = [.. general.Select(i => completions[i].Tokens)];
        TranslationVerdict[] truth = [.. requests.Zip(responses, TranslationVerdict.Judge)];
        double[] liked =
        [
            .. helpfulness
                .Score([.. requests.Zip(responses, SummaryText)])
                .Select(score => (score - scale.Mean) / scale.Deviation),
        ];
        double[] safe =
        [
            .. harmlessness.Score([.. requests.Zip(responses, WholeText)]).Select(score => 1 / (1 + Math.Exp(-score))),
        ];
        for (int g = 0; g < general.Length; g++)
        {
            rewards[general[g]] =
                weights.Helpfulness * liked[g]
                + weights.Harmlessness * safe[g]
                + weights.Format * (truth[g].WellFormed ? 1 : 0);
            correct[general[g]] = truth[g].Correct;
        }
        foreach ((string name, double value) in TranslationTask.Figures(truth))
            figures[name] = value;
        figures["preference_score"] = liked.Average();
        figures["harmless_score"] = safe.Average();
        return new Judgement(rewards, correct, figures);
    }
}
