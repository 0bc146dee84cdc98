using System.Numerics;
using R1Workbook.Core.Verification.Equivalence.Exact;
using R1Workbook.Core.Verification.Equivalence.NormalForms;
using R1Workbook.Core.Verification.Expressions;

namespace R1Workbook.Core.Verification.Equivalence;

/// <summary>A place where a quotient of polynomials may change its sign.</summary>
/// <param name="Value">The place, exact.</param>
/// <param name="Size">The place as a double.</param>
/// <param name="IsPole">Whether the quotient has no value there.</param>
internal readonly record struct PolynomialZero(Expression Value, double Size, bool IsPole);

/// <summary>A quotient of polynomials in one variable over the rationals, with all its real zeros and poles.</summary>
internal sealed class PolynomialInequality
{
    private const int LargestDegree = 8,
        LargestCoefficient = 100_000;

    private readonly Rational[] _above,
        _below;

    private PolynomialInequality(Rational[] above, Rational[] below, List<PolynomialZero> zeros) =>
        (_above, _below, Zeros) = (above, below, zeros);

    /// <summary>The zeros and poles in ascending order, each once.</summary>
    public IReadOnlyList<PolynomialZero> Zeros { get; }

    /// <summary>Whether it is a polynomial of the first degree: its sign is read off.</summary>
    public bool IsLinear => _above.Length <= 2 && _below.Length == 1;

    /// <summary>Reads an expression; null where it is no such quotient, or its zeros are not found exactly.</summary>
    public static PolynomialInequality? Read(Expression expression)
    {
        HashSet<string> symbols = [];
        if (ExpressionTraits.Collect(expression, symbols) || symbols.Count != 1)
            return null;
        NormalFormBuilder builder = new(new Atoms(), new WorkBudget());
        if (
            builder.Build(expression) is not { } form
            || builder.Build(new Symbol(symbols.First())) is not { } variable
            || !variable.Numerator.TrySingle(out Monomial name, out _)
        )
        {
            return null;
        }

        int atom = name.Atoms[0],
            shift = Math.Max(Lowest(form.Numerator, atom), Lowest(form.Denominator, atom));
        if (
            Coefficients(form.Numerator, atom, shift) is not { } above
            || Coefficients(form.Denominator, atom, shift) is not { } below
            || Roots(above) is not { } zeros
            || Roots(below) is not { } poles
        )
        {
            return null;
        }

        List<PolynomialZero> all =
        [
            .. poles.Select(pole => new PolynomialZero(pole.Value, pole.Size, true)),
            .. zeros.Select(zero => new PolynomialZero(zero.Value, zero.Size, false)),
        ];
        all.Sort((a, b) => a.Size.CompareTo(b.Size));
        List<PolynomialZero> distinct = [];
        foreach (PolynomialZero zero in all)
        {
            if (
                distinct.Count > 0
                && Math.Abs(distinct[^1].Size - zero.Size) <= 1e-12 * Math.Max(1, Math.Abs(zero.Size))
            )
            {
                distinct[^1] = distinct[^1] with { IsPole = distinct[^1].IsPole || zero.IsPole };
            }
            else
            {
                distinct.Add(zero);
            }
        }
        return new PolynomialInequality(above, below, distinct);
    }

    /// <summary>The sign in the middle of a gap between neighbouring zeros.</summary>
    public int SignBetween(double low, double high)
    {
        double at =
            double.IsInfinity(low) && double.IsInfinity(high) ? 0
            : double.IsInfinity(low) ? high - 1 - Math.Abs(high)
            : double.IsInfinity(high) ? low + 1 + Math.Abs(low)
            : (low + high) / 2;
        return Math.Sign(Value(_above, at)) * Math.Sign(Value(_below, at));
    }

    private static double Value(Rational[] coefficients, double at)
    {
        double value = 0;
        for (int i = coefficients.Length - 1; i >= 0; i--)
            value = value * at + coefficients[i].ToDouble();
        return value;
    }

    private static int Lowest(Polynomial polynomial, int atom)
    {
        int lowest = 0;
        foreach ((Monomial monomial, _) in polynomial.Terms)
        {
            int at = Array.IndexOf(monomial.Atoms, atom);
            if (at >= 0 && monomial.Exponents[at].TryInt(out int power))
                lowest = Math.Min(lowest, power);
        }
        return Math.Min(-lowest, LargestDegree);
    }

    private static Rational[]? Coefficients(Polynomial polynomial, int atom, int shift)
    {
        Rational[] coefficients = [.. Enumerable.Repeat(Rational.Zero, LargestDegree + 1)];
        foreach ((Monomial monomial, Rational coefficient) in polynomial.Terms)
        {
            int power = shift;
            if (!monomial.IsOne)
            {
                if (monomial.Atoms.Length != 1 || monomial.Atoms[0] != atom || !monomial.Exponents[0].TryInt(out power))
                    return null;
                power += shift;
            }
            if (power is < 0 or > LargestDegree)
                return null;
            coefficients[power] += coefficient;
        }
        int length = LargestDegree + 1;
        while (length > 0 && coefficients[length - 1].IsZero)
            length--;
        return length == 0 ? null : coefficients[..length];
    }

    /// <summary>All real roots: rational ones by trial, those of what is left by the formula for squares.</summary>
    private static List<(Expression Value, double Size)>? Roots(Rational[] coefficients)
    {
        List<(Expression, double)> roots = [];
        while (coefficients.Length > 1 && coefficients[0].IsZero)
        {
            roots.Add((new Number(0), 0));
            coefficients = coefficients[1..];
        }
        while (coefficients.Length > 3)
        {
            if (RationalRoot(coefficients) is not { } root)
                return null;
            roots.Add((new Number(root), root.ToDouble()));
            coefficients = Deflated(coefficients, root);
        }
        if (coefficients.Length == 2)
        {
            Rational root = -coefficients[0] / coefficients[1];
            roots.Add((new Number(root), root.ToDouble()));
        }
        if (coefficients.Length != 3)
            return roots;
        (Rational c, Rational b, Rational a) = (coefficients[0], coefficients[1], coefficients[2]);
        Rational discriminant = b * b - 4 * a * c;
        if (discriminant.Sign < 0)
            return roots;
        Expression half = new Number(-b / (2 * a)),
            root2 = new Power(new Number(discriminant / (4 * a * a)), new Number(Rational.Of(1, 2)));
        double center = (-b / (2 * a)).ToDouble(),
            width = Math.Sqrt((discriminant / (4 * a * a)).ToDouble());
        roots.Add((new Sum([half, Product.Negative(root2)]), center - width));
        roots.Add((new Sum([half, root2]), center + width));
        return roots;
    }

    private static Rational? RationalRoot(Rational[] coefficients)
    {
        BigInteger scale = coefficients.Aggregate(
            BigInteger.One,
            (all, each) => all / BigInteger.GreatestCommonDivisor(all, each.Denominator) * each.Denominator
        );
        BigInteger first = (coefficients[0] * new Rational(scale)).Numerator,
            last = (coefficients[^1] * new Rational(scale)).Numerator;
        if (BigInteger.Abs(first) > LargestCoefficient || BigInteger.Abs(last) > 1000)
            return null;
        for (int p = 1; p <= BigInteger.Abs(first); p++)
        {
            if (!(first % p).IsZero)
                continue;
            for (int q = 1; q <= BigInteger.Abs(last); q++)
            {
                if (!(last % q).IsZero)
                    continue;
                foreach (int sign in (int[])[1, -1])
                {
                    Rational root = Rational.Of(sign * p, q),
                        value = Rational.Zero;
                    for (int i = coefficients.Length - 1; i >= 0; i--)
                        value = value * root + coefficients[i];
                    if (value.IsZero)
                        return root;
                }
            }
        }
        return null;
    }

    private static Rational[] Deflated(Rational[] coefficients, Rational root)
    {
        Rational[] quotient = new Rational[coefficients.Length - 1];
        Rational carry = Rational.Zero;
        for (int i = coefficients.Length - 1; i > 0; i--)
            quotient[i - 1] = carry = coefficients[i] + carry * root;
        return quotient;
    }
}
