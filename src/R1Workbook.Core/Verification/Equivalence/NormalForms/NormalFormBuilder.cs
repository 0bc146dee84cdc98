using R1Workbook.Core.Verification.Equivalence.Exact;
using R1Workbook.Core.Verification.Expressions;

namespace R1Workbook.Core.Verification.Equivalence.NormalForms;

/// <summary>
/// Brings scalar expressions to normal form: quotients of polynomials over Q in symbols, roots of primes and of
/// polynomials, sines and cosines, powers with variable exponents, and functions at normal arguments. What is equal
/// here is equal for certain; what is not may still be.
/// </summary>
internal sealed partial class NormalFormBuilder(Atoms atoms, WorkBudget budget)
{
    private readonly NormalFormArithmetic _arithmetic = new(atoms, budget);
    private readonly Dictionary<string, string> _bound = [];

    public NormalFormArithmetic Arithmetic => _arithmetic;

    /// <summary>The normal form, or null: not a scalar, or too much work.</summary>
    public NormalForm? Build(Expression expression)
    {
        if (!budget.Spend(4))
            return null;
        switch (expression)
        {
            case Number number:
                return number.Amount.IsValid ? NormalForm.Of(Polynomial.Constant(number.Amount)) : null;
            case BasedNumber based:
                return NormalForm.Of(Polynomial.Constant(based.Value));
            case Quantity quantity:
                return Build(quantity.Value);
            case Symbol symbol:
                return Free(_bound.TryGetValue(symbol.Name, out string? renamed) ? renamed : symbol.Name);
            case Constant constant:
                return constant.Kind switch
                {
                    ConstantKind.Pi => Free("#pi", true),
                    ConstantKind.E => Free("#e", true),
                    ConstantKind.I => Of(atoms.Imaginary()),
                    _ => null,
                };
            case Sum sum:
                NormalForm? total = NormalForm.Of(new Polynomial());
                for (int i = 0; total is not null && i < sum.Terms.Count; i++)
                    total = Build(sum.Terms[i]) is { } term ? _arithmetic.Add(total, term) : null;
                return total;
            case Product product:
                NormalForm? result = NormalForm.Of(Polynomial.Constant(1));
                for (int i = 0; result is not null && i < product.Factors.Count; i++)
                    result = Build(product.Factors[i]) is { } factor ? _arithmetic.Multiply(result, factor) : null;
                return result;
            case Power power:
                return Power(power);
            case Application application:
                return Function(application);
            case BigOperator big:
                return Bound(big);
            default:
                return null;
        }
    }

    private NormalForm Free(string key, bool isPositive = false) => Of(atoms.Free(key, isPositive));

    private static NormalForm Of(int atom) => NormalForm.Of(Polynomial.Term(Monomial.Of(atom, 1), 1));

    private NormalForm? Power(Power power)
    {
        if (Build(power.Exponent) is not { } exponent || Build(power.Base) is not { } radix)
            return null;
        if (exponent.IsPolynomial && exponent.Numerator.TryConstant(out Rational number))
        {
            if (number.IsInteger)
            {
                return number.TryInt(out int whole) && !(radix.Numerator.IsZero && whole <= 0)
                    ? _arithmetic.Pow(radix, whole)
                    : null;
            }

            return _arithmetic.Root(radix, number) ?? Free($"pow {radix.Key()} {number}");
        }
        return exponent.IsPolynomial
            ? VariablePower(radix, exponent.Numerator)
            : Free($"pow {radix.Key()} {exponent.Key()}");
    }

    /// <summary>a^(c + k·m) as a^c·(a^m)^k, so that 2·2^n is 2^(n+1) and e^(2x) the square of e^x.</summary>
    private NormalForm? VariablePower(NormalForm radix, Polynomial exponent)
    {
        string key = radix.Key();
        bool isPositive =
            radix.IsPolynomial && radix.Numerator.TryConstant(out Rational constant) && constant.Sign > 0
            || key == Free("#e", true).Key();
        NormalForm? result = NormalForm.Of(Polynomial.Constant(1));
        foreach ((Monomial monomial, Rational coefficient) in exponent.Terms)
        {
            if (result is null)
                return null;
            NormalForm? factor;
            if (monomial.IsOne)
            {
                factor = coefficient.TryInt(out int whole)
                    ? _arithmetic.Pow(radix, whole)
                    : _arithmetic.Root(radix, coefficient);
            }
            else
            {
                Polynomial part = Polynomial.Term(monomial, 1);
                // Whole multiples only come out of any power; fractions where the base is positive or e.
                factor =
                    coefficient.IsInteger || isPositive
                        ? NormalForm.Of(
                            Polynomial.Term(
                                Monomial.Of(atoms.Free($"pow {key} {part.Key()}", isPositive), coefficient),
                                1
                            )
                        )
                        : Free($"pow {key} {Polynomial.Term(monomial, coefficient).Key()}");
            }
            result = factor is null ? null : _arithmetic.Multiply(result, factor);
        }
        return result;
    }

    /// <summary>An operator with its bound variable renamed, so that its name does not count.</summary>
    private NormalForm? Bound(BigOperator big)
    {
        string lower = "",
            upper = "";
        if (big.Lower is not null)
        {
            if (BoundKey(big.Lower) is not { } key)
                return null;
            lower = key;
        }
        if (big.Upper is not null)
        {
            if (BoundKey(big.Upper) is not { } key)
                return null;
            upper = key;
        }
        // The variable of a derivative and of an indefinite integral is not bound: the result depends on it.
        bool renames = big.Kind is not BigOperatorKind.Derivative && big.Lower is not null && _bound.Count < 20;
        string name = big.Variable.Name,
            variable = renames ? $"#bound{_bound.Count}" : name;
        string? hidden = _bound.GetValueOrDefault(name);
        if (renames)
            _bound[name] = variable;
        NormalForm? body = Build(big.Body);
        if (renames)
        {
            if (hidden is null)
                _bound.Remove(name);
            else
                _bound[name] = hidden;
        }
        return body is null ? null : Free($"{big.Kind} {variable} {lower} {upper} {body.Key()}");
    }

    private string? BoundKey(Expression expression) =>
        expression is Constant { Kind: ConstantKind.Infinity } ? "#oo"
        : expression is Product { Factors: [Number { Value: var sign }, Constant { Kind: ConstantKind.Infinity }] }
        && sign == -1
            ? "-#oo"
        : Build(expression)?.Key() ?? expression.ToString();
}
