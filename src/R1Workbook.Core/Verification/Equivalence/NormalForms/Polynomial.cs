using System.Text;
using R1Workbook.Core.Verification.Equivalence.Exact;
using R1Workbook.Core.Verification.Expressions;

namespace R1Workbook.Core.Verification.Equivalence.NormalForms;

/// <summary>A sum of monomials with rational coefficients, none of them zero.</summary>
internal sealed class Polynomial
{
    private readonly Dictionary<Monomial, Rational> _terms = [];

    public int Count => _terms.Count;

    public bool IsZero => _terms.Count == 0;

    public IEnumerable<KeyValuePair<Monomial, Rational>> Terms => _terms;

    /// <summary>How long the longest coefficient is: the bits of its numerator and denominator.</summary>
    public long Bits =>
        _terms.Count == 0
            ? 0
            : _terms.Values.Max(held => held.Numerator.GetBitLength() + held.Denominator.GetBitLength());

    /// <summary>False where a coefficient went beyond the limit of <see cref="Rational"/>.</summary>
    public bool IsValid { get; private set; } = true;

    public static Polynomial Constant(Rational value) => Term(Monomial.One, value);

    public static Polynomial Term(Monomial monomial, Rational coefficient)
    {
        Polynomial polynomial = new();
        polynomial.Add(monomial, coefficient);
        return polynomial;
    }

    public void Add(Monomial monomial, Rational coefficient)
    {
        if (coefficient.IsZero)
            return;
        ref Rational held = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(
            _terms,
            monomial,
            out bool exists
        );
        held = exists ? held + coefficient : coefficient;
        if (!held.IsValid)
            IsValid = false;
        else if (held.IsZero)
            _terms.Remove(monomial);
    }

    public void Add(Polynomial other, Rational factor)
    {
        foreach ((Monomial monomial, Rational coefficient) in other._terms)
            Add(monomial, factor.IsOne ? coefficient : coefficient * factor);
        IsValid &= other.IsValid;
    }

    public Polynomial Scale(Rational factor)
    {
        Polynomial scaled = new();
        scaled.Add(this, factor);
        return scaled;
    }

    /// <summary>The only term, where there is one.</summary>
    public bool TrySingle(out Monomial monomial, out Rational coefficient)
    {
        (monomial, coefficient) = (Monomial.One, Rational.Zero);
        if (_terms.Count != 1)
            return false;
        foreach (KeyValuePair<Monomial, Rational> term in _terms)
            (monomial, coefficient) = (term.Key, term.Value);
        return true;
    }

    /// <summary>The value, where this is a number.</summary>
    public bool TryConstant(out Rational value)
    {
        value = Rational.Zero;
        if (_terms.Count == 0)
            return true;
        return TrySingle(out Monomial monomial, out value) && monomial.IsOne;
    }

    /// <summary>The coefficient of the greatest monomial: its sign and size fix an equation up to scaling.</summary>
    public Rational Leading()
    {
        Monomial? greatest = null;
        Rational coefficient = Rational.One;
        foreach ((Monomial monomial, Rational value) in _terms)
        {
            if (greatest is null || monomial.CompareTo(greatest) > 0)
                (greatest, coefficient) = (monomial, value);
        }
        return coefficient;
    }

    /// <summary>The positive number of which all coefficients are whole multiples.</summary>
    public Rational Content()
    {
        Rational content = Rational.Zero;
        foreach (Rational coefficient in _terms.Values)
            content = content.IsZero ? coefficient.Abs() : ExactValue.GreatestCommonDivisor(content, coefficient);
        return content;
    }

    public bool SameAs(Polynomial other)
    {
        if (_terms.Count != other._terms.Count || !IsValid || !other.IsValid)
            return false;
        foreach ((Monomial monomial, Rational coefficient) in _terms)
        {
            if (!other._terms.TryGetValue(monomial, out Rational value) || value != coefficient)
                return false;
        }
        return true;
    }

    /// <summary>A text that is the same for the same polynomial.</summary>
    public string Key()
    {
        List<Monomial> sorted = [.. _terms.Keys];
        sorted.Sort();
        StringBuilder text = new();
        foreach (Monomial monomial in sorted)
        {
            text.Append(_terms[monomial]);
            for (int i = 0; i < monomial.Atoms.Length; i++)
                text.Append('.').Append(monomial.Atoms[i]).Append('^').Append(monomial.Exponents[i]);
            text.Append('+');
        }
        return text.ToString();
    }
}
