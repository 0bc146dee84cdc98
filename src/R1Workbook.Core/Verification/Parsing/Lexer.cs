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
        else if (c == '.' && _side is TokenKind.Left or TokenKind.Right)
        {
            Ascii(c);
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
