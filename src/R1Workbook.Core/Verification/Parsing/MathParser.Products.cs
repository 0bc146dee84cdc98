using R1Workbook.Core.Verification.Expressions;

namespace R1Workbook.Core.Verification.Parsing;

/// <content>Factors side by side, mixed numbers, units, words.</content>
public sealed partial class MathParser
{
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

    private Expression? Unit(Expression value)
    {
        string unit = Here.Text.Trim(' ', '~');
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
        if (_whole && !UnitWords.IsUnderstood(unit, value))
            return Fail($"the words \"{unit}\" are not understood");
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
        if (
            _whole
            && (StartsFactor(Here) || Here.Kind is TokenKind.Minus)
            && Here is not { Kind: TokenKind.Open, SpaceBefore: false }
        )
        {
            return Fail($"the words \"{words.Value}\" are not understood");
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
}
