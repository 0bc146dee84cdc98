using System.Collections.Concurrent;
using System.Text;

namespace R1Workbook.Learning.Tokenizers;

/// <summary>
/// Byte-pair encoding (Sennrich et al. 2016, arXiv 1508.07909) over bytes: each part begins as its bytes; again and
/// again the pair of neighbours that was learnt first becomes one token, the leftmost of equals first.
/// </summary>
internal sealed class BytePairEncoding
{
    private const int LongestRemembered = 32,
        MostRemembered = 1 << 17;

    private readonly int[] _bytes; // [256] the token of each byte
    private readonly Dictionary<(int Left, int Right), (int Rank, int Merged)> _merges;
    private readonly Dictionary<string, int>? _whole; // parts that are tokens as they stand
    private readonly ConcurrentDictionary<string, int[]> _remembered = new();

    /// <summary>An encoder.</summary>
    /// <param name="bytes">[256] The token of each byte.</param>
    /// <param name="merges">Rank and outcome of each pair.</param>
    /// <param name="whole">Tokens by their letters, where a part that is a token is not built from merges; otherwise
    /// null.</param>
    public BytePairEncoding(
        int[] bytes,
        Dictionary<(int Left, int Right), (int Rank, int Merged)> merges,
        Dictionary<string, int>? whole
    ) => (_bytes, _merges, _whole) = (bytes, merges, whole);

    /// <summary>Encodes one part.</summary>
    /// <param name="part">Its text.</param>
    /// <param name="tokens">Tokens are added here.</param>
    public void Encode(ReadOnlySpan<char> part, List<int> tokens)
    {
        if (part.Length > LongestRemembered)
        {
            tokens.AddRange(Merge(part));
            return;
        }
        string text = part.ToString();
        if (!_remembered.TryGetValue(text, out int[]? known))
        {
            known = Merge(part);
            if (_remembered.Count < MostRemembered)
                _remembered[text] = known;
        }
        tokens.AddRange(known);
    }

    private int[] Merge(ReadOnlySpan<char> part)
    {
        byte[] bytes = new byte[Encoding.UTF8.GetByteCount(part)];
        Encoding.UTF8.GetBytes(part, bytes);
        if (_whole is not null && _whole.TryGetValue(string.Concat(bytes.Select(ByteAlphabet.Letter)), out int whole))
            return [whole];
        int count = bytes.Length;
        int[] token = [.. bytes.Select(value => _bytes[value])],
            next = new int[count],
            previous = new int[count];
        var due = new PriorityQueue<(int At, int Left, int Right, int Merged), (int Rank, int At)>();
        void Consider(int at)
        {
            if (
                at >= 0
                && next[at] < count
                && _merges.TryGetValue((token[at], token[next[at]]), out (int Rank, int Merged) merge)
            )
            {
                due.Enqueue((at, token[at], token[next[at]], merge.Merged), (merge.Rank, at));
            }
        }
        for (int i = 0; i < count; i++)
            (next[i], previous[i]) = (i + 1, i - 1);
        for (int i = 0; i < count; i++)
            Consider(i);
        while (due.TryDequeue(out (int At, int Left, int Right, int Merged) pair, out _))
        {
            int right = token[pair.At] == pair.Left ? next[pair.At] : count;
            if (right >= count || token[right] != pair.Right)
                continue; // one of the two was merged elsewhere meanwhile
            token[pair.At] = pair.Merged;
            token[right] = -1;
            next[pair.At] = next[right];
            if (next[right] < count)
                previous[next[right]] = pair.At;
            Consider(previous[pair.At]);
            Consider(pair.At);
        }
        return [.. token.Where(id => id >= 0)];
    }
}
