using R1Workbook.Core.Verification.Equivalence.Exact;
using R1Workbook.Core.Verification.Equivalence.Numerics;
using R1Workbook.Core.Verification.Expressions;

namespace R1Workbook.Core.Verification.Equivalence;

/// <content>The sets that expressions are: intervals, points, unions and solved inequalities.</content>
internal sealed partial class RealSet
{
    private static RealSet? Of(Expression expression, int depth)
    {
        if (depth > 20)
            return null;
        switch (expression)
        {
            case Sum when EqualityRules.SetDifference(expression) is { } difference:
                return Of(difference, depth + 1);
            case NamedSet { Name: "R" }:
                return All;
            case NamedSet { Name: "R^+" or "R_+" or "R^{+}" or "R_{+}" or "R_{>0}" }:
                return Range(new Number(0), PlusInfinity, false, false);
            case NamedSet { Name: "R^-" or "R_-" or "R^{-}" or "R_{-}" or "R_{<0}" }:
                return Range(MinusInfinity, new Number(0), false, false);
            // The pairs (10, 3) and (0, 0), and ends the wrong way round: not the empty set.
            case Interval { Low: var above, High: var below } pair
                when Size(above) > Size(below) || (Size(above) == Size(below) && !(pair.LowClosed && pair.HighClosed)):
            case Collection { Kind: CollectionKind.Tuple, Items: [var left, var right] } when Size(left) >= Size(right):
                return null;
            case Interval interval:
                return Range(interval.Low, interval.High, interval.LowClosed, interval.HighClosed);
            case Collection { Kind: CollectionKind.Tuple, Items: [var low, var high] }:
                return Range(low, high, false, false);
            case Collection { Kind: CollectionKind.Set } set:
                return Points(set.Items);
            case SetOperation operation:
                RealSet? result = Of(operation.Operands[0], depth + 1);
                for (int i = 1; result is not null && i < operation.Operands.Count; i++)
                {
                    if (Of(operation.Operands[i], depth + 1) is not { } next)
                        return null;
                    result = operation.Kind switch
                    {
                        SetOperationKind.Union => result.Union(next),
                        SetOperationKind.Intersection => result.Intersection(next),
                        _ => result.Intersection(next.Complement()),
                    };
                }
                return result;
            case SetBuilder { Element: Symbol, Condition: var condition }:
                return Of(condition, depth + 1);
            case SetBuilder { Element: Relation { Kinds.Items: [not RelationKind.In] } bound, Condition: var further }
                when RelationValue.Variable(bound) is { } letter && letter == RelationValue.Variable(further):
                return Of(bound, depth + 1) is { } first && Of(further, depth + 1) is { } second
                    ? first.Intersection(second)
                    : null;
            case SetBuilder
            {
                Element: Relation { Operands: [Symbol, NamedSet { Name: "R" }] } domain,
                Condition: var restriction
            } when domain.IsAll(RelationKind.In):
                return Of(restriction, depth + 1);
            case Relation relation:
                RealSet? chain = null;
                for (int i = 0; i < relation.Kinds.Items.Length; i++)
                {
                    if (
                        Solve(relation.Operands[i], relation.Kinds.Items[i], relation.Operands[i + 1], depth + 1)
                        is not { } link
                    )
                    {
                        return null;
                    }

                    chain = chain is null ? link : chain.Intersection(link);
                }
                return chain;
            case Collection { Kind: CollectionKind.List, Items: { Count: > 1 } bounds }
                when bounds.All(bound => bound is Relation)
                    && bounds.Any(bound => bound is Relation { Kinds.Items: [RelationKind.NotEqual] }):
                // "x ≥ 0, x ≠ 1": a number left out only makes sense of what is taken in.
                return Of(new Logical(false, bounds), depth + 1);
            case Logical logical:
                RealSet? joined = null;
                foreach (Expression operand in logical.Operands)
                {
                    if (Of(operand, depth + 1) is not { } next)
                        return null;
                    joined =
                        joined is null ? next
                        : logical.IsOr ? joined.Union(next)
                        : joined.Intersection(next);
                }
                return joined;
            default:
                return null;
        }
    }

    private static RealSet? Points(ExpressionList items)
    {
        RealSet result = new([]);
        if (items.Count > MostPieces)
            return null;
        foreach (Expression item in items)
        {
            if (Range(item, item, true, true) is not { } point)
                return null;
            result = result.Union(point);
        }
        return result;
    }

    private static double? Size(Expression expression)
    {
        if (expression is Number number)
            return number.Amount.ToDouble();
        if (expression is Constant { Kind: ConstantKind.Infinity })
            return double.PositiveInfinity;
        if (
            expression is Product
            {
                Factors: [Number { Value.Sign: var sign }, Constant { Kind: ConstantKind.Infinity }]
            }
        )
        {
            return sign * double.PositiveInfinity;
        }

        HashSet<string> symbols = [];
        ExpressionTraits.Collect(expression, symbols);
        if (symbols.Count > 0)
            return null;
        ErrorBounded<DoubleComplex> found = new Evaluator<ErrorBounded<DoubleComplex>>(default, new WorkBudget()).Value(
            Periods.Reduced(expression)
        );
        System.Numerics.Complex value = found.Approximate;
        // An end that is not known orders nothing.
        return
            double.IsFinite(value.Real)
            && Math.Abs(value.Imaginary) <= 1e-12 * Math.Abs(value.Real)
            && found.Error <= 1e-9 * Math.Max(1e-3, Math.Abs(value.Real))
            ? value.Real
            : null;
    }

    /// <summary>The numbers for which a relation holds: linear in one variable, or with the absolute value of what is
    /// linear.</summary>
    private static RealSet? Solve(Expression left, RelationKind kind, Expression right, int depth)
    {
        if (depth > 20)
            return null;
        if (Size(left) is not null)
        {
            if (kind == RelationKind.In)
                return null;
            (left, right, kind) = (right, left, Turned(kind));
        }
        if (kind == RelationKind.In && left is Symbol)
            return Of(right, depth + 1);
        if (kind > RelationKind.GreaterOrEqual)
            return null;
        if (Size(right) is not { } size)
        {
            return kind is RelationKind.Equal ? null : Signs(left, right, kind);
        }
        if (left is Symbol or Application { IsKnown: false })
            return Ray(kind, right);
        if (left is Application { Function: "Abs", Arguments: [var inner] })
        {
            if (size < 0)
            {
                return kind is RelationKind.Greater or RelationKind.GreaterOrEqual or RelationKind.NotEqual
                    ? All
                    : new RealSet([]);
            }

            if (
                Solve(inner, kind, right, depth + 1) is not { } above
                || Solve(inner, Turned(kind), Product.Negative(right), depth + 1) is not { } below
            )
            {
                return null;
            }

            return kind is RelationKind.Less or RelationKind.LessOrEqual or RelationKind.NotEqual
                ? above.Intersection(below)
                : above.Union(below);
        }
        return Signs(left, right, kind);
    }

    private static RealSet? Signs(Expression left, Expression right, RelationKind kind) =>
        PolynomialInequality.Read(new Sum([left, Product.Negative(right)])) is { } polynomial
            ? Signs(polynomial, kind)
            : null;

    /// <summary>Where a quotient of polynomials has a sign: between its zeros the sign stays.</summary>
    private static RealSet? Signs(PolynomialInequality polynomial, RelationKind kind)
    {
        RealSet result = new([]);
        Expression low = MinusInfinity;
        double from = double.NegativeInfinity;
        foreach (PolynomialZero zero in polynomial.Zeros.Append(new(PlusInfinity, double.PositiveInfinity, true)))
        {
            if (Holds(kind, polynomial.SignBetween(from, zero.Size)) && Range(low, zero.Value, false, false) is { } gap)
                result = result.Union(gap);
            if (!zero.IsPole && Holds(kind, 0) && Range(zero.Value, zero.Value, true, true) is { } point)
                result = result.Union(point);
            (low, from) = (zero.Value, zero.Size);
        }
        return result;
    }

    private static bool Holds(RelationKind kind, int sign) =>
        kind switch
        {
            RelationKind.Less => sign < 0,
            RelationKind.LessOrEqual => sign <= 0,
            RelationKind.Greater => sign > 0,
            RelationKind.GreaterOrEqual => sign >= 0,
            RelationKind.NotEqual => sign != 0,
            _ => sign == 0,
        };

    private static RelationKind Turned(RelationKind kind) =>
        kind switch
        {
            RelationKind.Less => RelationKind.Greater,
            RelationKind.Greater => RelationKind.Less,
            RelationKind.LessOrEqual => RelationKind.GreaterOrEqual,
            RelationKind.GreaterOrEqual => RelationKind.LessOrEqual,
            _ => kind,
        };

    private static RealSet? Ray(RelationKind kind, Expression bound) =>
        kind switch
        {
            RelationKind.Less => Range(MinusInfinity, bound, false, false),
            RelationKind.LessOrEqual => Range(MinusInfinity, bound, false, true),
            RelationKind.Greater => Range(bound, PlusInfinity, false, false),
            RelationKind.GreaterOrEqual => Range(bound, PlusInfinity, true, false),
            RelationKind.Equal => Range(bound, bound, true, true),
            RelationKind.NotEqual => Range(bound, bound, true, true)?.Complement(),
            _ => null,
        };
}
