using R1Workbook.Core.Verification.Equivalence.Exact;
using R1Workbook.Core.Verification.Equivalence.NormalForms;
using R1Workbook.Core.Verification.Expressions;

namespace R1Workbook.Core.Verification.Equivalence;

/// <summary>Exact values of sums over many or all whole numbers: of polynomials and of geometric series.</summary>
internal static class ClosedForms
{
    private const int LargestDegree = 12,
        FewTerms = 50;

    /// <summary>The expression with such sums replaced by their values.</summary>
    public static Expression Of(Expression expression, WorkBudget budget)
    {
        if (!expression.Has(part => part is BigOperator { Kind: BigOperatorKind.Sum }))
            return expression;
        if (expression is BigOperator { Kind: BigOperatorKind.Sum, Lower: not null, Upper: not null } sum)
            return Value(sum, budget) ?? expression;
        return expression.Parts.Count == 0
            ? expression
            : expression.With(expression.Parts.Map(part => Of(part, budget)));
    }

    private static Number? Value(BigOperator sum, WorkBudget budget)
    {
        HashSet<string> symbols = [];
        ExpressionTraits.Collect(sum.Body, symbols);
        if (symbols.Count > 1 || (symbols.Count == 1 && !symbols.Contains(sum.Variable.Name)))
            return null;
        Rational low = ExactValue.Of(sum.Lower!);
        if (!low.IsInteger)
            return null;
        return sum.Upper is Constant { Kind: ConstantKind.Infinity } ? Geometric(sum, low, budget)
            : ExactValue.Of(sum.Upper!) is { IsInteger: true } high ? Polynomial(sum, low, high, budget)
            : null;
    }

    private static Expression At(BigOperator sum, Expression index) => Replaced(sum.Body, sum.Variable.Name, index);

    private static Expression Replaced(Expression expression, string name, Expression by) =>
        expression is Symbol symbol
            ? symbol.Name == name
                ? by
                : symbol
            : expression.Parts.Count == 0
                ? expression
                : expression.With(expression.Parts.Map(part => Replaced(part, name, by)));

    /// <summary>a + ar + ar² + ... = a / (1 - r), where each term is r times the one before and |r| is below
    /// 1.</summary>
    private static Number? Geometric(BigOperator sum, Rational low, WorkBudget budget)
    {
        Rational first = ExactValue.Of(At(sum, new Number(low))),
            ratio = ExactValue.Of(At(sum, new Number(low + 1))) / first;
        if (!ratio.IsValid || !(ratio.Abs() < Rational.One))
            return null;
        NormalFormBuilder builder = new(new Atoms(), budget);
        return
            builder.Build(At(sum, new Sum([sum.Variable, new Number(1)]))) is { IsPolynomial: true } next
            && builder.Build(new Product([new Number(ratio), sum.Body])) is { IsPolynomial: true } scaled
            && next.Numerator.SameAs(scaled.Numerator)
            ? new Number(first / (Rational.One - ratio))
            : null;
    }

    /// <summary>A polynomial summed from one whole number to another is a polynomial of one degree more in the upper
    /// one: known by its first values.</summary>
    private static Number? Polynomial(BigOperator sum, Rational low, Rational high, WorkBudget budget)
    {
        if ((high - low) < new Rational(FewTerms))
            return null;
        NormalFormBuilder builder = new(new Atoms(), budget);
        if (
            builder.Build(sum.Body) is not { IsPolynomial: true } form
            || Degree(form, Atom(builder, sum.Variable)) is not { } degree
        )
        {
            return null;
        }

        int count = degree + 2;
        Rational[] values = new Rational[count];
        Rational total = Rational.Zero;
        for (int i = 0; i < count; i++)
        {
            total += ExactValue.Of(At(sum, new Number(low + i)));
            values[i] = total;
        }
        Rational place = high - low,
            result = Rational.Zero;
        for (int i = 0; i < count; i++)
        {
            Rational weight = values[i];
            for (int j = 0; j < count; j++)
            {
                if (j != i)
                    weight = weight * (place - j) / new Rational(i - j);
            }
            result += weight;
        }
        return result.IsValid ? new Number(result) : null;
    }

    private static int Atom(NormalFormBuilder builder, Symbol variable) =>
        builder.Build(variable) is { } form && form.Numerator.TrySingle(out Monomial name, out _) ? name.Atoms[0] : -1;

    /// <summary>The degree where every monomial is a whole power of the letter.</summary>
    private static int? Degree(NormalForm form, int atom)
    {
        int degree = 0;
        foreach ((Monomial monomial, _) in form.Numerator.Terms)
        {
            if (monomial.IsOne)
                continue;
            if (
                monomial.Atoms.Length != 1
                || monomial.Atoms[0] != atom
                || !monomial.Exponents[0].TryInt(out int power)
                || power is < 0 or > LargestDegree
            )
            {
                return null;
            }

            degree = Math.Max(degree, power);
        }
        return degree;
    }
}
