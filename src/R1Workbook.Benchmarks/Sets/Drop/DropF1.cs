using System.Globalization;
using System.Text.RegularExpressions;

namespace R1Workbook.Benchmarks.Sets.Drop;

/// <summary>
/// The official metrics of DROP (Dua et al. 2019, arXiv 1903.00161; allenai drop_eval.py): exact match, and F1 over
/// bags of words of spans that are aligned one to one; a span whose numbers are not hit has F1 0.
/// </summary>
public static partial class DropF1
{
    private const string Punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

    /// <summary>Exact match and F1, each 0 to 1, of an answer against the best of several references.</summary>
    /// <param name="answer">The spans that were answered.</param>
    /// <param name="references">Right answers, each of one or several spans; empty ones do not count.</param>
    /// <exception cref="ArgumentException">There is no reference.</exception>
    public static (double ExactMatch, double F1) Best(
        IReadOnlyList<string> answer,
        IReadOnlyList<IReadOnlyList<string>> references
    )
    {
        (double ExactMatch, double F1)[] scores =
        [
            .. references.Where(spans => spans.Any(span => span.Trim().Length > 0)).Select(spans => Of(answer, spans)),
        ];
        return scores.Length > 0
            ? (scores.Max(score => score.ExactMatch), scores.Max(score => score.F1))
            : throw new ArgumentException("there is no reference answer.", nameof(references));
    }

    /// <summary>Exact match and F1 against one reference.</summary>
    public static (double ExactMatch, double F1) Of(IReadOnlyList<string> answer, IReadOnlyList<string> reference)
    {
        string[] given = [.. answer.Select(Normalise)],
            gold = [.. reference.Select(Normalise)];
        bool exact = given.Length == gold.Length && given.ToHashSet().SetEquals(gold);
        double[,] scores = new double[gold.Length, given.Length];
        for (int i = 0; i < gold.Length; i++)
        {
            for (int j = 0; j < given.Length; j++)
                scores[i, j] = Score(Bag(gold[i]), Bag(given[j]));
        }
        double f1 = Alignment.Best(scores) / Math.Max(gold.Length, given.Length);
        // Officially a percentage with two decimals.
        return (exact ? 1 : 0, Math.Round(f1 * 100, 2, MidpointRounding.ToEven) / 100);
    }

    /// <summary>Lower case, parted at spaces and hyphens, without articles and punctuation; numbers in one
    /// form.</summary>
    internal static string Normalise(string text) =>
        string.Join(
            ' ',
            text.Split(' ', '-')
                .Select(token =>
                    string.Join(
                        ' ',
                        Articles()
                            .Replace(Number(Bare(token.ToLowerInvariant())), " ")
                            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
                    )
                )
                .Where(part => part.Length > 0)
        );

    private static string Bare(string token) =>
        Value(token) is null
            ? new string([.. token.Where(character => !Punctuation.Contains(character, StringComparison.Ordinal))])
            : token;

    private static string Number(string token) =>
        Value(token) is { } number ? number.ToString("R", CultureInfo.InvariantCulture) : token;

    // As Python reads a number: "inf" is one too.
    private static double? Value(string token) =>
        double.TryParse(token, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number
        : token.TrimStart('+', '-').Equals("inf", StringComparison.OrdinalIgnoreCase)
            ? token[0] == '-' ? double.NegativeInfinity
                : double.PositiveInfinity
        : null;

    private static HashSet<string> Bag(string normalised) =>
        [.. normalised.Split(' ', StringSplitOptions.RemoveEmptyEntries)];

    private static double Score(HashSet<string> gold, HashSet<string> given)
    {
        HashSet<string> numbers = [.. gold.Where(word => Value(word) is not null)];
        if (numbers.Count > 0 && !numbers.Overlaps(given))
            return 0;
        int common = gold.Count(given.Contains);
        double precision = given.Count == 0 ? 1 : (double)common / given.Count,
            recall = gold.Count == 0 ? 1 : (double)common / gold.Count;
        return precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
    }

    [GeneratedRegex(@"\b(a|an|the)\b", RegexOptions.CultureInvariant)]
    private static partial Regex Articles();
}
