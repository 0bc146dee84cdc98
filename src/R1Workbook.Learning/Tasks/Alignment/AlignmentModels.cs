using R1Workbook.Core.Rewards;
using R1Workbook.Learning.Decoders;
using R1Workbook.Learning.Tasks.Countdown;
using R1Workbook.Learning.Tasks.Translation;

namespace R1Workbook.Learning.Tasks.Alignment;

/// <summary>The scores of a preference model on summaries: mean and deviation before alignment, by which its scores
/// are made comparable.</summary>
/// <param name="Mean">The mean score.</param>
/// <param name="Deviation">The standard deviation.</param>
public readonly record struct ScoreScale(double Mean, double Deviation);

/// <summary>
/// Scored decoders as the preference models of the alignment recipe: helpfulness in standard deviations of the scores
/// before alignment, harmlessness as a probability.
/// </summary>
public static class AlignmentModels
{
    /// <summary>The names of the two rewards.</summary>
    public const string Helpfulness = "helpfulness",
        Harmlessness = "harmlessness";

    /// <summary>The preference model. It reads the request and the summary, not the chain of thought.</summary>
    /// <param name="model">The trained model.</param>
    /// <param name="scale">The scale of its scores.</param>
    public static IPreferenceModel Preference(ScoredDecoder model, ScoreScale scale) =>
        new Scoring(
            Helpfulness,
            model,
            [CountdownVocabulary.EndOfSequence],
            score => (score - scale.Mean) / scale.Deviation
        );

    /// <summary>The safety model. It reads the request and the whole response.</summary>
    /// <param name="model">The trained model.</param>
    public static IPreferenceModel Safety(ScoredDecoder model) =>
        new Scoring(Harmlessness, model, [], score => 1 / (1 + Math.Exp(-score)));

    /// <summary>The entries by which a recipe names the two.</summary>
    /// <param name="preference">The preference model.</param>
    /// <param name="safety">The safety model.</param>
    public static IReadOnlyList<RewardEntry> Entries(IPreferenceModel preference, IPreferenceModel safety) =>
        [
            PreferenceReward.Entry(preference, PreferencePart.Summary),
            PreferenceReward.Entry(safety, PreferencePart.Whole),
        ];

    /// <summary>What the preference model reads.</summary>
    /// <param name="problem">The request.</param>
    /// <param name="response">The whole response.</param>
    /// <returns>[T] Tokens. Where the form is broken, no word stands after the request.</returns>
    public static int[] SummaryText(TranslationProblem problem, int[] response) =>
        [.. problem.Prompt(), .. TranslationTrace.SummaryOf(response).Summary, CountdownVocabulary.EndOfSequence];

    /// <summary>What the safety model reads.</summary>
    /// <param name="problem">The request.</param>
    /// <param name="response">The whole response.</param>
    /// <returns>[T] Tokens.</returns>
    public static int[] WholeText(TranslationProblem problem, int[] response) => [.. problem.Prompt(), .. response];

    private sealed class Scoring(string name, ScoredDecoder model, int[] end, Func<double, double> scaled)
        : IPreferenceModel
    {
        public string Name => name;

        public IReadOnlyList<double> Scores(IReadOnlyList<(string Prompt, string Response)> asked)
        {
            int[][] texts =
            [
                .. asked.Select(one =>
                    (int[])
                        [.. CountdownVocabulary.Encode(one.Prompt), .. CountdownVocabulary.Encode(one.Response), .. end]
                ),
            ]; // [B][T]
            return [.. model.Score(texts).Select(score => scaled(score))];
        }
    }
}
