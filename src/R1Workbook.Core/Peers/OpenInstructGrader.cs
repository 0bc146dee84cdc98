using System.Text;

namespace R1Workbook.Core.Peers;

/// <summary>
/// The text graders of open-instruct (allenai/open-instruct, open_instruct/ground_truth_utils.py and if_functions.py)
/// after the normalisation of SQuAD: lower case, without punctuation and articles.
/// </summary>
public static class OpenInstructGrader
{
    private const string Punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

    /// <summary>1 where the answer is the gold text, otherwise 0 (<c>PuzzleMatcherVerifier</c>).</summary>
    public static double Puzzle(string completion, string gold) =>
        Normalise(Answer(completion)) == Normalise(gold) ? 1 : 0;

    /// <summary>The F1 of the words shared with a gold text, the best of several (<c>F1Verifier</c>).</summary>
    public static double F1(string completion, params IReadOnlyList<string> golds) =>
        golds.Max(gold => F1Of(Answer(completion), gold));

    /// <summary>Whether a text holds one of the options (<c>validate_choice</c>): "A or B or C" passes it.</summary>
    public static bool HasChoice(string text, IReadOnlyList<string> options) =>
        options.Any(option => text.Contains(option, StringComparison.Ordinal));

    /// <summary>The normalised text: lower case, no punctuation, no articles, single blanks.</summary>
    public static string Normalise(string text)
    {
        StringBuilder plain = new(text.Length);
        foreach (char c in text.ToLowerInvariant())
        {
            if (!Punctuation.Contains(c, StringComparison.Ordinal))
                plain.Append(c);
        }
        return string.Join(
            ' ',
            plain
                .ToString()
                .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
                .Where(word => word is not ("a" or "an" or "the"))
        );
    }

    private static string Answer(string completion)
    {
        int thought = completion.LastIndexOf("</think>", StringComparison.Ordinal);
        string answer = thought < 0 ? completion : completion[(thought + "</think>".Length)..];
        return LatexShorthand.Without(answer, "<answer>", "</answer>").Trim();
    }

    private static double F1Of(string answer, string gold)
    {
        string[] said = Normalise(answer).Split(' ', StringSplitOptions.RemoveEmptyEntries),
            expected = Normalise(gold).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Dictionary<string, int> left = expected
            .GroupBy(word => word)
            .ToDictionary(group => group.Key, group => group.Count());
        int common = said.Count(word => left.TryGetValue(word, out int count) && (left[word] = count - 1) >= 0);
        if (common == 0)
            return 0;
        double precision = (double)common / said.Length,
            recall = (double)common / expected.Length;
        return 2 * precision * recall / (precision + recall);
    }
}
