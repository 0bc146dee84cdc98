using R1Workbook.Core.Verification.Equivalence.Exact;
using R1Workbook.Core.Verification.Expressions;

namespace R1Workbook.Core.Verification.Equivalence.NormalForms;

/// <summary>Arithmetic on normal forms within a budget of work: null where the budget or the limits of size are
/// exceeded.</summary>
internal sealed partial class NormalFormArithmetic(Atoms atoms, WorkBudget budget)
{
    private const int MostTerms = 400,
        LargestPower = 64,
        LargestPrime = 3000;

    public NormalForm? Add(NormalForm a, NormalForm b)
    {
        if ((a.IsPolynomial && b.IsPolynomial) || a.Denominator.SameAs(b.Denominator))
        {
            if (!budget.Spend(a.Numerator.Count + b.Numerator.Count))
                return null;
            Polynomial sum = new();
            sum.Add(a.Numerator, 1);
            sum.Add(b.Numerator, 1);
            return sum.IsValid ? a with { Numerator = sum } : null;
        }
        if (
            Multiply(a.Numerator, b.Denominator) is not { } left
            || Multiply(b.Numerator, a.Denominator) is not { } right
            || Multiply(a.Denominator, b.Denominator) is not { } denominator
        )
        {
            return null;
        }

        left.Add(right, 1);
        return left.IsValid ? new NormalForm(left, denominator) : null;
    }

    public NormalForm? Multiply(NormalForm a, NormalForm b)
    {
        if (Multiply(a.Numerator, b.Numerator) is not { } numerator)
            return null;
        if (a.IsPolynomial && b.IsPolynomial)
            return NormalForm.Of(numerator);
        return Multiply(a.Denominator, b.Denominator) is { } denominator
            ? new NormalForm(numerator, denominator)
            : null;
    }

    /// <summary>One over a form; a single term moves up with a negative exponent.</summary>
    public NormalForm? Invert(NormalForm form)
    {
        if (form.Numerator.IsZero)
            return null;
        if (!form.Numerator.TrySingle(out Monomial monomial, out Rational coefficient))
            return new NormalForm(form.Denominator, form.Numerator);
        if (Array.Exists(monomial.Atoms, atom => atoms[atom].Kind is AtomKind.Radicand or AtomKind.Sine))
            return new NormalForm(form.Denominator, form.Numerator);
        Polynomial inverse = new();
        Add(inverse, monomial.Pow(-1), 1 / coefficient, 0);
        return Multiply(form.Denominator, inverse) is { } numerator ? NormalForm.Of(numerator) : null;
    }

    public NormalForm? Pow(NormalForm form, int exponent)
    {
        if (exponent < 0)
        {
            if (Invert(form) is not { } inverse)
                return null;
            (form, exponent) = (inverse, -exponent);
        }
        if (form.IsPolynomial && form.Numerator.TrySingle(out Monomial monomial, out Rational coefficient))
        {
            Polynomial power = new();
            Rational scaled = coefficient.Pow(exponent);
            return scaled.IsValid && Add(power, monomial.Pow(exponent), scaled, 0) ? NormalForm.Of(power) : null;
        }
        if (exponent > LargestPower)
            return null;
        NormalForm result = NormalForm.Of(Polynomial.Constant(1)),
            square = form;
        for (; exponent > 0; exponent >>= 1)
        {
            if ((exponent & 1) != 0)
            {
                if (Multiply(result, square) is not { } product)
                    return null;
                result = product;
            }
            if (exponent == 1)
                break;
            if (Multiply(square, square) is not { } squared)
                return null;
            square = squared;
        }
        return result;
    }

    public Polynomial? Multiply(Polynomial a, Polynomial b)
    {
        if (a.TryConstant(out Rational left))
            return Checked(b.Scale(left));
        if (b.TryConstant(out Rational right))
            return Checked(a.Scale(right));
        if ((long)a.Count * b.Count > 20_000 || !budget.Spend(a.Count * b.Count * StepsOfProduct(a.Bits + b.Bits)))
            return null;
        Polynomial product = new();
        foreach ((Monomial first, Rational coefficient) in a.Terms)
        {
            foreach ((Monomial second, Rational factor) in b.Terms)
            {
                if (!Add(product, first * second, coefficient * factor, 0))
                    return null;
            }
        }
        return product.Count > MostTerms ? null : Checked(product);
    }

    /// <summary>The polynomial times the atoms that stand in it with negative exponents.</summary>
    public Polynomial? WithoutDenominators(Polynomial polynomial)
    {
        Dictionary<int, Rational> lowest = [];
        foreach ((Monomial monomial, _) in polynomial.Terms)
        {
            for (int i = 0; i < monomial.Atoms.Length; i++)
            {
                if (
                    monomial.Exponents[i].Sign < 0
                    && (!lowest.TryGetValue(monomial.Atoms[i], out Rational held) || monomial.Exponents[i] < held)
                )
                {
                    lowest[monomial.Atoms[i]] = monomial.Exponents[i];
                }
            }
        }
        Monomial factor = Monomial.One;
        foreach ((int atom, Rational exponent) in lowest)
            factor *= Monomial.Of(atom, -exponent);
        return factor.IsOne ? polynomial : Multiply(polynomial, Polynomial.Term(factor, 1));
    }

    // To multiply, add and cancel numbers of n bits takes time that grows as n^2: from some 500 bits on it is the most.
    private static int StepsOfProduct(long bits) => (int)Math.Min(8 + bits * bits / 30_000, 50_000);

    private static Polynomial? Checked(Polynomial polynomial) => polynomial.IsValid ? polynomial : null;

    /// <summary>Adds a term after reducing the powers of its atoms by their rules.</summary>
    public bool Add(Polynomial sum, Monomial monomial, Rational coefficient, int depth)
    {
        if (!budget.Spend(4) || depth > 40 || !coefficient.IsValid)
            return false;
        for (int i = 0; i < monomial.Atoms.Length; i++)
        {
            Atom atom = atoms[monomial.Atoms[i]];
            Rational exponent = monomial.Exponents[i];
            if (atom.Kind == AtomKind.Free)
                continue;
            Rational whole = exponent.Floor();
            if (atom.Kind == AtomKind.Prime && !whole.IsZero)
            {
                if (!whole.TryInt(out int power))
                    return false;
                return Add(sum, monomial.With(i, exponent - whole), coefficient * atom.Value.Pow(power), depth + 1);
            }
            if (atom.Kind == AtomKind.Imaginary && exponent.IsInteger && exponent != 1)
            {
                int power = (int)(((exponent.Numerator % 4) + 4) % 4);
                return Add(sum, monomial.With(i, power % 2), power >= 2 ? -coefficient : coefficient, depth + 1);
            }
            if (atom.Kind == AtomKind.Sine && exponent.IsInteger && exponent >= 2)
            {
                return Sines(sum, monomial, i, coefficient, depth);
            }
            if (atom.Kind == AtomKind.Radicand && whole > 0)
            {
                if (!budget.Spend(16 * atom.Base!.Count))
                    return false;
                Monomial rest = monomial.With(i, exponent - 1);
                foreach ((Monomial part, Rational factor) in atom.Base.Terms)
                {
                    if (!Add(sum, rest * part, coefficient * factor, depth + 1))
                        return false;
                }
                return true;
            }
        }
        sum.Add(monomial, coefficient);
        return sum.Count <= 2 * MostTerms;
    }

    /// <summary>sin^(2m) as (1 - cos²)^m, by the binomial theorem.</summary>
    private bool Sines(Polynomial sum, Monomial monomial, int position, Rational coefficient, int depth)
    {
        Rational exponent = monomial.Exponents[position];
        if (!exponent.TryInt(out int power) || power > LargestPower)
            return false;
        int partner = atoms[monomial.Atoms[position]].Partner,
            half = power / 2;
        Monomial rest = monomial.With(position, power % 2);
        for (int j = 0; j <= half; j++)
        {
            if (!Add(sum, rest * Monomial.Of(partner, 2 * j), coefficient, depth + 1))
                return false;
            coefficient = coefficient * Rational.Of(j - half, j + 1);
        }
        return true;
    }
}
