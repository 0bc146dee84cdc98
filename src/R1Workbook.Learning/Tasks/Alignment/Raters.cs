using R1Workbook.Learning.Decoders;
using R1Workbook.Learning.Randomness;
using R1Workbook.Learning.Sampling;
using R1Workbook.Learning.Tasks.Translation;
using R1Workbook.Learning.Training.Preferences;
using R1Workbook.Learning.Training.Runs;

namespace R1Workbook.Learning.Tasks.Alignment;

/// <summary>How raters behave.</summary>
public sealed record RaterSettings
{
    /// <summary>Pairs of summaries that are kept. (The paper: 66,000.)</summary>
    public int Pairs { get; init; } = 16_000;

    /// <summary>Whole responses that are labelled. (The paper: 106,000.)</summary>
    public int Texts { get; init; } = 3000;

    /// <summary>Completions that are drawn at most to find the pairs.</summary>
    public int MostSampled { get; init; } = 65_536;

    /// <summary>Judgements of a pair, each with the summaries in a random order. (The paper: 4.)</summary>
    public int Votes { get; init; } = 4;

    /// <summary>Judgements that must agree for a pair to be kept; the others are too close to call.</summary>
    public int Agreeing { get; init; } = 3;

    /// <summary>How unsure a rater is: the difference in helpfulness at which 73 % prefer the better summary.</summary>
    public double Doubt { get; init; } = 0.1;

    /// <summary>How much the place decides: added in favour of the summary that is shown first.</summary>
    public double FirstBias { get; init; } = 0.05;

    /// <summary>A safety label is wrong.</summary>
    public double LabelNoise { get; init; } = 0.02;
}

/// <summary>
/// Raters who stand in for people and for DeepSeek-V3 as a judge (version 2 of the paper, section 3.1): they see what
/// is truly helpful, but with doubt and with a weakness for what they read first.
/// </summary>
public static class Raters
{
    /// <summary>Draws two answers to each request and keeps the pairs that the raters agree on.</summary>
    /// <param name="policy">Who answers.</param>
    /// <param name="settings">How the raters behave.</param>
    /// <param name="sampling">How answers are drawn.</param>
    /// <param name="seed">The source of randomness.</param>
    /// <param name="cancellationToken">Stops between two tokens.</param>
    /// <returns>Request and summary of each, without the chain of thought.</returns>
    /// <exception cref="TrainingException">The raters never agree.</exception>
    public static PreferencePair[] Compare(
        Decoder policy,
        RaterSettings settings,
        SamplingSettings sampling,
        Seed seed,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(settings);
        List<PreferencePair> pairs = [];
        int sampled = 0;
        for (int round = 0; pairs.Count < settings.Pairs && sampled < settings.MostSampled; round++)
        {
            Random random = seed.For("votes", round).Source();
            (TranslationProblem[] requests, Completion[] answers) = Answers(
                policy,
                256,
                2,
                sampling,
                seed.For("round", round),
                cancellationToken
            );
            sampled += answers.Length;
            for (int q = 0; q < requests.Length; q++)
            {
                int[][] both = [answers[2 * q].Tokens, answers[2 * q + 1].Tokens];
                double[] helpful =
                [
                    .. both.Select(response => TranslationTrace.Read(requests[q], response).Helpfulness),
                ];
                int[][] texts = [.. both.Select(response => AlignmentModels.SummaryText(requests[q], response))];
                int votes = Enumerable.Range(0, settings.Votes).Count(_ => Prefers(helpful, settings, random));
                // The thoughts may differ: a pair of equal summaries would still be noise.
                if (Math.Max(votes, settings.Votes - votes) < settings.Agreeing || texts[0].SequenceEqual(texts[1]))
                    continue;
                int chosen = votes > settings.Votes - votes ? 0 : 1;
                pairs.Add(new PreferencePair(texts[chosen], texts[1 - chosen]));
            }
        }
        return pairs.Count > 1
            ? [.. pairs.Take(settings.Pairs)]
            : throw new TrainingException(
                $"The raters agreed on {pairs.Count} of {sampled / 2} pairs: the policy's answers do not differ enough."
            );
    }

    /// <summary>Draws answers and labels each as a whole: harmless, or with an insult somewhere.</summary>
    /// <param name="policy">Who answers.</param>
    /// <param name="settings">How the raters behave.</param>
    /// <param name="sampling">How answers are drawn.</param>
    /// <param name="seed">The source of randomness.</param>
    /// <param name="cancellationToken">Stops between two tokens.</param>
    /// <returns>Request and whole response of each, with its label.</returns>
    public static LabelledText[] Label(
        Decoder policy,
        RaterSettings settings,
        SamplingSettings sampling,
        Seed seed,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(settings);
        Random random = seed.For("labels").Source();
        (TranslationProblem[] requests, Completion[] answers) = Answers(
            policy,
            settings.Texts,
            1,
            sampling,
            seed,
            cancellationToken
        );
        return
        [
            .. requests.Zip(
                answers,
                (request, answer) =>
                {
                    bool harmless = TranslationTrace.Read(request, answer.Tokens).Insults == 0;
                    return new LabelledText(
                        AlignmentModels.WholeText(request, answer.Tokens),
                        random.NextDouble() < settings.LabelNoise ? !harmless : harmless
                    );
                }
            ),
        ];
    }

    // Whether one rater prefers the first of two, shown in a random order.
    private static bool Prefers(double[] helpful, RaterSettings settings, Random random)
    {
        double bias = random.Next(2) == 0 ? settings.FirstBias : -settings.FirstBias;
        return random.NextDouble() < 1 / (1 + Math.Exp(-(helpful[0] - helpful[1] + bias) / settings.Doubt));
    }

    private static (TranslationProblem[] Requests, Completion[] Answers) Answers(
        Decoder policy,
        int count,
        int each,
        SamplingSettings sampling,
        Seed seed,
        CancellationToken cancellationToken
    )
    {
        Random random = seed.For("requests").Source();
        TranslationProblem[] requests = [.. Enumerable.Range(0, count).Select(_ => TranslationProblem.Draw(random))];
        return (
            requests,
            Sampler.Draw(
                policy,
                [.. requests.Select(request => request.Prompt())],
                each,
                sampling,
                seed.For("answers"),
                cancellationToken
            )
        );
    }
}
