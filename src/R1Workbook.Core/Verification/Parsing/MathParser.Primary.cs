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
