using System.Text;

namespace R1Workbook.Core.Metrics;

/// <summary>
/// Decontamination by n-gram overlap: a training text is contaminated where it shares a run of n words with a document
/// of an evaluation set. Words are what blanks part, in lower case; Chinese and Japanese have no blanks, and each of
/// their characters counts as a word, without the punctuation between them. open-r1 uses 8 words
/// (scripts/decontaminate.py), the paper of R1 10
/// (arXiv 2501.12948v2, section on decontamination). Paraphrases pass, as the paper says too.
/// </summary>
public sealed class NgramOverlap
{
    /// <summary>The length of the runs in open-r1.</summary>
    public const int OpenR1 = 8;

    /// <summary>The length of the runs in the paper of R1.</summary>
    public const int R1 = 10;

    private static readonly char[] Punctuation = [.. ",.;:!?\"'()[]"];

    private readonly Dictionary<string, List<int>> _documents = new(StringComparer.Ordinal);

    /// <summary>Learns the n-grams of an evaluation set.</summary>
    /// <param name="documents">The documents. One with fewer than n words has no n-gram and contaminates
    /// nothing.</param>
    /// <param name="n">How many words an n-gram has.</param>
    /// <exception cref="ArgumentOutOfRangeException">n is not positive.</exception>
    public NgramOverlap(IEnumerable<string> documents, int n = R1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(n);
        N = n;
        int number = 0;
        foreach (string document in documents)
        {
            foreach (string ngram in Ngrams(document, n))
            {
                if (!_documents.TryGetValue(ngram, out List<int>? holders))
                    _documents[ngram] = holders = [];
                if (holders.Count == 0 || holders[^1] != number)
                    holders.Add(number);
            }
            number++;
        }
    }

    /// <summary>How many words an n-gram has.</summary>
    public int N { get; }

    /// <summary>The documents that share an n-gram with a text, by their place, in ascending order.</summary>
    public IReadOnlyList<int> Matches(string text)
    {
        SortedSet<int> found = [];
        foreach ((_, IReadOnlyList<int> documents) in Shared(text))
            found.UnionWith(documents);
        return [.. found];
    }

    /// <summary>The n-grams that a text shares with documents, each once, in their order, with the places of those
    /// documents.</summary>
    public IEnumerable<(string Ngram, IReadOnlyList<int> Documents)> Shared(string text)
    {
        foreach (string ngram in Ngrams(text, N))
        {
            if (_documents.TryGetValue(ngram, out List<int>? holders))
                yield return (ngram, holders);
        }
    }

    /// <summary>Whether a text shares an n-gram with any document.</summary>
    public bool IsContaminated(string text) => Ngrams(text, N).Any(_documents.ContainsKey);

    /// <summary>The n-grams of a text, each once, in their order.</summary>
    public static IReadOnlyList<string> Ngrams(string text, int n)
    {
        string[] words = [.. Words(text)];
        HashSet<string> seen = new(StringComparer.Ordinal);
        List<string> ngrams = [];
        for (int i = 0; i + n <= words.Length; i++)
        {
            string ngram = string.Join(' ', words, i, n);
            if (seen.Add(ngram))
                ngrams.Add(ngram);
        }
        return ngrams;
    }

    /// <summary>The words of a text, in lower case.</summary>
    public static IEnumerable<string> Words(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        foreach (string word in text.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (!word.EnumerateRunes().Any(IsWithoutBlanks))
            {
                yield return word;
            }
            else
            {
                foreach (string part in Characters(word))
                    yield return part;
            }
        }
    }

    // Runs of other scripts within, such as numbers and Latin words, stay whole.
    private static IEnumerable<string> Characters(string word)
    {
        StringBuilder run = new();
        foreach (Rune rune in word.EnumerateRunes())
        {
            bool single = IsWithoutBlanks(rune);
            if (!single && !IsPunctuation(rune))
            {
                run.Append(rune);
                continue;
            }
            if (Whole(run) is { } before)
                yield return before;
            run.Clear();
            if (single)
                yield return rune.ToString();
        }
        if (Whole(run) is { } last)
            yield return last;
    }

    // A comma of Latin script stands between Chinese characters as often as one of theirs.
    private static string? Whole(StringBuilder run) =>
        run.ToString().Trim(Punctuation) is { } word && word.Any(char.IsLetterOrDigit) ? word : null;

    private static bool IsWithoutBlanks(Rune rune) =>
        rune.Value
            is (>= 0x3400 and <= 0x4DBF) // Han, extension A
                or (>= 0x4E00 and <= 0x9FFF) // Han
                or (>= 0xF900 and <= 0xFAFF) // Han, for compatibility
                or (>= 0x20000 and <= 0x3FFFF) // Han, further extensions
                or (>= 0x3005 and <= 0x3007) // repetition, closing and zero marks
                or (>= 0x3041 and <= 0x3096) // Hiragana
                or (>= 0x30A1 and <= 0x30FA) // Katakana
                or (>= 0x30FC and <= 0x30FF) // Katakana's long vowel and repetition marks
                or (>= 0x31F0 and <= 0x31FF) // small Katakana
                or (>= 0xFF66 and <= 0xFF9D); // Katakana of half width

    private static bool IsPunctuation(Rune rune) =>
        rune.Value is (>= 0x3000 and <= 0x3004) or (>= 0x3008 and <= 0x303F) or 0x30FB or (>= 0xFF61 and <= 0xFF65)
        || (rune.Value is >= 0xFF01 and <= 0xFF5E && !Rune.IsLetterOrDigit(rune))
        || (rune.Value is >= 0x2010 and <= 0x2027);
}
