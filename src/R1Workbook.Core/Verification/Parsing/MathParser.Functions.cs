using R1Workbook.Core.Verification.Expressions;

namespace R1Workbook.Core.Verification.Parsing;

/// <content>Functions and their arguments.</content>
public sealed partial class MathParser
{
    private Expression? Function(string name)
    {
        Expression? power = null,
            index = null;
        string function = name;
        for (int scripts = 0; scripts < 2; scripts++)
        {
            if (Here.Kind == TokenKind.Caret && power is null)
            {
                _at++;
                power = Take(TokenKind.Minus)
                    ? Script() is { } minus
                        ? Product.Negative(minus)
                        : null
                    : Script();
                if (power is null)
                    return null;
            }
            else if (Here.Kind == TokenKind.Underscore && index is null)
            {
                _at++;
                index = Script();
                if (index is null)
                    return null;
            }
        }
        if (power is Number { Value: var inverse } && inverse == -1 && Inverse(function) is { } inverted)
            (function, power) = (inverted, null);
        if (FunctionArguments() is not { } arguments)
            return null;
        Expression? result = Applied(function, index, arguments);
        return result is null || power is null ? result : new Power(result, power);
    }

    private static string? Inverse(string function) =>
        function switch
        {
            "sin"
            or "cos"
            or "tan"
            or "cot"
            or "sec"
            or "csc"
            or "sinh"
            or "cosh"
            or "tanh"
            or "coth"
            or "sech"
            or "csch" => "a" + function,
            _ => null,
        };

    private static Expression Applied(string function, Expression? index, ExpressionList arguments) =>
        function switch
        {
            "log" or "lg" => new Application(
                "log",
                [arguments[0], index ?? (arguments.Count > 1 ? arguments[1] : new Number(10))]
            ),
            "ln" => new Application("log", [arguments[0], new Constant(ConstantKind.E)]),
            "exp" => new Power(new Constant(ConstantKind.E), arguments[0]),
            _ => new Application(function, arguments),
        };

    /// <summary>The arguments: those in brackets, or the factors that follow up to a sign or another
    /// function.</summary>
    private ExpressionList? FunctionArguments()
    {
        if (Here.Kind is TokenKind.Open && Here.Text is "(" or "[" or "{")
        {
            return Bracket() is not { } inner
                ? null
                : inner switch
                {
                    Collection { Kind: CollectionKind.Tuple or CollectionKind.Set } several
                        when several.Items.Count > 0 => several.Items,
                    Interval interval => interval.Parts,
                    _ => [inner],
                };
        }

        if (Here.Kind == TokenKind.BraceOpen)
        {
            return Braces() is not { } group ? null
                : group is Collection { Items.Count: > 0 } list ? list.Items
                : [group];
        }

        if (Here.Kind == TokenKind.Minus)
        {
            _at++;
            return Factor() is { } negated ? [Product.Negative(negated)] : null;
        }
        if (!StartsFactor(Here))
        {
            Fail("a function of nothing");
            return null;
        }
        List<Expression> factors = [];
        bool first = true;
        while (
            StartsFactor(Here)
            && !(Here.Kind is TokenKind.Function && !first)
            && !(Here.Kind is TokenKind.Open && !first)
            && !IsDifferential()
        )
        {
            bool nested = Here.Kind is TokenKind.Function or TokenKind.Bar or TokenKind.BarOpen;
            if (Factor() is not { } factor)
                return null;
            factors.Add(factor);
            first = false;
            if (nested)
                break;
        }
        if (factors.Count == 0)
        {
            Fail("a function of nothing");
            return null;
        }
        return [Multiply(factors)];
    }

    private bool IsDifferential() =>
        _integrals > 0 && Here.Value is Symbol { Name: "d" } && Peek(1).Kind == TokenKind.Symbol;
}
