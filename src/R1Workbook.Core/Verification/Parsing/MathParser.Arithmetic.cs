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

    /// <summary>Factors side by side, a mixed number, a value with its unit.</summary>
    private Expression? Juxtaposed()
    {
        if (Here.Kind == TokenKind.Text)
            return Words();
        int begin = _at;
        if (Factor() is not { } first)
            return null;
        List<Expression>? factors = null;
        Expression last = first;
        bool isBox = _tokens[_at - 1].Kind == TokenKind.BraceClose && _tokens[begin].Kind == TokenKind.Boxed;
        while (StartsFactor(Here) && !(isBox && Here.Kind == TokenKind.Boxed))
        {
            if (Here.Kind == TokenKind.Number && last is Number && _tokens[_at - 1].Kind == TokenKind.Number)
            {
                if (Mixed(last) is { } mixed)
                {
                    last = mixed;
                    if (factors is null)
                        first = mixed;
                    else
                        factors[^1] = mixed;
                    continue;
                }
                // 3 1\frac{1}{2} is a product, 5 7 is no expression.
                if (Peek(1).Kind != TokenKind.Fraction)
                    return Fail("two numbers side by side");
            }
            else if (
                Here.Kind == TokenKind.Fraction
                && last is Number { Value.IsInteger: true }
                && _tokens[_at - 1].Kind == TokenKind.Number
                && Proper(_at)
            )
            {
                if (Fraction() is not { } fraction)
                    return null;
                if (Postfixed(new Sum([last, fraction])) is not { } mixedNumber)
                    return null;
                last = mixedNumber;
                if (factors is null)
                    first = last;
                else
                    factors[^1] = last;
                continue;
            }
            if (Factor() is not { } next)
                return null;
            factors ??= [first];
            factors.Add(next);
            last = next;
        }
        Expression product = factors is null ? first : Multiply(factors);
        return Here.Kind == TokenKind.Text ? Unit(product) : product;
    }

    /// <summary>2 1/3 and 2½.</summary>
    private Sum? Mixed(Expression whole)
    {
        if (whole is not Number { Value.IsInteger: true, Decimals: < 0 } number || Here.Value is not Number numerator)
            return null;
        if (!numerator.Value.IsInteger && Here.Text.Length == 0)
        {
            _at++;
            return new Sum([number, numerator]);
        }
        if (
            !Here.SpaceBefore
            || Peek(1).Kind != TokenKind.Divide
            || Peek(2).Value is not Number denominator
            || !(numerator.Value < denominator.Value)
        )
        {
            return null;
        }

        _at += 3;
        return new Sum([number, Product.Quotient(numerator, denominator)]);
    }

    /// <summary>Whether a \frac of two whole numbers stands here, the upper one smaller.</summary>
    private bool Proper(int index)
    {
        int next = index + 1;
        if (WholeInBraces(ref next) is not { } numerator)
            return false;
        if (numerator.Length > 1 && _tokens[next - 1].Kind == TokenKind.Number)
            return numerator.Length == 2 && numerator[0] < numerator[1];
        if (WholeInBraces(ref next) is not { } denominator)
            return false;
        return numerator.Length < denominator.Length
            || (numerator.Length == denominator.Length && string.CompareOrdinal(numerator, denominator) < 0);
    }

    private string? WholeInBraces(ref int index)
    {
        Token At(int i) => _tokens[Math.Min(i, _tokens.Count - 1)];
        bool braces = At(index).Kind == TokenKind.BraceOpen;
        Token number = At(braces ? index + 1 : index);
        if (
            number is not { Kind: TokenKind.Number, Value: Number { Value.IsInteger: true } }
            || (braces && At(index + 2).Kind != TokenKind.BraceClose)
        )
        {
            return null;
        }

        index += braces ? 3 : 1;
        return number.Text;
    }

    private Quantity Unit(Expression value)
    {
        string unit = Here.Text.Trim();
        _at++;
        while (Here.Kind == TokenKind.Text || (Here.Kind == TokenKind.Divide && Peek(1).Kind == TokenKind.Text))
        {
            unit += Here.Kind == TokenKind.Divide ? "/" + Peek(1).Text : " " + Here.Text;
            _at += Here.Kind == TokenKind.Divide ? 2 : 1;
        }
        if (Here.Kind == TokenKind.Caret)
        {
            int mark = _at;
            _at++;
            if (Script() is Number power)
                unit += "^" + power;
            else
                _at = mark;
        }
        return new Quantity(value, unit);
    }

    /// <summary>Words that no value precedes: alone they are the answer, before a value they only introduce
    /// it.</summary>
    private Expression? Words()
    {
        Text words = new(Here.Text);
        _at++;
        while (Here.Kind is TokenKind.Text)
        {
            words = new Text(words.Value + " " + Here.Text);
            _at++;
        }
        if (StartsFactor(Here) && Here.Kind is not (TokenKind.Open or TokenKind.Bar))
            return Juxtaposed();
        if (Here is not { Kind: TokenKind.Open, Text: "(" })
            return words;
        // Area(x) is a function, Answer (9 + 1) a label.
        bool isCall = !Here.SpaceBefore;
        return Juxtaposed() is { } inner
            ? isCall
                ? new Application(words.Value, Items(inner))
                : inner
            : null;
    }

    private static ExpressionList Items(Expression expression) =>
        expression is Collection { Kind: CollectionKind.Tuple } tuple ? tuple.Items : [expression];

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
