using R1Workbook.Core.Verification.Equivalence;
using R1Workbook.Core.Verification.Expressions;

namespace R1Workbook.Core.Verification;

/// <summary>Brings two answers to one notation where each of them alone leaves open what it means: degrees beside
/// radians, a_n beside a(n), C(10, 3) beside a number, rows of rows beside a matrix.</summary>
internal static class AnswerNotation
{
    /// <summary>Both answers in the notation that they share.</summary>
    public static (Expression Gold, Expression Answer) Shared(Expression gold, Expression answer) =>
        (Toward(gold, answer), Toward(answer, gold));

    /// <summary>f(x) = 2x against y = 2x: a function and its graph. V(r) = 2r against V = 2r: a quantity by its
    /// name.</summary>
    public static Expression AsGraph(Expression expression, Expression other)
    {
        if (
            expression is not Relation { Operands: [Application { IsKnown: false } head, var value] } defined
            || !defined.IsAll(RelationKind.Equal)
            || !head.Arguments.All(argument => argument is Symbol)
            || other is not Relation { Kinds.Items: [RelationKind.Equal] } equation
        )
        {
            return expression;
        }

        string name =
            equation.Operands[0] is Symbol { Name: var letter } && letter == head.Function ? letter
            : head.Arguments is [Symbol { Name: "x" }] && other.Mentions("y") ? "y"
            : "";
        return name.Length == 0 || value.Mentions(name)
            ? expression
            : new Relation(new Symbol(name), RelationKind.Equal, value);
    }

    private static Expression Toward(Expression expression, Expression other)
    {
        expression = AsMeasure(AsIdentity(AsSequence(expression, other)), other);
        if (
            HasDegrees(expression)
            && !HasDegrees(other)
            && other.Has(part => part is Constant { Kind: ConstantKind.Pi })
        )
        {
            expression = InRadians(expression);
        }

        if (other is Matrix && Rows(expression) is { } matrix)
            return matrix;
        return ExpressionTraits.IsScalar(other) && !Names(other) ? Counted(expression) : expression;
    }

    /// <summary>f(x) ≡ 0 as f(x) = 0: without a modulus the sign says that it is so everywhere.</summary>
    private static Expression AsIdentity(Expression expression) =>
        expression switch
        {
            Relation { Operands: [Application { IsKnown: false }, not Application { Function: "pmod" }] } relation
                when relation.IsAll(RelationKind.Congruent) => new Relation(
                relation.Operands[0],
                RelationKind.Equal,
                relation.Operands[1]
            ),
            Collection { Kind: CollectionKind.List } => expression.With(expression.Parts.Map(AsIdentity)),
            _ => expression,
        };

    /// <summary>3 m^2 beside a quantity in square metres: the letter is the unit.</summary>
    private static Expression AsMeasure(Expression expression, Expression other) =>
        other is Quantity { Unit: var unit }
        && expression
            is Product
            {
                Factors: [Number value, Power { Base: Symbol { Name: [var letter] }, Exponent: Number power }]
            }
        && AnswerUnit.AreSame(unit, $"{letter}^{power.Value}")
            ? new Quantity(value, $"{letter}^{power.Value}")
            : expression;

    private static bool HasDegrees(Expression expression) => expression.Has(part => part is Quantity { Unit: "°" });

    /// <summary>30° + 360°k as π/6 + 2πk; within a function degrees stay what they are.</summary>
    private static Expression InRadians(Expression expression) =>
        expression switch
        {
            Quantity { Unit: "°", Value: var value } => new Product([
                value,
                new Constant(ConstantKind.Pi),
                new Number(Rational.Of(1, 180)),
            ]),
            Product { Factors: var factors } => new Product([
                .. factors.Map(InRadians).AsSpan().ToArray().SelectMany(Factors),
            ]),
            Application or { Parts.Count: 0 } => expression,
            _ => expression.With(expression.Parts.Map(InRadians)),
        };

    private static IEnumerable<Expression> Factors(Expression expression) =>
        expression is Product { Factors: var factors } ? factors.AsSpan().ToArray() : [expression];

    /// <summary>a_n = 2^n as a(n) = 2^n, where the other answer defines a sequence too.</summary>
    private static Expression AsSequence(Expression expression, Expression other) =>
        expression is Relation { Operands: [Symbol { Name: [var name, '_', var index] }, var value] } defined
        && defined.IsAll(RelationKind.Equal)
        && char.IsAsciiLetter(index)
        && value.Mentions(index.ToString())
        && other is Relation { Operands: [Application { IsKnown: false } or Symbol { Name: [_, '_', _] }, ..] }
        && !value.Has(part => part is Symbol { Name: [_, '_', ..] })
            ? new Relation(new Application(name.ToString(), [new Symbol(index.ToString())]), RelationKind.Equal, value)
            : expression;

    private static bool Names(Expression expression) =>
        expression.Has(part => part is Symbol { Name: ['C' or 'P' or 'A', ..] });

    /// <summary>C(n, k) and C_n^k as the number of choices, P(n, k), A_n^k and P_n^k as that of arrangements: beside a
    /// value they are nothing else.</summary>
    private static Expression Counted(Expression expression)
    {
        switch (expression)
        {
            case Product { Factors: [.., Symbol { Name: "C" or "P" or "A" } head, Collection tuple] factors }
                when tuple is { Kind: CollectionKind.Tuple, Items: [var n, var k] }:
                Expression count = Choices(head.Name, n, k);
                return factors.Count == 2 ? count : new Product([.. factors.AsSpan()[..^2], count]);
            case Application { Function: "C" or "P" or "A", Arguments: [var of, var chosen] } function:
                return Choices(function.Function, of, chosen);
            case Power
            {
                Base: Symbol { Name: [('C' or 'P' or 'A') and var letter, '_', ..] } from,
                Exponent: var taken
            }:
                string below = from.Name[2..].Trim('{', '}');
                Expression total = long.TryParse(
                    below,
                    System.Globalization.CultureInfo.InvariantCulture,
                    out long number
                )
                    ? new Number(new Rational(number))
                    : new Symbol(below);
                return Choices(letter.ToString(), total, taken);
            case Sum or Product or Power:
                return expression.With(expression.Parts.Map(Counted));
            case Relation { Operands: [Symbol, ..] }:
                return expression.With(expression.Parts.Map(Counted));
            default:
                return expression;
        }
    }

    private static Expression Choices(string letter, Expression n, Expression k)
    {
        Application choices = new("binomial", [n, k]);
        return letter == "C" ? choices : new Product([choices, new Application("factorial", [k])]);
    }

    /// <summary>[[1, 2], [3, 4]] as a matrix: rows of equal length.</summary>
    private static Matrix? Rows(Expression expression)
    {
        if (Elements(expression) is not { Count: > 0 } rows)
            return null;
        List<Expression> items = [];
        int columns = 0;
        foreach (Expression row in rows)
        {
            if (Elements(row) is not { } elements || (columns > 0 && elements.Count != columns))
                return null;
            columns = elements.Count;
            items.AddRange(elements);
        }
        return columns == 0 ? null : new Matrix(columns, [.. items]);
    }

    private static IReadOnlyList<Expression>? Elements(Expression expression) =>
        expression switch
        {
            Interval { LowClosed: true, HighClosed: true } pair => [pair.Low, pair.High],
            Collection { Kind: CollectionKind.Tuple or CollectionKind.List, Items: var items } => [.. items],
            _ => null,
        };
}
