using R1Workbook.Core.Verification.Expressions;

namespace R1Workbook.Core.Verification.Parsing;

/// <content>LaTeX commands and their arguments.</content>
internal sealed partial class Lexer
{
    private void Command()
    {
        int start = _at + 1;
        if (start >= _text.Length)
        {
            _at++;
            return;
        }
        char c = _text[start];
        if (char.IsAsciiLetter(c))
        {
            NamedCommand(start);
        }
        else if (c == '\\')
        {
            Backslashes();
        }
        else if (c == '{')
        {
            Meaning(TokenKind.Open, "{", start + 1);
        }
        else if (c == '}')
        {
            Meaning(TokenKind.Close, "}", start + 1);
        }
        else if (c == '|')
        {
            Meaning(TokenKind.Bar, "|", start + 1);
        }
        else if (c == '%')
        {
            Meaning(TokenKind.Percent, "%", start + 1);
        }
        else
        {
            // \, \; \: \! \ and the dollar, and the fences \( \) \[ \] of a formula.
            _space = true;
            _at = start + 1;
        }
    }

    /// <summary>
    /// Two backslashes: a new row within an environment; before a known command what JSON-escaped text leaves of one
    /// backslash.
    /// </summary>
    private void Backslashes()
    {
        int run = _at;
        while (run < _text.Length && _text[run] == '\\')
            run++;
        int letters = run;
        while (letters < _text.Length && char.IsAsciiLetter(_text[letters]))
            letters++;
        bool isCommand = letters > run && LatexCommands.Find(_text.AsSpan(run, letters - run)) is not null;
        if (isCommand && (_environments == 0 || _doubled || (run - _at) % 2 == 1))
        {
            if (_text.AsSpan(run).StartsWith("begin"))
                _doubled = (run - _at) % 2 == 0;
            if ((run - _at) >= 3 && _environments > 0)
                Add(TokenKind.RowBreak, "", run - 1);
            _at = run - 1;
            NamedCommand(run);
            return;
        }
        if (
            run < _text.Length
            && _text[run] is '{' or '}' or '%' or ',' or '!' or ';' or '|'
            && (_environments == 0 || _doubled)
        )
        {
            _at = run - 1;
            Command();
            return;
        }
        if (_environments == 0 && run < _text.Length && _text[run] is '(' or ')' or '[' or ']' or '$')
        {
            _at = run + 1;
            return;
        }
        // \\[2pt] takes its skip with it.
        if (
            run < _text.Length
            && _text[run] == '['
            && _text.IndexOf(']', run) is var close and > 0
            && close - run < 8
            && _text[close - 1] is 't' or 'm' or 'x' or 'n'
        )
        {
            run = close + 1;
        }

        if (_environments > 0)
        {
            Add(TokenKind.RowBreak, "", run);
        }
        else
        {
            _space = true;
            _at = run;
        }
    }

    private void NamedCommand(int start)
    {
        int end = start;
        while (end < _text.Length && char.IsAsciiLetter(_text[end]))
            end++;
        // \lvertx: the longest command that the letters begin with.
        for (int stop = end; stop > start; stop--)
        {
            if (stop < end && stop - start < 3 && !_text.AsSpan(start, stop - start).SequenceEqual("pi"))
                break;
            if (LatexCommands.Find(_text.AsSpan(start, stop - start)) is not { } found)
                continue;
            if (found.Kind == TokenKind.Begin)
                _environments++;
            if (found.Kind == TokenKind.EndEnvironment)
                _environments = Math.Max(0, _environments - 1);
            if (found.Kind == TokenKind.TextCommand)
            {
                TextCommand(_text[start..stop], stop);
            }
            else if (found.Kind == TokenKind.Phantom)
            {
                _at = SkipGroup(stop);
            }
            else if (found.Kind == TokenKind.RawName && Group(stop) is var (inner, after))
            {
                Add(TokenKind.Symbol, "", after, new Symbol(inner.Trim()));
            }
            else if (found.Kind == TokenKind.OperatorName && Group(SkipStar(stop)) is var (name, behind))
            {
                OperatorName(name.Trim(), behind);
            }
            else if (
                found is { Kind: TokenKind.Style, Text: "mathbb" or "Bbb" }
                && Group(stop) is var (letter, rest)
                && letter.Trim() is [_] one
                && "RNZQCP".Contains(one, StringComparison.Ordinal)
            )
            {
                Add(TokenKind.NamedSet, one, rest);
            }
            else if (
                found is { Kind: TokenKind.Style, Text: "mathbb" or "Bbb" }
                && _text.AsSpan(stop).TrimStart(' ') is ['R' or 'N' or 'Z' or 'Q' or 'C', ..] bare
            )
            {
                Add(TokenKind.NamedSet, bare[..1].ToString(), _text.Length - bare.Length + 1);
            }
            else if (found.Kind is TokenKind.Left or TokenKind.Right)
            {
                _side = found.Kind;
                _at = stop;
            }
            else if (
                found is { Kind: TokenKind.Times, Text: "*" }
                && stop - start == 4
                && _text.AsSpan(start, 4) is "circ"
                && AfterCaret()
            )
            {
                Meaning(TokenKind.Degree, "°", stop);
            }
            else
            {
                Meaning(found.Kind, found.Text, stop);
            }

            return;
        }
        Add(TokenKind.Symbol, "", end, new Symbol(_text[start..end]));
    }

    /// <summary>Whether ^ or ^{ stands just before: then \circ is a degree.</summary>
    private bool AfterCaret() =>
        _tokens.Count > 0
        && (
            _tokens[^1].Kind == TokenKind.Caret
            || (_tokens.Count > 1 && _tokens[^1].Kind == TokenKind.BraceOpen && _tokens[^2].Kind == TokenKind.Caret)
        );

    private int SkipStar(int index) => index < _text.Length && _text[index] == '*' ? index + 1 : index;

    private void OperatorName(string name, int end)
    {
        if (LatexCommands.Find(name) is { } known && known.Kind is TokenKind.Function or TokenKind.Limit)
            Meaning(known.Kind, known.Text, end);
        else if (PlainWords.Find(name) is { } word)
            Meaning(word.Kind, word.Text, end);
        else
            Add(TokenKind.OperatorName, name, end);
    }

    /// <summary>What stands in the braces at or after an index, and the index behind them.</summary>
    private (string Inner, int After)? Group(int index)
    {
        while (index < _text.Length && _text[index] == ' ')
            index++;
        if (index >= _text.Length || _text[index] != '{')
            return null;
        int end = SkipGroup(index);
        return (_text[(index + 1)..(end > index + 1 && _text[end - 1] == '}' ? end - 1 : end)], end);
    }

    private int SkipGroup(int index)
    {
        while (index < _text.Length && _text[index] is ' ' or '*')
            index++;
        if (index >= _text.Length || _text[index] != '{')
            return index;
        int depth = 0;
        for (; index < _text.Length; index++)
        {
            if (_text[index] == '{')
                depth++;
            else if (_text[index] == '}' && --depth == 0)
                return index + 1;
        }
        return index;
    }
}
