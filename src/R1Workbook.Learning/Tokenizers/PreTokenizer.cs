using System.Text.RegularExpressions;

namespace R1Workbook.Learning.Tokenizers;

/// <summary>One rule that cuts text before the merges; merges never cross a cut.</summary>
/// <param name="Pattern">What the cut runs along.</param>
/// <param name="KeepsMatches">Whether matches become parts of their own, or are dropped.</param>
/// <param name="KeepsRest">Whether what lies between matches is kept.</param>
internal sealed record PreTokenizer(Regex Pattern, bool KeepsMatches = true, bool KeepsRest = true)
{
    // Patterns come from files: one that runs wild ends.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>The pattern of GPT-2, which ByteLevel cuts by unless told otherwise.</summary>
    public static Regex Gpt2 { get; } =
        Compile(@"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+");

    /// <summary>A pattern of a file.</summary>
    /// <exception cref="ArgumentException">It is none.</exception>
    public static Regex Compile(string pattern) => new(pattern, RegexOptions.CultureInvariant, Patience);

    /// <summary>Cuts parts of a text's shadow further.</summary>
    /// <param name="shadow">The shadow.</param>
    /// <param name="parts">Start and length of each part.</param>
    /// <returns>Start and length of each part, in order.</returns>
    public List<(int Start, int Length)> Cut(string shadow, List<(int Start, int Length)> parts)
    {
        var cut = new List<(int, int)>(2 * parts.Count);
        foreach ((int start, int length) in parts)
        {
            int done = 0;
            foreach (ValueMatch match in Pattern.EnumerateMatches(shadow.AsSpan(start, length)))
            {
                if (match.Length == 0)
                    continue;
                if (KeepsRest && match.Index > done)
                    cut.Add((start + done, match.Index - done));
                if (KeepsMatches)
                    cut.Add((start + match.Index, match.Length));
                done = match.Index + match.Length;
            }
            if (KeepsRest && length > done)
                cut.Add((start + done, length - done));
        }
        return cut;
    }
}
