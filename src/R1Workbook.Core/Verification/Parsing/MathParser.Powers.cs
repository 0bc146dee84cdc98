using R1Workbook.Core.Verification.Expressions;

namespace R1Workbook.Core.Verification.Parsing;

/// <content>What follows a value: powers, factorials, percent and degree signs.</content>
public sealed partial class MathParser
{
    /// <summary>A value with the powers, subscripts, factorials, percent and degree signs that follow it.</summary>
    private Expression? Postfixed(Expression? value)
    {
        int wrapped = 0;
        while (value is not null)
        {
            if (++wrapped > DeepestNesting / 2)
                return Fail($"nested deeper than {DeepestNesting}");
            if (Here.Kind == TokenKind.Caret)
            {
                value = Raised(value);
            }
            else if (Here.Kind == TokenKind.Underscore)
            {
                value = Subscripted(value);
            }
            else if (Here.Kind == TokenKind.Factorial)
            {
                value = Factorial(value);
            }
            else if (Here.Kind == TokenKind.Percent)
            {
                _at++;
                value =
                    value is Number { IsPercent: false } number ? number with { IsPercent = true }
                    : value is Constant { Kind: ConstantKind.Infinity } ? value
                    : new Application("percent", [value]);
            }
            else if (Here.Kind == TokenKind.Degree)
            {
                _at++;
                value = Degrees(value);
            }
            else if (Here.Kind == TokenKind.Prime)
            {
                value = value is Symbol symbol
                    ? new Symbol(symbol.Name + Here.Text)
                    : new Application("prime", [value]);
                _at++;
            }
            else
            {
                break;
            }
        }
        return value;
    }

    /// <summary>An angle, or a temperature: 20° C.</summary>
    private Quantity Degrees(Expression value)
    {
        if (Here.Value is Symbol { Name: "C" or "F" } && !StartsFactor(Peek(1)))
            _at++;
        return new Quantity(value, "°");
    }

    private Application Factorial(Expression value)
    {
        _at++;
        return Take(TokenKind.Factorial)
            ? new Application("factorial2", [Plain(value)])
            : new Application("factorial", [Plain(value)]);
    }

    private Expression? Raised(Expression value)
    {
        _at++;
        if (
            Here.Kind == TokenKind.Degree
            || (
                Here.Kind == TokenKind.BraceOpen
                && Peek(1).Kind == TokenKind.Degree
                && Peek(2).Kind == TokenKind.BraceClose
            )
        )
        {
            _at += Here.Kind == TokenKind.Degree ? 1 : 3;
            return Degrees(value);
        }
        int start = _at;
        if (Mark() is { } mark)
        {
            return value switch
            {
                Symbol symbol => new Symbol(symbol.Name + mark),
                NamedSet set => new NamedSet(set.Name + "^" + mark),
                Quantity => value,
                _ => new Application(mark, [value]),
            };
        }
        _at = start;
        if (Here.Kind == TokenKind.BraceOpen && Peek(1).Kind == TokenKind.BraceClose)
        {
            _at += 2;
            return value;
        }
        if (Exponent() is not { } exponent)
            return null;
        if (value is NamedSet named)
            return new NamedSet($"{named.Name}^{exponent}");
        if (Here.Kind == TokenKind.Underscore && value is Symbol late && Subscripted(late) is Symbol subscripted)
            value = subscripted;
        return new Power(Plain(value), Plain(exponent));
    }

    /// <summary>What is written as a power and is none: primes, stars, a lone plus or minus.</summary>
    private string? Mark()
    {
        bool braces = Take(TokenKind.BraceOpen);
        string mark = "";
        while (
            Here.Kind is TokenKind.Prime or TokenKind.Times or TokenKind.Plus or TokenKind.Minus
            || (Here.Kind == TokenKind.Symbol && Here.Text is "'" or "star")
        )
        {
            if (Here.Kind is TokenKind.Plus or TokenKind.Minus && mark.Length > 0)
                return null;
            mark += Here.Text == "star" ? "*" : Here.Text;
            _at++;
        }
        bool ends = braces
            ? Take(TokenKind.BraceClose)
            : mark.Length > 0 && (mark[0] == '\'' || !(StartsFactor(Here) || Here.Kind is TokenKind.Minus));
        return mark.Length > 0 && ends ? mark : null;
    }

    private Expression? Exponent()
    {
        if (++_depth > DeepestNesting)
            return Fail($"nested deeper than {DeepestNesting}");
        Expression? exponent = null;
        if (Take(TokenKind.Minus))
        {
            exponent = Exponent() is { } negated ? Product.Negative(negated) : null;
        }
        else if (Take(TokenKind.Plus))
        {
            exponent = Exponent();
        }
        else
        {
            bool braces = Here.Kind == TokenKind.BraceOpen;
            exponent = Script();
            // 2^3^2 in plain text is 2^(3^2).
            if (exponent is not null && !braces && Take(TokenKind.Caret))
                exponent = Exponent() is { } above ? new Power(exponent, above) : null;
        }
        _depth--;
        return exponent;
    }
}
