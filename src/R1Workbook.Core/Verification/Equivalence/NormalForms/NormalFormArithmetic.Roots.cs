using System.Numerics;
using R1Workbook.Core.Verification.Expressions;

namespace R1Workbook.Core.Verification.Equivalence.NormalForms;

/// <content>Roots of forms and of numbers.</content>
internal sealed partial class NormalFormArithmetic
{
    /// <summary>A root of a form: primes, positive atoms and lone variables part from it, the rest stays together under
    /// the root.</summary>
    public NormalForm? Root(NormalForm form, Rational exponent)
    {
        if (
            !form.IsPolynomial
            || form.Numerator.IsZero
            || exponent.Denominator > 64
            || exponent.Numerator.GetBitLength() > 16
        )
        {
            return null;
        }

        Rational content = form.Numerator.Content();
        if (form.Numerator.TrySingle(out Monomial monomial, out Rational coefficient))
        {
            NormalForm? result = NumberRoot(coefficient, exponent);
            for (int i = 0; result is not null && i < monomial.Atoms.Length; i++)
            {
                Atom atom = atoms[monomial.Atoms[i]];
                Rational power = monomial.Exponents[i];
                bool parts = atom.IsPositive || (atom.Kind == AtomKind.Free && power.IsOne);
                if (!parts)
                    return null;
                Polynomial factor = new();
                if (!Add(factor, Monomial.Of(monomial.Atoms[i], power * exponent), 1, 0))
                    return null;
                result = Multiply(result, NormalForm.Of(factor));
            }
            return result;
        }
        if (!content.IsValid || NumberRoot(content, exponent) is not { } outside)
            return null;
        Polynomial inside = form.Numerator.Scale(1 / content);
        if (!inside.IsValid || !(exponent - exponent.Floor()).IsValid)
            return null;
        Rational fraction = exponent - exponent.Floor();
        NormalForm root = NormalForm.Of(Polynomial.Term(Monomial.Of(atoms.Radicand(inside), fraction), 1));
        if (
            !exponent.Floor().TryInt(out int whole)
            || Math.Abs(whole) > LargestPower
            || Pow(NormalForm.Of(inside), whole) is not { } power2
        )
        {
            return null;
        }

        return Multiply(outside, root) is { } rooted ? Multiply(rooted, power2) : null;
    }

    /// <summary>A root of a number, its primes apart: √12 is 2·3^(1/2). Null where it has prime factors too great to
    /// find.</summary>
    public NormalForm? NumberRoot(Rational value, Rational exponent)
    {
        if (value.IsZero)
            return null;
        Monomial monomial = Monomial.One;
        Rational coefficient = Rational.One;
        if (value.Sign < 0)
        {
            if (exponent.Denominator == 2)
                monomial = Monomial.Of(atoms.Imaginary(), new Rational(exponent.Numerator));
            else if (exponent.Denominator.IsEven)
                return null;
            else if (!exponent.Numerator.IsEven)
                coefficient = -1;
        }
        foreach (
            (BigInteger number, int sign) in ((BigInteger, int)[])
                [(BigInteger.Abs(value.Numerator), 1), (value.Denominator, -1)]
        )
        {
            if (number.IsOne)
                continue;
            if (Factors(number) is not { } factors)
                return null;
            foreach ((int prime, int count) in factors)
                monomial *= Monomial.Of(atoms.Prime(prime), exponent * (sign * count));
        }
        Polynomial result = new();
        return Add(result, monomial, coefficient, 0) ? NormalForm.Of(result) : null;
    }

    private List<(int Prime, int Count)>? Factors(BigInteger number)
    {
        if (number.GetBitLength() > 256)
            return null;
        List<(int, int)> factors = [];
        for (int divisor = 2; divisor <= LargestPrime; divisor += divisor == 2 ? 1 : 2)
        {
            if ((divisor & 31) == 1 && !budget.Spend())
                return null;
            if (number < (long)divisor * divisor)
                break;
            int count = 0;
            while (true)
            {
                BigInteger quotient = BigInteger.DivRem(number, divisor, out BigInteger remainder);
                if (!remainder.IsZero)
                    break;
                (number, count) = (quotient, count + 1);
            }
            if (count > 0)
                factors.Add((divisor, count));
        }
        if (number.IsOne)
            return factors;
        // What is left below the square of the last divisor is a prime.
        if (number > int.MaxValue || number > (long)LargestPrime * LargestPrime)
            return null;
        factors.Add(((int)number, 1));
        return factors;
    }
}
