using R1Workbook.Core.Verification.Expressions;

namespace R1Workbook.Core.Verification.Parsing;

/// <content>Sums, products, units.</content>
public sealed partial class MathParser
{
    private Symbol? _differential;
    private int _integrals;

    private Expression? Sum(bool untilDifferential = false)
    {
        Expression? left = null;
        if (Here.Kind is TokenKind.PlusMinus or TokenKind.MinusPlus)
        {
            left = Number.MinusOne with { Value = 0 };
        }
        else
        {
            left = Term();
            if (left is null)
                return null;
        }
        if (Here.Kind is not (TokenKind.Plus or TokenKind.Minus or TokenKind.PlusMinus or TokenKind.MinusPlus))
            return left;
        List<Expression> terms = [];
        int entered = _depth;
        bool isZero = Here.Kind is TokenKind.PlusMinus or TokenKind.MinusPlus && left is Number { Value.IsZero: true };
        if (!isZero)
            terms.Add(left);
        while (Here.Kind is TokenKind.Plus or TokenKind.Minus or TokenKind.PlusMinus or TokenKind.MinusPlus)
        {
            if (untilDifferential && _differential is not null)
                break;
            TokenKind sign = Here.Kind;
            _at++;
            if (Term() is not { } term)
                return null;
            if (sign is TokenKind.PlusMinus or TokenKind.MinusPlus)
            {
                // Nesting within one sum is bounded as any other.
                if (++_depth > DeepestNesting)
                    return Fail($"nested deeper than {DeepestNesting}");
                Expression before = terms.Count == 0 ? new Number(0) : Total(terms);
                terms = [new PlusMinus(before, term, sign == TokenKind.MinusPlus)];
            }
            else
            {
                terms.Add(sign == TokenKind.Plus ? term : Product.Negative(term));
            }
        }
        _depth = entered;
        return Total(terms);
    }

    private static Expression Total(List<Expression> terms) => terms.Count == 1 ? terms[0] : new Sum([.. terms]);

    private Expression? Term()
    {
        if (Unary() is not { } first)
            return null;
        if (Here.Kind is not (TokenKind.Times or TokenKind.Divide or TokenKind.Mod))
            return first;
        List<Expression> factors = [first];
        int entered = _depth;
        while (Here.Kind is TokenKind.Times or TokenKind.Divide or TokenKind.Mod)
        {
            TokenKind sign = Here.Kind;
            _at++;
            // \times before nothing at all: a multiplication sign that was left over.
            if (Unary() is not { } right)
                return null;
            if (sign == TokenKind.Times)
            {
                factors.Add(right);
            }
            else if (sign == TokenKind.Divide)
            {
                factors.Add(new Power(Plain(right), Number.MinusOne));
            }
            else
            {
                if (++_depth > DeepestNesting)
                    return Fail($"nested deeper than {DeepestNesting}");
                factors = [new Application("Mod", [Multiply(factors), right])];
            }
        }
        _depth = entered;
        return Multiply(factors);
    }

    private Expression? Unary()
    {
        if (++_depth > DeepestNesting)
            return Fail($"nested deeper than {DeepestNesting}");
        Expression? result;
        if (Take(TokenKind.Minus))
        {
            result = Unary() is { } negated ? Product.Negative(negated) : null;
        }
        else if (Take(TokenKind.Plus))
        {
            result = Unary();
        }
        else if (Here.Kind is TokenKind.PlusMinus or TokenKind.MinusPlus)
        {
            bool minusFirst = Here.Kind == TokenKind.MinusPlus;
            _at++;
            result = Unary() is { } either ? new PlusMinus(new Number(0), either, minusFirst) : null;
        }
        else
        {
            result = Juxtaposed();
        }

        _depth--;
        return result;
    }

    private bool StartsFactor(in Token token) =>
        token.Kind switch
        {
            TokenKind.Number
            or TokenKind.Symbol
            or TokenKind.Constant
            or TokenKind.NamedSet
            or TokenKind.EmptySet
            or TokenKind.Function
            or TokenKind.OperatorName
            or TokenKind.Accent
            or TokenKind.Style
            or TokenKind.BraceOpen
            or TokenKind.BarOpen
            or TokenKind.Fraction
            or TokenKind.Root
            or TokenKind.CubeRoot
            or TokenKind.BigOperator
            or TokenKind.Integral
            or TokenKind.Limit
            or TokenKind.Begin
            or TokenKind.Boxed => true,
            TokenKind.Binomial => token.Text != "choose",
            // (mod 7) belongs to a congruence, the last bracket of ]0, 1[ to the interval.
            TokenKind.Open => Peek(1).Kind != TokenKind.Mod
                && !(
                    token.Text == "["
                    && Peek(1).Kind
                        is TokenKind.End
                            or TokenKind.Union
                            or TokenKind.Intersection
                            or TokenKind.SetMinus
                            or TokenKind.Close
                            or TokenKind.Comma
                            or TokenKind.BraceClose
                ),
            TokenKind.Bar => _bars == 0 && !_inSet,
            _ => false,
        };

    /// <summary>A product, in which a set of one element is only a group and the 1 of a differential is left
    /// out.</summary>
    private static Expression Multiply(List<Expression> factors)
    {
        for (int i = factors.Count - 1; i >= 0; i--)
        {
            if (ReferenceEquals(factors[i], Differential) && factors.Count > 1)
            {
                factors.RemoveAt(i);
            }
            else if (Plain(factors[i]) is Product nested)
            {
                factors.RemoveAt(i);
                factors.InsertRange(i, nested.Factors);
            }
            else
            {
                factors[i] = Plain(factors[i]);
            }
        }
        return factors.Count == 1 ? factors[0] : new Product([.. factors]);
    }

    private static Expression Plain(Expression expression) =>
        expression is Collection { Kind: CollectionKind.Set, Items: { Count: 1 } items } ? items[0] : expression;

    private Expression? Factor()
    {
        if (++_depth > DeepestNesting)
            return Fail($"nested deeper than {DeepestNesting}");
        Expression? value = Primary() is { } primary ? Postfixed(primary) : null;
        _depth--;
        return value;
    }
}
