using R1Workbook.Core.Verification.Equivalence.Exact;
using R1Workbook.Core.Verification.Equivalence.NormalForms;
using R1Workbook.Core.Verification.Equivalence.Numerics;
using R1Workbook.Core.Verification.Expressions;

namespace R1Workbook.Core.Verification.Equivalence;

/// <summary>A set of real numbers as disjoint intervals and points in ascending order, whose ends are
/// expressions.</summary>
internal sealed class RealSet
{
    private const int MostPieces = 100;

    private static readonly Expression PlusInfinity = new Constant(ConstantKind.Infinity);

    private static readonly Expression MinusInfinity = Product.Negative(PlusInfinity);

    private static readonly RealSet All = new([
        new Piece(
            new End(MinusInfinity, double.NegativeInfinity),
            new End(PlusInfinity, double.PositiveInfinity),
            false,
            false
        ),
    ]);

    private readonly List<Piece> _pieces;

    private RealSet(List<Piece> pieces) => this._pieces = pieces;

    private readonly record struct End(Expression Value, double Size);

    private readonly record struct Piece(End Low, End High, bool LowClosed, bool HighClosed);

    /// <summary>The set that an interval, a set of numbers, an operation on these or an inequality in one variable is;
    /// null for others.</summary>
    public static RealSet? Of(Expression expression) => Of(expression, 0);

    private static RealSet? Of(Expression expression, int depth)
    {
        if (depth > 20)
            return null;
        switch (expression)
        {
            case NamedSet { Name: "R" }:
                return All;
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

    /// <summary>Whether both sets have the same pieces, by a rule that compares the ends.</summary>
    public bool SameAs(RealSet other, Func<Expression, Expression, bool> sameEnd)
    {
        if (_pieces.Count != other._pieces.Count)
            return false;
        for (int i = 0; i < _pieces.Count; i++)
        {
            (Piece a, Piece b) = (_pieces[i], other._pieces[i]);
            if (
                a.LowClosed != b.LowClosed
                || a.HighClosed != b.HighClosed
                || !sameEnd(a.Low.Value, b.Low.Value)
                || !sameEnd(a.High.Value, b.High.Value)
            )
            {
                return false;
            }
        }
        return true;
    }

    private static RealSet? Range(Expression low, Expression high, bool lowClosed, bool highClosed)
    {
        if (Size(low) is not { } from || Size(high) is not { } to)
            return null;
        if (from > to || (from == to && !(lowClosed && highClosed)))
            return new RealSet([]);
        return new RealSet([
            new Piece(
                new End(low, from),
                new End(high, to),
                lowClosed && double.IsFinite(from),
                highClosed && double.IsFinite(to)
            ),
        ]);
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
        ScalarEquality.Collect(expression, symbols);
        if (symbols.Count > 0)
            return null;
        System.Numerics.Complex value = new Evaluator<DoubleComplex>(default, new WorkBudget()).Value(expression).Value;
        return double.IsFinite(value.Real) && Math.Abs(value.Imaginary) <= 1e-12 * Math.Abs(value.Real)
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
        if (Size(right) is not { } size || kind > RelationKind.GreaterOrEqual)
            return null;
        if (left is Symbol)
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
        NormalFormBuilder builder = new(new Atoms(), new WorkBudget());
        if (builder.Build(new Sum([left, Product.Negative(right)])) is not { IsPolynomial: true } form)
            return null;
        Rational slope = Rational.Zero,
            shift = Rational.Zero;
        foreach ((Monomial monomial, Rational coefficient) in form.Numerator.Terms)
        {
            if (monomial.IsOne)
                shift = coefficient;
            else if (slope.IsZero && monomial.Exponents is [{ IsOne: true }])
                slope = coefficient;
            else
                return null;
        }
        return slope.IsZero ? null : Ray(slope.Sign < 0 ? Turned(kind) : kind, new Number(-shift / slope));
    }

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

    private static bool Near(double a, double b) =>
        a == b
        || (double.IsFinite(a) && double.IsFinite(b) && Math.Abs(a - b) <= 1e-12 * Math.Max(Math.Abs(a), Math.Abs(b)));

    private RealSet Union(RealSet other)
    {
        if (_pieces.Count + other._pieces.Count > MostPieces)
            return this;
        List<Piece> all = [.. _pieces, .. other._pieces];
        all.Sort(
            (a, b) =>
                Near(a.Low.Size, b.Low.Size) ? b.LowClosed.CompareTo(a.LowClosed) : a.Low.Size.CompareTo(b.Low.Size)
        );
        List<Piece> merged = [];
        foreach (Piece piece in all)
        {
            if (
                merged.Count > 0
                && merged[^1] is var last
                && (
                    Near(piece.Low.Size, last.High.Size)
                        ? piece.LowClosed || last.HighClosed
                        : piece.Low.Size < last.High.Size
                )
            )
            {
                bool same = Near(piece.High.Size, last.High.Size),
                    further = !same && piece.High.Size > last.High.Size;
                merged[^1] = last with
                {
                    High = further ? piece.High : last.High,
                    HighClosed =
                        same ? last.HighClosed || piece.HighClosed
                        : further ? piece.HighClosed
                        : last.HighClosed,
                };
            }
            else
            {
                merged.Add(piece);
            }
        }
        return new RealSet(merged);
    }

    private RealSet Complement()
    {
        List<Piece> gaps = [];
        (End low, bool closed) = (All._pieces[0].Low, false);
        foreach (Piece piece in _pieces)
        {
            if (piece.Low.Size > low.Size || (closed && !piece.LowClosed && Near(piece.Low.Size, low.Size)))
                gaps.Add(new Piece(low, piece.Low, closed, !piece.LowClosed && double.IsFinite(piece.Low.Size)));
            (low, closed) = (piece.High, !piece.HighClosed && double.IsFinite(piece.High.Size));
        }
        if (!double.IsPositiveInfinity(low.Size))
            gaps.Add(new Piece(low, All._pieces[0].High, closed, false));
        return new RealSet(gaps);
    }

    private RealSet Intersection(RealSet other) => Complement().Union(other.Complement()).Complement();
}
