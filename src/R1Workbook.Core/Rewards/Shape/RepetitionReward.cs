using System.Globalization;
using R1Workbook.Core.Languages;

namespace R1Workbook.Core.Rewards.Shape;

/// <summary>How repetition is punished. The defaults are those of TRL and of open-r1's training scripts.</summary>
public sealed record RepetitionSettings
{
    /// <summary>How many words or tokens make one n-gram. Default 3.</summary>
    public int NgramSize { get; init; } = 3;

    /// <summary>The reward where everything is repeated; not positive. Default -1.</summary>
    public double MaxPenalty { get; init; } = -1;

    /// <summary>
    /// The language of the words: in Chinese, Japanese and Thai, which set no spaces, words are segmented; in others
    /// spaces divide them, as in open-r1. Null: segmented where the text has no spaces of its own.
    /// </summary>
    public string? Language { get; init; }
}

/// <summary>
/// Punishes repetition: (1 - different n-grams / all n-grams) times the maximal penalty (Yeo et al. 2025, arXiv
/// 2502.03373, appendix C.2; open-r1 on words, TRL on tokens, <c>repetition_penalty_reward</c>). 0 where there are
/// fewer words than an n-gram has.
/// </summary>
public static class RepetitionReward
{
    /// <summary>The reward in the catalogue.</summary>
    [CatalogueEntry]
    public static RewardEntry Entry { get; } =
        RewardEntry.Each(
            "repetition",
            "repetition_penalty_reward",
            "Yeo et al. 2025, arXiv 2502.03373, appendix C.2; open-r1 (words), TRL (tokens)",
            "ngram_size=3, max_penalty=-1, language",
            arguments =>
            {
                RepetitionSettings settings = new()
                {
                    NgramSize = arguments.Whole("ngram_size", 3, least: 1),
                    MaxPenalty = arguments.Number("max_penalty", -1, most: 0),
                    Language = arguments.Text("language"),
                };
                // A bad argument is an error before the first completion, and without one too.
                Of("", settings);
                return input =>
                    input.TokenIds is { } tokens ? Explain(tokens, settings) : Explain(input.Completion, settings);
            }
        );

    private static readonly RepetitionSettings Default = new();
    private static readonly string[] WithoutSpaces = ["zh", "ja", "th"];

    /// <summary>The reward over n-grams of words, their case aside.</summary>
    /// <exception cref="ArgumentException">The penalty is positive or the n-gram empty.</exception>
    public static double Of(string completion, RepetitionSettings? settings = null) =>
        Explain(completion, settings).Value!.Value;

    /// <summary>The reward over n-grams of token ids.</summary>
    /// <exception cref="ArgumentException">The penalty is positive or the n-gram empty.</exception>
    public static double Of(IReadOnlyList<int> tokens, RepetitionSettings? settings = null) =>
        Explain(tokens, settings).Value!.Value;

    /// <summary>The reward over n-grams of words, with the n-gram repeated most.</summary>
    public static RewardExplanation Explain(string completion, RepetitionSettings? settings = null)
    {
        settings ??= Default;
        string lower = completion.ToLowerInvariant();
        bool segmented = settings.Language is { } language
            ? WithoutSpaces.Contains(language.Split('-')[0], StringComparer.OrdinalIgnoreCase)
            : Words.WithoutSpaces(lower);
        string[] words = segmented
            ? [.. Words.Of(lower).Select(word => lower.Substring(word.Start, word.Length))]
            : lower.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return Penalty(words, settings, "words", ngram => string.Join(segmented ? "" : " ", ngram));
    }

    /// <summary>The reward over n-grams of token ids, with the n-gram repeated most.</summary>
    public static RewardExplanation Explain(IReadOnlyList<int> tokens, RepetitionSettings? settings = null) =>
        Penalty([.. tokens], settings ?? Default, "tokens", ngram => string.Join(' ', ngram));

    private static RewardExplanation Penalty<T>(
        T[] items,
        RepetitionSettings settings,
        string unit,
        Func<T[], string> shown
    )
        where T : notnull
    {
        if (settings.MaxPenalty > 0)
        {
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"max_penalty {settings.MaxPenalty:0.0###} should not be positive"
                ),
                nameof(settings)
            );
        }

        int size = settings.NgramSize;
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size, nameof(settings));
        int total = items.Length - size + 1;
        if (total <= 0)
            return new RewardExplanation(0, $"{items.Length} {unit} are fewer than an n-gram of {size} has");
        // Equal n-grams are found by numbering: (the number of the n-gram one shorter, its last item) has a number of
        // its own.
        int[] numbers = Numbered(items, size, total);
        int[] counts = new int[total];
        int different = 0,
            most = 0;
        for (int i = 0; i < total; i++)
        {
            if (counts[numbers[i]]++ == 0)
                different++;
            if (counts[numbers[i]] > counts[numbers[most]])
                most = i;
        }
        double share = 1 - (double)different / total;
        string rule = string.Create(
            CultureInfo.InvariantCulture,
            $"{different} of {total} n-grams of {size} {unit} are different"
        );
        return share == 0
            ? new RewardExplanation(0, rule)
            : new RewardExplanation(
                share * settings.MaxPenalty,
                rule,
                [new RewardEvidence(shown(items[most..(most + size)]), $"stands {counts[numbers[most]]} times")]
            );
    }

    private static int[] Numbered<T>(T[] items, int size, int total)
        where T : notnull
    {
        Dictionary<T, int> single = [];
        int[] ids = new int[items.Length];
        for (int i = 0; i < items.Length; i++)
        {
            if (!single.TryGetValue(items[i], out ids[i]))
                single[items[i]] = ids[i] = single.Count;
        }
        int[] numbers = ids[..total];
        Dictionary<(int, int), int> longer = [];
        for (int offset = 1; offset < size; offset++)
        {
            longer.Clear();
            for (int i = 0; i < total; i++)
            {
                (int, int) key = (numbers[i], ids[i + offset]);
                if (!longer.TryGetValue(key, out int number))
                    longer[key] = number = longer.Count;
                numbers[i] = number;
            }
        }
        return numbers;
    }
}
