using System.Globalization;
using R1Workbook.Core.Completions;
using R1Workbook.Core.Languages;
using R1Workbook.Core.Tasks;

namespace R1Workbook.Core.Rewards.Rules;

/// <summary>What the language consistency reward counts.</summary>
public sealed record LanguageConsistencySettings
{
    /// <summary>The language wanted, as an ISO 639-1 code. Default: en.</summary>
    public string Target { get; init; } = "en";

    /// <summary>Words, as in the paper, or characters. Default: words.</summary>
    public LanguageUnit Unit { get; init; } = LanguageUnit.Word;

    /// <summary>Whether only the chain of thought counts, as in the paper. Default: yes.</summary>
    public bool ThoughtOnly { get; init; } = true;
}

/// <summary>
/// The language consistency reward of R1's second stage: words of the target language in the chain of thought / all its
/// words (version 2 of the paper, equation 7; version 1, page 10, in words). Code, LaTeX, numbers, symbols and names
/// are left out on both sides.
/// </summary>
public static class LanguageConsistencyReward
{
    /// <summary>The reward in the catalogue. Without a target it is the language of the prompt, and English where that
    /// is not known; a task that counts its own words is believed.</summary>
    [CatalogueEntry]
    public static RewardEntry Entry { get; } =
        RewardEntry.Each(
            "language_consistency",
            "",
            "R1 v2, equation 7; v1, page 10",
            "target=\"en\", unit=\"word\", thought_only=true",
            Create
        );

    private static Func<RewardInput, RewardExplanation> Create(RewardArguments arguments)
    {
        string? target = arguments.Text("target");
        LanguageConsistencySettings settings = new()
        {
            ThoughtOnly = arguments.Flag("thought_only", true),
            Unit = arguments.Text("unit") switch
            {
                null or "word" or "words" => LanguageUnit.Word,
                "character" or "characters" => LanguageUnit.Character,
                _ => throw new FormatException("argument \"unit\" should be \"word\" or \"character\"."),
            },
        };
        return input =>
            target is null && input.Verdict?.Form is { } form
                ? Explain(form)
                : Explain(
                    input.Completion,
                    settings with
                    {
                        Target = target ?? input.Language ?? settings.Target,
                    },
                    input.Prefilled
                );
    }

    /// <summary>The reward of a share that the task has counted; a chain of thought without words earns 0.</summary>
    /// <param name="form">The form with the share.</param>
    public static RewardExplanation Explain(ResponseForm form)
    {
        ArgumentNullException.ThrowIfNull(form);
        return form.LanguageShare is { } share
            ? new RewardExplanation(share, "share of the words of the chain of thought in the language of the prompt")
            : new RewardExplanation(0, "no words count");
    }

    private static readonly LanguageConsistencySettings Default = new();

    /// <summary>The reward, 0 to 1; 0 where there is no word that counts.</summary>
    /// <param name="completion">What the model wrote.</param>
    /// <param name="settings">What counts.</param>
    /// <param name="prefilled">Whether the prompt already ended in <c>&lt;think&gt;</c>.</param>
    public static double Of(string completion, LanguageConsistencySettings? settings = null, bool prefilled = false) =>
        Explain(completion, settings, prefilled).Value!.Value;

    /// <summary>The reward with the passages in other languages.</summary>
    public static RewardExplanation Explain(
        string completion,
        LanguageConsistencySettings? settings = null,
        bool prefilled = false
    )
    {
        settings ??= Default;
        string thought = settings.ThoughtOnly ? ThinkAnswer.Parse(completion, prefilled).Think : completion;
        int offset = Math.Max(0, completion.IndexOf(thought, StringComparison.Ordinal));
        LanguageMix mix = LanguageMix.Of(thought);
        string unit = settings.Unit == LanguageUnit.Word ? "words" : "letters",
            target = settings.Target.Split('-', '_')[0].ToLowerInvariant();
        // A chain of thought without a word is not in the target language: a reward for silence would be earned by
        // silence.
        if (mix.Share(target, settings.Unit) is not { } share)
            return new RewardExplanation(0, $"no {unit} count");
        int total = mix.Total(settings.Unit);
        RewardEvidence[] others =
        [
            .. mix
                .Segments.Where(segment => segment.Language != target)
                .Take(20)
                .Select(segment => new RewardEvidence(
                    Shown(thought, segment),
                    segment.Language,
                    offset + segment.Start
                )),
        ];
        return new RewardExplanation(
            share,
            string.Create(CultureInfo.InvariantCulture, $"{Math.Round(share * total)} of {total} {unit} are {target}"),
            others
        );
    }

    private static string Shown(string text, LanguageSegment segment) =>
        segment.Length <= 60
            ? text.Substring(segment.Start, segment.Length)
            : string.Concat(text.AsSpan(segment.Start, 57), "...");
}
