using R1Workbook.Core.Verification.Expressions;

namespace R1Workbook.Core.Verification.Parsing;

/// <content>Sums, products, integrals, limits, derivatives, and environments.</content>
public sealed partial class MathParser
{
    private Expression? Operator()
    {
        if (++_depth > DeepestNesting)
            return Fail($"nested deeper than {DeepestNesting}");
        Token token = Here;
        _at++;
        if (
            token is { Kind: TokenKind.BigOperator, Text: "sum" or "prod" }
            && _text[token.Start] is 's' or 'p'
            && Here.Kind == TokenKind.Open
        )
        {
            return Fail("a sum in plain text");
        }

        Expression? lower = null,
            upper = null;
        for (int scripts = 0; scripts < 2; scripts++)
        {
            if (Here.Kind is not (TokenKind.Underscore or TokenKind.Caret))
                break;
            bool isLower = Here.Kind == TokenKind.Underscore;
            _at++;
            if (Here.Kind == TokenKind.BraceOpen && Peek(1).Kind == TokenKind.BraceClose)
            {
                _at += 2;
                continue;
            }
            Expression? bound = Take(TokenKind.Minus)
                ? Script() is { } negated
                    ? Product.Negative(negated)
                    : null
                : Script();
            if (bound is null)
                return null;
            if (isLower)
                lower = bound;
            else
                upper = bound;
        }
        Expression? result = token.Kind switch
        {
            TokenKind.Integral => Integral(lower, upper),
            TokenKind.Limit => Limit(lower),
            _ => Bound(token.Text == "sum" ? BigOperatorKind.Sum : BigOperatorKind.Product, lower, upper),
        };
        _depth--;
        return result;
    }

    private BigOperator? Bound(BigOperatorKind kind, Expression? lower, Expression? upper)
    {
        Symbol variable = new("_");
        if (lower is Relation { Operands: [var left, var right] } relation && relation.IsAll(RelationKind.Equal))
        {
            variable = Variable(left);
            lower = right;
        }
        else if (lower is not null)
        {
            variable = FirstSymbol(lower) ?? variable;
        }

        if (Term() is not { } body)
            return null;
        return new BigOperator(kind, WithIndex(Plain(body), variable), variable, lower, upper);
    }

    private BigOperator? Limit(Expression? lower)
    {
        Symbol variable = new("_");
        if (lower is Relation { Operands: [var left, var right] })
        {
            variable = Variable(left);
            lower = right is Application { Function: "+" or "-", Arguments: [var point] } ? point : right;
        }
        return Term() is { } body
            ? new BigOperator(BigOperatorKind.Limit, WithIndex(body, variable), variable, lower)
            : null;
    }

    /// <summary>Where i counts it is not the imaginary unit, and a_i is a function of it.</summary>
    private static Expression WithIndex(Expression expression, Symbol index) =>
        expression switch
        {
            Constant { Kind: ConstantKind.I } when index.Name == "i" => index,
            Symbol { Name: var name } when IsTerm(name, index.Name) => new Application($"term {name}", [index]),
            { Parts.Count: 0 } => expression,
            _ => expression.With(expression.Parts.Map(part => WithIndex(part, index))),
        };

    private static bool IsTerm(string name, string index) =>
        name.IndexOf('_', StringComparison.Ordinal) is > 0 and var at
        && name.IndexOf(index, at + 1, StringComparison.Ordinal) >= 0;

    private static Symbol Variable(Expression expression) =>
        expression as Symbol
        ?? (
            expression is Constant { Kind: ConstantKind.I }
                ? new Symbol("i")
                : FirstSymbol(expression) ?? new Symbol("_")
        );

    private BigOperator? Integral(Expression? lower, Expression? upper)
    {
        Symbol? outer = _differential;
        _differential = null;
        _integrals++;
        Expression? body = Sum(untilDifferential: true);
        Symbol? variable = _differential;
        _integrals--;
        _differential = outer;
        if (body is null)
            return null;
        body = Plain(body);
        return new BigOperator(
            BigOperatorKind.Integral,
            body,
            variable ?? (body.Mentions("x") ? new Symbol("x") : FirstSymbol(body) ?? new Symbol("x")),
            lower,
            upper
        );
    }

    private static Symbol? FirstSymbol(Expression expression)
    {
        if (expression is Symbol symbol)
            return symbol;
        foreach (Expression part in expression.Parts)
        {
            if (FirstSymbol(part) is { } found)
                return found;
        }
        return null;
    }

    /// <summary>\frac{d}{dx} of what follows, and \frac{dy}{dx}; null where the fraction is an ordinary one.</summary>
    private Expression? Derivative()
    {
        if (Peek(1).Kind != TokenKind.BraceOpen || !IsD(Peek(2)))
            return null;
        int close =
            Peek(3).Kind == TokenKind.BraceClose ? 3
            : Peek(4).Kind == TokenKind.BraceClose && Peek(3).Kind == TokenKind.Symbol ? 4
            : 0;
        if (
            close == 0
            || Peek(close + 1).Kind != TokenKind.BraceOpen
            || !IsD(Peek(close + 2))
            || Peek(close + 3).Value is not Symbol variable
            || Peek(close + 4).Kind != TokenKind.BraceClose
        )
        {
            return null;
        }

        Expression? body = close == 4 ? Peek(3).Value : null;
        _at += close + 5;
        if (body is null && !StartsFactor(Here))
            return Fail("a derivative of nothing");
        body ??= Juxtaposed();
        return body is null ? null : new BigOperator(BigOperatorKind.Derivative, body, variable);
    }

    private static bool IsD(in Token token) =>
        token is { Kind: TokenKind.Symbol, Value: Symbol { Name: "d" or "partial" } };
}
