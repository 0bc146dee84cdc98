using R1Workbook.Core.Verification.Equivalence.Exact;
using R1Workbook.Core.Verification.Expressions;

namespace R1Workbook.Core.Verification.Equivalence.NormalForms;

/// <content>Greatest common divisors, least common multiples, greatest and least values.</content>
internal sealed partial class NormalFormBuilder
{
    /// <summary>The greatest common divisor of polynomials by their content and common powers; the least common
    /// multiple by it.</summary>
    private NormalForm? Divisors(string function, NormalForm[] arguments)
    {
        NormalForm? folded = arguments[0];
        for (int i = 1; folded is not null && i < arguments.Length; i++)
        {
            if (!folded.IsPolynomial || !arguments[i].IsPolynomial)
                return null;
            (Polynomial a, Polynomial b) = (folded.Numerator, arguments[i].Numerator);
            if (a.SameAs(b))
                continue;
            bool areWhole = AreWhole(a) && AreWhole(b);
            bool areNumbers = a.TryConstant(out _) && b.TryConstant(out _);
            Rational content =
                areWhole || areNumbers ? ExactValue.GreatestCommonDivisor(a.Content(), b.Content()) : Rational.One;
            Polynomial divisor = Polynomial.Term(Common(a, b), content);
            folded = NormalForm.Of(divisor);
            if (function == "gcd")
                continue;
            folded =
                _arithmetic.Invert(folded) is { } inverse && _arithmetic.Multiply(a, b) is { } product
                    ? _arithmetic.Multiply(NormalForm.Of(product), inverse)
                    : null;
            // Over a field a multiple is fixed up to a factor: the one with leading coefficient 1.
            if (!areWhole && !areNumbers && folded is not null)
                folded = folded with { Numerator = folded.Numerator.Scale(1 / folded.Numerator.Leading()) };
        }
        return folded;
    }

    private static bool AreWhole(Polynomial polynomial)
    {
        foreach ((_, Rational coefficient) in polynomial.Terms)
        {
            if (!coefficient.IsInteger)
                return false;
        }
        return true;
    }

    private Monomial Common(Polynomial a, Polynomial b)
    {
        Monomial? common = null;
        foreach ((Monomial monomial, _) in a.Terms.Concat(b.Terms))
        {
            if (common is null)
            {
                common = monomial;
                continue;
            }
            Monomial shared = Monomial.One;
            for (int i = 0; i < common.Atoms.Length; i++)
            {
                int at = Array.IndexOf(monomial.Atoms, common.Atoms[i]);
                if (at >= 0 && atoms[common.Atoms[i]].Kind == AtomKind.Free)
                {
                    shared *= Monomial.Of(
                        common.Atoms[i],
                        monomial.Exponents[at] < common.Exponents[i] ? monomial.Exponents[at] : common.Exponents[i]
                    );
                }
            }
            common = shared;
        }
        return common ?? Monomial.One;
    }

    /// <summary>The greatest or least: of arguments that differ by a number only one is kept.</summary>
    private NormalForm? Extremum(string function, NormalForm[] arguments)
    {
        List<NormalForm> kept = [];
        foreach (NormalForm argument in arguments)
        {
            bool isNew = true;
            for (int i = 0; isNew && i < kept.Count; i++)
            {
                if (
                    _arithmetic.Add(argument, kept[i] with { Numerator = kept[i].Numerator.Scale(-1) })
                    is not { } difference
                )
                {
                    return null;
                }

                if (!difference.IsPolynomial || !difference.Numerator.TryConstant(out Rational ahead))
                    continue;
                isNew = false;
                if (function == "Max" ? ahead.Sign > 0 : ahead.Sign < 0)
                    kept[i] = argument;
            }
            if (isNew)
                kept.Add(argument);
        }
        return kept.Count == 1
            ? kept[0]
            : Free($"{function} {string.Join(',', kept.Select(form => form.Key()).Order(StringComparer.Ordinal))}");
    }
}
