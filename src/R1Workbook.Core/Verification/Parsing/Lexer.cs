using System.Globalization;
using R1Workbook.Core.Verification.Expressions;

namespace R1Workbook.Core.Verification.Parsing;

/// <summary>Divides LaTeX or plain text into tokens, in one pass from left to right.</summary>
internal sealed partial class Lexer
{
    private readonly string _text;
    private readonly List<Token> _tokens;
    private int _at;
    private int _brackets;
    private int _environments;
    private bool _doubled;
    private bool _space;
    private TokenKind _side;

    private Lexer(string text)
    {
        this._text = text;
        _tokens = new List<Token>(Math.Min(text.Length, 512) + 1);
    }

    /// <summary>The tokens of a text, ended by <see cref="TokenKind.End"/>.</summary>
    public static List<Token> Read(string text)
    {
        Lexer lexer = new(text);
        while (lexer._at < text.Length)
        {
            int before = lexer._at;
            lexer.Next();
            // Whatever comes, every step goes forward.
            if (lexer._at <= before)
                lexer._at = before + 1;
        }
        lexer.Add(TokenKind.End, "", text.Length);
        return lexer._tokens;
    }

    private void Next()
    {
        char c = Plain(_text[_at]);
        if (char.IsWhiteSpace(c) || c is '~' or '$' or '\u200b' or '\ufeff')
        {
            _space = true;
            _at++;
        }
        else if (c == '\\')
        {
            Command();
        }
        else if (
            char.IsAsciiDigit(c) || (c == '.' && _at + 1 < _text.Length && char.IsAsciiDigit(Plain(_text[_at + 1])))
        )
        {
            Number();
        }
        else if (c == '.' && _text.AsSpan(_at).StartsWith("..."))
        {
            Ellipsis();
        }
        else if (char.IsAsciiLetter(c))
        {
            Letters();
        }
        else if (PlainWords.Script(c) is not null)
        {
            Script();
        }
        else if (PlainWords.Fraction(c) is { } fraction)
        {
            Add(TokenKind.Number, "", _at + 1, new Number(Rational.Of(fraction.Numerator, fraction.Denominator)));
        }
        else if (PlainWords.Sign(c) is { } sign)
        {
            Meaning(sign.Kind, sign.Text, _at + 1);
        }
        else if (c < 128)
        {
            Ascii(c);
        }
        else
        {
            Prose();
        }
    }

    /// <summary>Three dots between elements stand for those left out; behind digits they only say that more
    /// follow.</summary>
    private void Ellipsis()
    {
        int end = _at;
        while (end < _text.Length && _text[end] == '.')
            end++;
        if (!_space && _tokens.Count > 0 && _tokens[^1].Kind == TokenKind.Number)
            _at = end;
        else
            Add(TokenKind.Symbol, "...", end, new Symbol("..."));
    }

    private void Ascii(char c)
    {
        char next = _at + 1 < _text.Length ? Plain(_text[_at + 1]) : '\0';
        (TokenKind kind, string name, int length) = c switch
        {
            '*' when next == '*' => (TokenKind.Caret, "^", 2),
            '+' when next == '-' && _at + 2 < _text.Length && _text[_at + 2] != '-' => (TokenKind.PlusMinus, "+-", 2),
            // 3!=6 is a factorial, x != 6 a relation.
            '!'
                when next == '='
                    && (_at + 2 >= _text.Length || _text[_at + 2] != '=')
                    && (
                        _space || _tokens.Count == 0 || _tokens[^1].Kind is not (TokenKind.Number or TokenKind.Close)
                    ) => (TokenKind.Relation, "!=", 2),
            '<' when next == '=' => (TokenKind.Relation, "<=", 2),
            '<' when next == '>' => (TokenKind.Relation, "!=", 2),
            '>' when next == '=' => (TokenKind.Relation, ">=", 2),
            '=' when next == '=' => (TokenKind.Relation, "=", 2),
            '=' when next == '<' => (TokenKind.Relation, "<=", 2),
            '=' when next == '>' => (TokenKind.Relation, "->", 2),
            '-' when next == '>' => (TokenKind.Relation, "->", 2),
            '+' => (TokenKind.Plus, "+", 1),
            '-' => (TokenKind.Minus, "-", 1),
            '*' => (TokenKind.Times, "*", 1),
            '/' => (TokenKind.Divide, "/", 1),
            '^' => (TokenKind.Caret, "^", 1),
            '_' => (TokenKind.Underscore, "_", 1),
            '!' => (TokenKind.Factorial, "!", 1),
            '%' => (TokenKind.Percent, "%", 1),
            '\'' => (TokenKind.Prime, "'", 1),
            ',' => (TokenKind.Comma, ",", 1),
            ';' => (TokenKind.Semicolon, ";", 1),
            ':' => (TokenKind.Colon, ":", 1),
            '=' => (TokenKind.Relation, "=", 1),
            '<' => (TokenKind.Relation, "<", 1),
            '>' => (TokenKind.Relation, ">", 1),
            '(' => (TokenKind.Open, "(", 1),
            '[' => (TokenKind.Open, "[", 1),
            ')' => (TokenKind.Close, ")", 1),
            ']' => (TokenKind.Close, "]", 1),
            '{' => (TokenKind.BraceOpen, "{", 1),
            '}' => (TokenKind.BraceClose, "}", 1),
            '|' => (TokenKind.Bar, "|", 1),
            '&' => (TokenKind.Ampersand, "&", 1),
            '.' when _side is TokenKind.Left or TokenKind.Right => (TokenKind.NullDelimiter, ".", 1),
            // A full stop, quotation marks, a grave accent: typography.
            _ => (TokenKind.Space, " ", 1),
        };
        Meaning(kind, name, _at + length);
    }

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

    /// <summary>\text{…}: a conjunction, a unit, a name or words.</summary>
    private void TextCommand(string command, int end)
    {
        (string inner, int after) = Group(end) ?? ("", end);
        string words = inner.Trim();
        bool isMath = command.StartsWith("math", StringComparison.Ordinal) || command is "rm" or "it";
        if (words.Length == 0)
            _space = true;
        if (words.Length == 0 || words is "." or "$")
        {
            _at = after;
        }
        else if (
            words.Trim(' ', ',', ';', '.', '\\')
            is "and"
                or "or"
                or ""
                or "if"
                or "for"
                or "when"
                or "where"
                or "with"
                or "otherwise"
                or "et"
                or "und"
                or "oder"
                or "ou"
                or "y"
                or "和"
                or "或"
        )
        {
            Add(
                TokenKind.Conjunction,
                words.Trim(' ', ',', ';', '.', '\\') is "or" or "oder" or "ou" or "或" ? "or"
                    : words.Length == 1 ? ","
                    : "and",
                after
            );
        }
        else if (FollowsNumber() && PlainWords.IsUnit(words))
        {
            Add(TokenKind.Text, words, after);
        }
        else if (LatexCommands.Find(words) is { Kind: TokenKind.Function or TokenKind.Limit } function)
        {
            Meaning(function.Kind, function.Text, after);
        }
        else if (PlainWords.Find(words) is { } known && known.Kind is not TokenKind.Relation)
        {
            Meaning(known.Kind, known.Text, after);
        }
        else if (isMath && words.Length == 1 && char.IsAsciiLetter(words[0]))
        {
            Letter(words[0], after);
        }
        else if (
            double.TryParse(
                words,
                NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture,
                out _
            )
            && words.Length < 30
        )
        {
            _at = end;
        }
        else if (isMath && words.Length > 1 && !FollowsNumber())
        {
            Add(TokenKind.OperatorName, words, after);
        }
        else
        {
            Add(TokenKind.Text, words, after);
        }
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

    private void Meaning(TokenKind kind, string name, int end)
    {
        switch (kind)
        {
            case TokenKind.Space:
                _space = true;
                _at = end;
                return;
            case TokenKind.Constant:
                Add(
                    kind,
                    name,
                    end,
                    new Constant(
                        name switch
                        {
                            "pi" => ConstantKind.Pi,
                            "e" => ConstantKind.E,
                            "i" => ConstantKind.I,
                            _ => ConstantKind.Infinity,
                        }
                    )
                );
                return;
            case TokenKind.Symbol:
                Add(kind, name, end, new Symbol(name));
                return;
            case TokenKind.Bar when _side == TokenKind.Left:
                kind = TokenKind.BarOpen;
                break;
            case TokenKind.Bar when _side == TokenKind.Right:
                kind = TokenKind.BarClose;
                break;
            case TokenKind.Open:
                _brackets++;
                break;
            case TokenKind.Close:
                _brackets--;
                break;
            case TokenKind.Relation when name == "in" && _tokens.Count > 0 && _tokens[^1].Kind == TokenKind.Not:
                _tokens.RemoveAt(_tokens.Count - 1);
                name = "notin";
                break;
            case TokenKind.Relation when name == "=" && _tokens.Count > 0 && _tokens[^1].Kind == TokenKind.Not:
                _tokens.RemoveAt(_tokens.Count - 1);
                name = "!=";
                break;
        }
        Add(kind, name, end);
    }

    private void Add(TokenKind kind, string name, int end, Expression? value = null)
    {
        _tokens.Add(new Token(kind, name, _at, end, value, _space));
        _at = end;
        _space = false;
        _side = TokenKind.End;
    }

    /// <summary>Full-width forms and digits of other scripts as ASCII.</summary>
    private static char Plain(char c)
    {
        if (c < 128)
            return c;
        if (c is >= '\uff01' and <= '\uff5e' and not '\uff3c')
            return (char)(c - 0xfee0);
        if (c == '\u3000' || c == '\u00a0')
            return ' ';
        return char.IsDigit(c) && CharUnicodeInfo.GetDecimalDigitValue(c) is var digit and >= 0
            ? (char)('0' + digit)
            : c;
    }
}
