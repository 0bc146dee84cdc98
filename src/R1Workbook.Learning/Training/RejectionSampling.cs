using R1Workbook.Learning.Models;
using R1Workbook.Learning.Sampling;
using R1Workbook.Learning.Tasks;

namespace R1Workbook.Learning.Training;

/// <summary>One rule that a sample has to pass.</summary>
/// <param name="Name">What it drops, in a few words.</param>
/// <param name="Keeps">Whether a sample passes.</param>
public sealed record RejectionFilter(string Name, Func<CountdownVerdict, bool> Keeps);

/// <summary>What rejection sampling kept and what it threw away.</summary>
/// <param name="Kept">The demonstrations, in the order they were drawn.</param>
/// <param name="Sampled">Completions drawn.</param>
/// <param name="Dropped">By filter, in order: how many it dropped of those that the filters before it had kept.</param>
public sealed record RejectionResult(
    Demonstration[] Kept,
    int Sampled,
    IReadOnlyList<(string Filter, int Dropped)> Dropped
);

/// <summary>
/// Rejection sampling (version 1 of the paper, section 2.3.3): draw several completions for each prompt, keep those
/// that are right and that a reader would like to read.
/// </summary>
public static class RejectionSampling
{
    /// <summary>
    /// The paper's filters in small. Its samples had to be right, without mixed languages, without long paragraphs and
    /// without code blocks; ours have neither paragraphs nor code, and so a chain of thought that goes in circles
    /// stands for both.
    /// </summary>
    public static IReadOnlyList<RejectionFilter> PaperFilters { get; } =
    [
        new("wrong answer", verdict => verdict.Correct),
        new("broken form", verdict => verdict.WellFormed),
        new("mixed languages", verdict => verdict.ForeignWords == 0),
        new("goes in circles: a candidate tried twice", verdict => !verdict.HasDuplicate),
        new("a wrong step", verdict => verdict.TrueSteps == verdict.Steps),
    ];

    /// <summary>
    /// The filters of the cold start: as <see cref="PaperFilters"/>, without that for mixed languages. R1-Zero's
    /// language drifts, and of a policy that thinks in one language whatever it is asked in, that filter would keep the
    /// prompts of that language alone. <see cref="Refine"/> follows.
    /// </summary>
    public static IReadOnlyList<RejectionFilter> ColdStartFilters { get; } =
    [.. PaperFilters.Where(filter => filter != PaperFilters[2])];

    /// <summary>
    /// Puts the words of a chain of thought into the language of the prompt. The paper let DeepSeek-V3 rewrite
    /// R1-Zero's chains of thought and people check them (version 2, B.3.2); here word by word is enough.
    /// </summary>
    /// <param name="shown">A demonstration.</param>
    /// <returns>The same thoughts in one language.</returns>
    public static Demonstration Refine(Demonstration shown)
    {
        Language language =
            shown.Prompt[0] == CountdownVocabulary.Solve(Language.English) ? Language.English : Language.Chinese;
        return shown with
        {
            Response =
            [
                .. shown.Response.Select(token =>
                    CountdownVocabulary.LanguageOf(token) is { } own && own != language
                        ? CountdownVocabulary.Twin(token)!.Value
                        : token
                ),
            ],
        };
    }

    /// <summary>Draws until enough demonstrations are kept, or the limit is reached.</summary>
    /// <param name="policy">The policy that writes them.</param>
    /// <param name="filters">What they must pass.</param>
    /// <param name="wanted">How many shall be kept.</param>
    /// <param name="mostSampled">Completions drawn at most.</param>
    /// <param name="sampling">How they are drawn.</param>
    /// <param name="seed">The source of randomness.</param>
    /// <param name="groupSize">Completions a prompt.</param>
    /// <param name="cancellationToken">Stops between two tokens.</param>
    /// <returns>What was kept, at most <paramref name="wanted"/>, and what was dropped.</returns>
    /// <exception cref="TrainingException">Nothing was kept.</exception>
    public static RejectionResult Draw(
        Decoder policy,
        IReadOnlyList<RejectionFilter> filters,
        int wanted,
        int mostSampled,
        SamplingSettings sampling,
        Seed seed,
        int groupSize = 4,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(filters);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(wanted);
        const int Together = 128; // prompts
        List<Demonstration> kept = [];
        int[] dropped = new int[filters.Count];
        int sampled = 0;
        for (int round = 0; kept.Count < wanted && sampled < mostSampled; round++)
        {
            Random random = seed.For("problems", round).Source();
            CountdownProblem[] problems = [.. Enumerable.Range(0, Together).Select(_ => CountdownSplit.Draw(random))];
            CountdownAnswer[] answers = CountdownEvaluation.Answer(
                policy,
                problems,
                groupSize,
                sampling,
                seed.For("answers", round),
                cancellationToken
            );
            sampled += answers.Length;
            foreach (CountdownAnswer answer in answers)
            {
                int failed = 0;
                while (failed < filters.Count && filters[failed].Keeps(answer.Verdict))
                    failed++;
                if (failed < filters.Count)
                    dropped[failed]++;
                else
                    kept.Add(new Demonstration(answer.Problem.Prompt(), answer.Completion.Tokens));
            }
        }
        if (kept.Count == 0)
        {
            throw new TrainingException(
                $"None of {sampled} completions passed all {filters.Count} filters ({Told(filters, dropped)}). "
                    + $"Train the policy that writes them further."
            );
        }

        return new RejectionResult(
            [.. kept.Take(wanted)],
            sampled,
            [.. filters.Select((filter, i) => (filter.Name, dropped[i]))]
        );
    }

    private static string Told(IReadOnlyList<RejectionFilter> filters, int[] dropped) =>
        string.Join(", ", filters.Select((filter, i) => $"{filter.Name}: {dropped[i]}"));
}
