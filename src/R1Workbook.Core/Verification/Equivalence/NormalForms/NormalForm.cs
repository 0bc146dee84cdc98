namespace R1Workbook.Core.Verification.Equivalence.NormalForms;

/// <summary>A quotient of polynomials over atoms. Two of them are equal where the products across are.</summary>
internal sealed record NormalForm(Polynomial Numerator, Polynomial Denominator)
{
    private static readonly Polynomial One = Polynomial.Constant(1);

    public static NormalForm Of(Polynomial polynomial) => new(polynomial, One);

    /// <summary>Whether there is no denominator.</summary>
    public bool IsPolynomial =>
        ReferenceEquals(Denominator, One) || (Denominator.TryConstant(out Expressions.Rational value) && value.IsOne);

    public string Key() => IsPolynomial ? Numerator.Key() : Numerator.Key() + "/" + Denominator.Key();
}
