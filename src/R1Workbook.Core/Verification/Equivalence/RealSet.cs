using R1Workbook.Core.Verification.Equivalence.Exact;
using R1Workbook.Core.Verification.Expressions;

namespace R1Workbook.Core.Verification.Equivalence;

/// <summary>A set of real numbers as disjoint intervals and points in ascending order, whose ends are
/// expressions.</summary>
internal sealed partial class RealSet
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

    /// <summary>The whole numbers of a bounded set with rational ends; null for others, and where there are too
    /// many.</summary>
    public List<Rational>? Integers()
    {
        List<Rational> numbers = [];
        foreach (Piece piece in _pieces)
        {
            (Rational low, Rational high) = (ExactValue.Of(piece.Low.Value), ExactValue.Of(piece.High.Value));
            if (!low.IsValid || !high.IsValid || !(high - low < new Rational(MostPieces)))
                return null;
            Rational number = -(-low).Floor();
            if (number == low && !piece.LowClosed)
                number += 1;
            for (; number < high || (number == high && piece.HighClosed); number += 1)
                numbers.Add(number);
        }
        return numbers.Count <= MostPieces ? numbers : null;
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
