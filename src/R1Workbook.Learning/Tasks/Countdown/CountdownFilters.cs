using R1Workbook.Learning.Training.Imitation;

namespace R1Workbook.Learning.Tasks.Countdown;

/// <summary>What the countdown's rejection samples must pass, and how they are put into one language.</summary>
public static class CountdownFilters
{
    private static readonly RejectionFilter MixedLanguages = new(
        "mixed languages",
        verdict => verdict.Measured[CountdownMeasures.Mixed].Sum == 0
    );

    /// <summary>
    /// The paper's filters in small. Its samples had to be right, without mixed languages, without long paragraphs and
    /// without code blocks; ours have neither paragraphs nor code, and so a chain of thought that goes in circles
    /// stands for both.
    /// </summary>
    public static IReadOnlyList<RejectionFilter> Paper { get; } =
    [
        new("wrong answer", verdict => verdict.IsCorrect),
        new("broken form", verdict => verdict.Form is { WellFormed: true }),
        MixedLanguages,
        new(
            "goes in circles: a candidate tried twice",
            verdict => verdict.Measured[CountdownMeasures.Duplicates].Sum == 0
        ),
        new(
            "a wrong step",
            verdict => verdict.Measured[CountdownMeasures.Facts] is var facts && facts.Sum == facts.Count
        ),
    ];

    /// <summary>
    /// The filters of the cold start: as <see cref="Paper"/>, without that for mixed languages. R1-Zero's
    /// language drifts, and of a policy that thinks in one language whatever it is asked in, that filter would keep the
    /// prompts of that language alone. <see cref="Refine"/> follows.
    /// </summary>
    public static IReadOnlyList<RejectionFilter> ColdStart { get; } =
    [.. Paper.Where(filter => filter != MixedLanguages)];

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
}
