using R1Workbook.Core.Verification.Expressions;

namespace R1Workbook.Core.Verification.Parsing;

/// <content>Numbers, letters and prose.</content>
internal sealed partial class Lexer
{
    private bool FollowsNumber() =>
        _tokens.Count > 0
        && _tokens[^1].Kind is TokenKind.Number or TokenKind.Close or TokenKind.BraceClose or TokenKind.Constant;

    private void Letters()
    {
        int end = _at;
        while (end < _text.Length && char.IsAsciiLetter(Plain(_text[end])))
            end++;
        ReadOnlySpan<char> letters = _text.AsSpan(_at, end - _at);
        if (FollowsNumber() && _text.AsSpan(_at).StartsWith("m/s"))
        {
            Add(TokenKind.Text, "m/s", _at + 3);
            return;
        }
        bool isScript = _tokens.Count > 0 && _tokens[^1].Kind is TokenKind.Underscore or TokenKind.Caret;
        if (letters.Length == 1 || isScript)
        {
            if (
                isScript
                && letters.Length > 1
                && PlainWords.Find(letters) is { Kind: TokenKind.Constant or TokenKind.Symbol } script
            )
            {
                Meaning(script.Kind, script.Text, end);
            }
            else
            {
                Letter(Plain(_text[_at]), _at + 1);
            }

            return;
        }
        if (
            FollowsNumber()
            && PlainWords.IsUnit(letters)
            && _text.AsSpan(end).TrimStart(' ')
                is []
                    or [not ('(' or '{' or '\\' or '^' or (>= 'a' and <= 'z') or (>= '0' and <= '9')), ..]
        )
        {
            // 5 min is a time, 5 min(x, y) a function.
            Add(TokenKind.Text, letters.ToString(), end);
            return;
        }
        if (PlainWords.Find(letters) is { } known)
        {
            Meaning(known.Kind, known.Text, end);
            return;
        }
        if (
            FollowsNumber()
            && (letters.StartsWith("or") || letters.StartsWith("and"))
            && letters.Length - (letters[0] == 'o' ? 2 : 3) == 1
        )
        {
            Meaning(TokenKind.Conjunction, letters[0] == 'o' ? "or" : "and", _at + letters.Length - 1);
            return;
        }
        if (Function(letters) is { } function)
            Meaning(function.Kind, function.Text, _at + function.Length);
        else if ((FollowsNumber() && PlainWords.IsUnit(letters)) || PlainWords.IsProse(letters))
            Prose();
        else
            Letter(Plain(_text[_at]), _at + 1);
    }

    /// <summary>The function or constant that letters begin with where one variable follows: sinx, sqrtx,
    /// pir.</summary>
    private static (TokenKind Kind, string Text, int Length)? Function(ReadOnlySpan<char> letters)
    {
        if (letters.Length < 3)
            return null;
        ReadOnlySpan<char> head = letters[..^1];
        return
            letters[^1] is 'x' or 'y' or 't'
            && PlainWords.Find(head) is { Kind: TokenKind.Function or TokenKind.Root or TokenKind.Constant } found
            ? (found.Kind, found.Text, head.Length)
            : null;
    }

    private void Letter(char letter, int end)
    {
        if (letter is 'e' or 'i' or 'I')
            Meaning(TokenKind.Constant, letter == 'e' ? "e" : "i", end);
        else
            Add(TokenKind.Symbol, "", end, Symbols[letter]);
    }

    /// <summary>Words: letters of any script, with the spaces between them.</summary>
    private void Prose()
    {
        int start = _at,
            end = _at;
        while (end < _text.Length)
        {
            char c = _text[end];
            bool isLetter =
                char.IsLetter(c)
                || c is '-' or '\'' && end > start && end + 1 < _text.Length && char.IsLetter(_text[end + 1]);
            if (
                isLetter
                || char.IsSurrogate(c)
                || char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.NonSpacingMark
            )
            {
                end++;
            }
            else if (
                c == ' '
                && end + 2 < _text.Length
                && char.IsLetter(_text[end + 1])
                && char.IsLetter(_text[end + 2])
                && WordAt(end + 1)
            )
            {
                end++;
            }
            else
            {
                break;
            }
        }
        if (end == start)
            _at++;
        else
            Add(TokenKind.Text, _text[start..end].Trim(), end);
    }

    private bool WordAt(int index)
    {
        int end = index;
        while (end < _text.Length && char.IsLetter(_text[end]))
            end++;
        return PlainWords.Find(_text.AsSpan(index, end - index)) is null;
    }

    private void Script()
    {
        bool isUpper = PlainWords.Script(_text[_at])!.Value.IsUpper;
        int start = _at,
            end = _at;
        while (end < _text.Length && PlainWords.Script(_text[end]) is { } next && next.IsUpper == isUpper)
            end++;
        Add(isUpper ? TokenKind.Caret : TokenKind.Underscore, "^", start);
        Add(TokenKind.BraceOpen, "{", start);
        string digits = string.Concat(_text[start..end].Select(c => PlainWords.Script(c)!.Value.Plain));
        foreach (Token token in Read(digits))
        {
            if (token.Kind != TokenKind.End)
            {
                _tokens.Add(
                    token with
                    {
                        Start = start,
                        End = end,
                        Text = token.Kind == TokenKind.Number ? digits : token.Text,
                    }
                );
            }
        }
        Add(TokenKind.BraceClose, "}", end);
    }

    private static readonly Symbol[] Symbols =
    [
        .. Enumerable.Range(0, 128).Select(c => new Symbol(((char)c).ToString())),
    ];
}
