using R1Workbook.Core.Metrics;

namespace R1Workbook.Benchmarks.Decontamination;

/// <summary>Two rows that share n-grams.</summary>
/// <param name="A">The row of the first set.</param>
/// <param name="B">The row of the second set.</param>
/// <param name="Ngrams">The n-grams that both have, each once, in the order of the row that was read as a
/// stream.</param>
public sealed record SharedNgrams(TextRow A, TextRow B, IReadOnlyList<string> Ngrams);

/// <summary>What a set has to do with the other.</summary>
/// <param name="Rows">How many texts it has.</param>
/// <param name="Short">How many of them have fewer than n words, and so no n-gram: nothing can be said of them.</param>
/// <param name="Contaminated">How many share an n-gram with the other set.</param>
public sealed record SetContamination(int Rows, int Short, int Contaminated);

/// <summary>
/// Which texts of two sets share a run of n words (<see cref="NgramOverlap"/>). The paper of R1 drops training texts
/// that share a run of 10 with a benchmark (arXiv 2501.12948v2, appendix D.1, decontamination). The smaller set is held
/// in memory, the larger is read as a stream.
/// </summary>
/// <param name="a">The first set.</param>
/// <param name="b">The second set.</param>
/// <param name="n">How many words an n-gram has.</param>
public sealed class Contamination(TextSet a, TextSet b, int n = NgramOverlap.R1)
{
    /// <summary>How many words an n-gram has.</summary>
    public int N => n;

    /// <summary>The first set; known once <see cref="Pairs"/> has been read to its end.</summary>
    public SetContamination? A { get; private set; }

    /// <summary>The second set; known once <see cref="Pairs"/> has been read to its end.</summary>
    public SetContamination? B { get; private set; }

    /// <summary>The pairs of rows that share an n-gram, as they are found: in the order of the larger set.</summary>
    /// <param name="cancellationToken">Stops between rows.</param>
    /// <exception cref="ArgumentOutOfRangeException">n is not positive.</exception>
    /// <exception cref="Files.DataFileException">A file cannot be used; the message names row and field.</exception>
    public IEnumerable<SharedNgrams> Pairs(CancellationToken cancellationToken = default)
    {
        bool streamsA = a.Bytes > b.Bytes;
        (TextSet held, TextSet streamed) = streamsA ? (b, a) : (a, b);
        TextRow[] rows = [.. held.Read()];
        NgramOverlap overlap = new(rows.Select(row => row.Text), n);
        HashSet<int> hit = [];
        int read = 0,
            tooShort = 0,
            contaminated = 0;
        foreach (TextRow row in streamed.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            read++;
            if (IsShort(row.Text))
                tooShort++;
            SortedDictionary<int, List<string>> shared = [];
            foreach ((string ngram, IReadOnlyList<int> documents) in overlap.Shared(row.Text))
            {
                foreach (int document in documents)
                {
                    if (!shared.TryGetValue(document, out List<string>? ngrams))
                        shared[document] = ngrams = [];
                    ngrams.Add(ngram);
                }
            }
            if (shared.Count > 0)
                contaminated++;
            foreach ((int document, List<string> ngrams) in shared)
            {
                hit.Add(document);
                yield return streamsA
                    ? new SharedNgrams(row, rows[document], ngrams)
                    : new SharedNgrams(rows[document], row, ngrams);
            }
        }
        SetContamination ofHeld = new(rows.Length, rows.Count(row => IsShort(row.Text)), hit.Count),
            ofStreamed = new(read, tooShort, contaminated);
        (A, B) = streamsA ? (ofStreamed, ofHeld) : (ofHeld, ofStreamed);
    }

    private bool IsShort(string text) => !NgramOverlap.Words(text).Skip(n - 1).Any();
}
