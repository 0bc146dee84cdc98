namespace R1Workbook.Core.Metrics;

/// <summary>
/// Decontamination by n-gram overlap: a training text is contaminated where it shares a run of n words with a document
/// of an evaluation set. Words are what blanks part, in lower case. open-r1 uses 8 words (scripts/decontaminate.py),
/// the paper of R1 10 (arXiv 2501.12948v2, section on decontamination). Paraphrases pass, as the paper says too.
/// </summary>
public sealed class NgramOverlap
{
    /// <summary>The length of the runs in open-r1.</summary>
    public const int OpenR1 = 8;

    /// <summary>The length of the runs in the paper of R1.</summary>
    public const int R1 = 10;

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
        string[] words = text.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
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
}
