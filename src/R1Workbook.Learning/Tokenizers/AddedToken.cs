using System.Buffers;

namespace R1Workbook.Learning.Tokenizers;

/// <summary>A token that is found in a text as it stands, before anything is cut or merged.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Content">Its text.</param>
/// <param name="Special">Whether it steers and is no text: may be left out when tokens are read.</param>
public sealed record AddedToken(int Id, string Content, bool Special)
{
    /// <summary>Whether it is found in the normalised text, or in the text as given.</summary>
    public bool Normalized { get; init; }

    /// <summary>Whether it takes white space before it along.</summary>
    public bool StripsLeft { get; init; }

    /// <summary>Whether it takes white space behind it along.</summary>
    public bool StripsRight { get; init; }

    /// <summary>Whether it is found only between characters that are no letters or digits.</summary>
    public bool SingleWord { get; init; }
}

/// <summary>Finds added tokens in texts: the first that begins, of those that begin together the longest.</summary>
internal sealed class AddedTokens
{
    private readonly Dictionary<char, AddedToken[]> _byFirst; // longest first
    private readonly SearchValues<char> _firsts;

    public AddedTokens(IEnumerable<AddedToken> tokens)
    {
        _byFirst = tokens
            .GroupBy(token => token.Content[0])
            .ToDictionary(
                group => group.Key,
                group => group.OrderByDescending(token => token.Content.Length).ToArray()
            );
        _firsts = SearchValues.Create([.. _byFirst.Keys]);
    }

    /// <summary>Divides a text.</summary>
    /// <returns>Its parts in order: text, or a token.</returns>
    public IEnumerable<(string Text, AddedToken? Token)> Divide(string text)
    {
        int done = 0,
            at = 0;
        while (at < text.Length)
        {
            int ahead = text.AsSpan(at).IndexOfAny(_firsts);
            if (ahead < 0)
                break;
            at += ahead;
            if (Array.Find(_byFirst[text[at]], token => StandsAt(text, at, token)) is not { } found)
            {
                at++;
                continue;
            }
            (int start, int end) = (at, at + found.Content.Length);
            while (found.StripsLeft && start > done && char.IsWhiteSpace(text[start - 1]))
                start--;
            while (found.StripsRight && end < text.Length && char.IsWhiteSpace(text[end]))
                end++;
            if (start > done)
                yield return (text[done..start], null);
            yield return (text[start..end], found);
            done = at = end;
        }
        if (done < text.Length)
            yield return (text[done..], null);
    }

    private static bool StandsAt(string text, int at, AddedToken token) =>
        string.CompareOrdinal(text, at, token.Content, 0, token.Content.Length) == 0
        && !(
            token.SingleWord
            && (
                (at > 0 && char.IsLetterOrDigit(text[at - 1]))
                || (at + token.Content.Length < text.Length && char.IsLetterOrDigit(text[at + token.Content.Length]))
            )
        );
}
