using System.Numerics;
using R1Workbook.Core.Verification.Expressions;

namespace R1Workbook.Core.Verification.Parsing;

/// <content>Numbers, names, fractions, roots.</content>
public sealed partial class MathParser
{
    private static readonly Number Differential = new(1);

    private Expression? Primary()
    {
        Token token = Here;
        switch (token.Kind)
        {
            case TokenKind.Number:
                _at++;
                return Based(token) ?? token.Value;
            case TokenKind.Symbol:
                return Name();
            case TokenKind.Constant:
                _at++;
                if (Here.Kind == TokenKind.Underscore && token.Text is "e" or "i")
                    return Subscripted(new Symbol(token.Text));
                return token.Value;
            case TokenKind.NamedSet:
                _at++;
                return new NamedSet(token.Text);
            case TokenKind.EmptySet:
                _at++;
                return new Collection(CollectionKind.Set, []);
            case TokenKind.Function:
                _at++;
                return Function(token.Text);
            case TokenKind.OperatorName:
                _at++;
                return Here is { Kind: TokenKind.Open, Text: "(" } ? Call(token.Text) : new Symbol(token.Text);
            case TokenKind.Accent:
                _at++;
                return Accent(token.Text);
            case TokenKind.Style:
                _at++;
                return StartsFactor(Here) ? Primary() : Fail("a style of nothing");
            case TokenKind.Boxed:
                _at++;
                return Argument();
            case TokenKind.Open:
                return Bracket();
            case TokenKind.Close when token.Text == "]":
                return Bracket();
            case TokenKind.BraceOpen:
                return Braces();
            case TokenKind.Bar or TokenKind.BarOpen:
                return Absolute();
            case TokenKind.Fraction:
                return Fraction();
            case TokenKind.Root:
                _at++;
                return Root();
            case TokenKind.CubeRoot:
                _at++;
                return Argument() is { } cubed ? new Power(Plain(cubed), new Number(Rational.Of(1, 3))) : null;
            case TokenKind.Binomial:
                _at++;
                return Argument() is { } above && Argument() is { } below
                    ? new Application("binomial", [Plain(above), Plain(below)])
                    : null;
            case TokenKind.BigOperator or TokenKind.Integral or TokenKind.Limit:
                return Operator();
            case TokenKind.Begin:
                return Environment();
            case TokenKind.Text:
                _at++;
                return new Text(token.Text);
            case TokenKind.Ampersand:
                _at++;
                return Factor();
            default:
                return Fail($"unexpected {Shown()}");
        }
    }

    /// <summary>The number in another base that a subscript makes of digits; null where none follows.</summary>
    private Expression? Based(in Token digits)
    {
        if (Here.Kind != TokenKind.Underscore)
            return null;
        int mark = _at;
        _at++;
        Expression? subscript = Script();
        if (subscript is Text { Value: var word })
        {
            subscript = word switch
            {
                "two" => new Number(2),
                "eight" => new Number(8),
                "ten" => new Number(10),
                "sixteen" => new Number(16),
                _ => null,
            };
        }

        if (subscript is Number { Value: var value } && value.TryInt(out int radix) && radix is >= 2 and <= 36)
        {
            BigInteger total = 0;
            string plain = digits.Text.Replace(",", "", StringComparison.Ordinal);
            foreach (char digit in plain)
            {
                if (!char.IsAsciiDigit(digit) || digit - '0' >= radix)
                    total = -1;
                if (total < 0)
                    break;
                total = total * radix + (digit - '0');
            }
            if (total >= 0)
                return new BasedNumber(plain, radix, new Rational(total));
        }
        _error = null;
        _at = mark;
        return subscript is null ? null : Subscripted(digits.Value!);
    }

    /// <summary>A variable with its subscripts and primes, or a function of that name at its arguments.</summary>
    private Expression? Name()
    {
        Token token = Here;
        Symbol symbol = (Symbol)token.Value!;
        if (
            _integrals > 0
            && symbol.Name == "d"
            && Peek(1).Value is Symbol variable
            && Peek(1).Kind == TokenKind.Symbol
        )
        {
            _at += 2;
            _differential ??= variable;
            return Differential;
        }
        _at++;
        if (symbol.Name == "m" && Here.Value is Symbol { Name: "angle" })
        {
            // The measure of an angle.
            symbol = (Symbol)Here.Value;
            _at++;
        }
        if (symbol.Name is "angle" or "triangle" && Here.Kind == TokenKind.Symbol)
        {
            string letters = symbol.Name + " ";
            for (
                int taken = 0;
                taken < 3 && Here is { Kind: TokenKind.Symbol, Value: Symbol { Name: [>= 'A' and <= 'Z'] letter } };
                taken++, _at++
            )
            {
                letters += letter;
            }

            return new Symbol(letters);
        }
        if (Here.Kind == TokenKind.Underscore && Subscripted(symbol) is Symbol subscripted)
            symbol = subscripted;
        while (Here.Kind == TokenKind.Prime)
        {
            symbol = new Symbol(symbol.Name + Here.Text);
            _at++;
        }
        if (!IsFunctionName(symbol.Name))
            return symbol;
        if (
            Here.Kind == TokenKind.Caret
            && Peek(1).Kind == TokenKind.BraceOpen
            && Peek(2).Kind == TokenKind.Minus
            && Peek(3) is { Kind: TokenKind.Number, Text: "1" }
            && Peek(4).Kind == TokenKind.BraceClose
            && Peek(5) is { Kind: TokenKind.Open, Text: "(" }
        )
        {
            _at += 5;
            return Call(symbol.Name + "^-1");
        }
        return
            Here is { Kind: TokenKind.Open, Text: "(" }
            && (
                symbol.Name[0] is not ('p' or 'q' or 'r' or 'u' or 'v' or 'y')
                || (Peek(2).Kind == TokenKind.Close && Peek(1).Kind is TokenKind.Symbol or TokenKind.Number)
            )
            ? Call(symbol.Name)
            : symbol;
    }

    private static bool IsFunctionName(string name) =>
        name[0]
            is 'f'
                or 'g'
                or 'h'
                or 'F'
                or 'G'
                or 'H'
                or 'P'
                or 'Q'
                or 'W'
                or 'T'
                or 'V'
                or 'p'
                or 'q'
                or 'r'
                or 'u'
                or 'v'
                or 'y'
            && (name.Length == 1 || name[1] is '_' or '\'')
        || name is "phi" or "psi" or "varphi" or "Gamma" or "Phi";

    private Expression? Call(string function)
    {
        bool couldBeProduct = function is "V" or "T" or "phi" or "psi";
        if (Bracket(isProbability: function is "P" or "Pr" or "E") is not { } arguments)
            return null;
        if (couldBeProduct && arguments is Sum)
            return new Product([new Symbol(function), arguments]);
        return new Application(function, Items(arguments));
    }

    /// <summary>The name with its subscript: x_1, x_{ij}. Of anything else than a name an unknown function of
    /// it.</summary>
    private Expression? Subscripted(Expression value)
    {
        _at++;
        Token first = Here;
        if (first.Kind is TokenKind.End or TokenKind.BraceClose)
            return Fail("a subscript of nothing");
        string raw;
        if (first.Kind == TokenKind.BraceOpen)
        {
            int open = 0,
                start = first.End,
                end = start;
            for (; Here.Kind != TokenKind.End; _at++)
            {
                if (Here.Kind == TokenKind.BraceOpen)
                    open++;
                if (Here.Kind == TokenKind.BraceClose && --open == 0)
                    break;
                end = Here.End;
            }
            Take(TokenKind.BraceClose);
            raw =
                start < end ? _text[start..Math.Min(end, _text.Length)].Replace(" ", "", StringComparison.Ordinal)
                : first.Start < first.End ? ""
                : _text[first.Start..Here.Start];
        }
        else
        {
            _at++;
            raw = _text[first.Start..first.End].Trim();
        }
        if (
            raw.StartsWith('\\')
            && raw.AsSpan(1).IndexOfAnyExceptInRange('a', 'z') < 0
            && raw is "\\text" or "\\mathrm"
        )
        {
            raw = raw.Trim('\\');
        }

        raw = raw.Replace("\\text", "", StringComparison.Ordinal).Replace("\\mathrm", "", StringComparison.Ordinal);
        while (raw.Length > 2 && raw[0] == '{' && raw[^1] == '}')
            raw = raw[1..^1];
        if (raw.Length == 0)
            return value;
        return value switch
        {
            Symbol symbol => new Symbol(symbol.Name + (raw.Length == 1 ? "_" + raw : "_{" + raw + "}")),
            NamedSet set => new NamedSet(set.Name + "_" + raw),
            _ => new Application("subscript " + raw, [value]),
        };
    }

    private Expression? Accent(string name)
    {
        int start = Here.Kind == TokenKind.BraceOpen ? Here.End : Here.Start;
        if (Argument() is not { } under)
            return null;
        if (name is "underbrace" or "overset")
            return under;
        string inner = under is Symbol symbol
            ? symbol.Name
            : _text[
                start..Math.Max(
                    start,
                    Math.Min(
                        _text.Length,
                        _tokens[_at - 1].Kind == TokenKind.BraceClose ? _tokens[_at - 1].Start : _tokens[_at - 1].End
                    )
                )
            ]
                .Replace(" ", "", StringComparison.Ordinal);
        Expression accented = new Symbol($"{name}{{{inner}}}");
        return Here.Kind == TokenKind.Underscore ? Subscripted(accented) : accented;
    }

    private Expression? Root()
    {
        Expression index = new Number(2);
        if (Here is { Kind: TokenKind.Open, Text: "[" })
        {
            _at++;
            if (Statements() is not { } read)
                return null;
            index = read;
            if (Here is not { Kind: TokenKind.Close, Text: "]" })
                return Fail("a root whose index does not end");
            _at++;
        }
        if (Here.Kind == TokenKind.End)
            return Fail("a root of nothing");
        if (Argument() is not { } radicand)
            return null;
        Expression exponent =
            index is Number { Value: var degree } && !degree.IsZero
                ? new Number(1 / degree)
                : new Power(index, Number.MinusOne);
        return new Power(Plain(radicand), exponent);
    }

    /// <summary>One argument of a command: braces, else one factor; no exponent belongs to it.</summary>
    private Expression? Argument()
    {
        if (++_depth > DeepestNesting)
            return Fail($"nested deeper than {DeepestNesting}");
        Expression? argument = Here.Kind is TokenKind.End or TokenKind.BraceClose or TokenKind.Close
            ? Fail("an argument is missing")
            : Primary();
        _depth--;
        return argument;
    }

    /// <summary>What stands above or below: braces, else one token, to which no further script belongs.</summary>
    private Expression? Script()
    {
        if (Here.Kind is not (TokenKind.Number or TokenKind.Symbol or TokenKind.Constant))
            return Argument();
        _at++;
        return _tokens[_at - 1].Value;
    }

    /// <summary>A fraction: \frac{1}{2}, \frac12, \frac1{12}, \frac{d}{dx}.</summary>
    private Expression? Fraction()
    {
        if (Derivative() is { } derivative)
            return derivative;
        if (_error is not null)
            return null;
        _at++;
        Expression? numerator,
            denominator;
        if (
            Here
                is {
                    Kind: TokenKind.Number,
                    Text: { Length: > 1 } digits,
                    Value: Number { Value.IsInteger: true, Decimals: < 0 }
                }
            && digits.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0
        )
        {
            // \frac12 takes one digit each; of 123 the rest is a factor, but then \frac10{3} were 10/3, as nobody but
            // TeX doubts.
            Token number = Here;
            if (Peek(1).Kind == TokenKind.BraceOpen && digits.Length > 1)
            {
                _at++;
                numerator = number.Value;
                denominator = Argument();
            }
            else
            {
                numerator = new Number(digits[0] - '0');
                denominator = new Number(digits[1] - '0');
                _at++;
                if (digits.Length > 2)
                {
                    return new Product([
                        Product.Quotient(numerator, denominator),
                        new Number(
                            new Rational(
                                BigInteger.Parse(digits.AsSpan(2), System.Globalization.CultureInfo.InvariantCulture)
                            )
                        ),
                    ]);
                }
            }
        }
        else
        {
            numerator = Argument();
            denominator =
                numerator is null ? null
                : Here.Kind == TokenKind.Divide && Peek(1).Kind == TokenKind.BraceOpen && ++_at > 0 ? Argument()
                : Argument();
        }
        return numerator is null || denominator is null ? null : Product.Quotient(Plain(numerator), Plain(denominator));
    }
}
