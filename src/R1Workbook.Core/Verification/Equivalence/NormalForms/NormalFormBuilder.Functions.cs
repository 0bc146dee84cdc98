using R1Workbook.Core.Verification.Equivalence.Exact;
using R1Workbook.Core.Verification.Expressions;

namespace R1Workbook.Core.Verification.Equivalence.NormalForms;

/// <content>Functions.</content>
internal sealed partial class NormalFormBuilder
{
    private NormalForm? Function(Application application)
    {
        if (application.Arguments.Count == 0)
            return null;
        NormalForm[] arguments = new NormalForm[application.Arguments.Count];
        Rational[] values = new Rational[arguments.Length];
        bool areNumbers = application.IsKnown;
        for (int i = 0; i < arguments.Length; i++)
        {
            if (Build(application.Arguments[i]) is not { } argument)
                return null;
            arguments[i] = argument;
            areNumbers = areNumbers && argument.IsPolynomial && argument.Numerator.TryConstant(out values[i]);
        }
        // The sine of 30° is not the sine of 30.
        if (HasDegrees(application.Arguments[0]) && application.Function is not ("Abs" or "Min" or "Max"))
            return Free($"{application.Function} ° {arguments[0].Key()}");
        if (areNumbers && ExactValue.Function(application.Function, values) is { IsValid: true } value)
            return NormalForm.Of(Polynomial.Constant(value));
        switch (application.Function)
        {
            case "sin":
                return Odd(arguments[0], key => Of(atoms.Sine(key)));
            case "cos":
                return Even(arguments[0], key => Of(atoms.Cosine(key)));
            case "tan":
                return Quotient(arguments[0], true);
            case "cot":
                return Quotient(arguments[0], true) is { } tangent ? _arithmetic.Invert(tangent) : null;
            case "sec":
                return Even(arguments[0], key => Of(atoms.Cosine(key))) is { } cosine
                    ? _arithmetic.Invert(cosine)
                    : null;
            case "csc":
                return Odd(arguments[0], key => Of(atoms.Sine(key))) is { } sine ? _arithmetic.Invert(sine) : null;
            case "asin" or "atan" or "sinh" or "tanh" or "asinh" or "atanh":
                return Odd(arguments[0], key => Free($"{application.Function} {key}"));
            case "cosh" or "Abs":
                return Even(arguments[0], key => Free($"{application.Function} {key}"));
            case "percent":
                return _arithmetic.Multiply(arguments[0], NormalForm.Of(Polynomial.Constant(Rational.Of(1, 100))));
            case "log" when arguments.Length == 2:
                return Logarithm(arguments[0], arguments[1]);
            case "gcd" or "lcm":
                return Divisors(application.Function, arguments);
            case "Min" or "Max":
                return Extremum(application.Function, arguments);
            case "factorial"
            or "binomial"
            or "Mod"
            or "floor"
            or "ceiling"
            or "log"
            or "sign"
            or "re"
            or "im"
            or "conjugate"
            or "det":
                break;
        }
        return Free(
            $"{application.Function} {string.Join(',', arguments.Select(argument => argument.Key()))}",
            application.Function == "factorial"
        );
    }

    internal static bool HasDegrees(Expression expression) => expression.Has(part => part is Quantity { Unit: "°" });

    private NormalForm? Odd(NormalForm argument, Func<string, NormalForm> function)
    {
        if (argument.Numerator.IsZero)
            return argument;
        if (argument.Numerator.Leading().Sign > 0)
            return function(argument.Key());
        NormalForm positive = argument with { Numerator = argument.Numerator.Scale(-1) };
        return _arithmetic.Multiply(function(positive.Key()), NormalForm.Of(Polynomial.Constant(-1)));
    }

    private static NormalForm Even(NormalForm argument, Func<string, NormalForm> function) =>
        function(
            (
                argument.Numerator.Leading().Sign > 0
                    ? argument
                    : argument with
                    {
                        Numerator = argument.Numerator.Scale(-1),
                    }
            ).Key()
        );

    private NormalForm? Quotient(NormalForm argument, bool sineAbove)
    {
        if (
            Odd(argument, key => Of(atoms.Sine(key))) is not { } sine
            || _arithmetic.Invert(Even(argument, key => Of(atoms.Cosine(key)))) is not { } secant
            || !sineAbove
        )
        {
            return null;
        }

        return _arithmetic.Multiply(sine, secant);
    }

    /// <summary>Every logarithm by natural ones, those of numbers by the ones of their primes.</summary>
    private NormalForm? Logarithm(NormalForm argument, NormalForm radix)
    {
        if (
            Natural(argument) is not { } above
            || Natural(radix) is not { } below
            || _arithmetic.Invert(below) is not { } inverse
        )
        {
            return null;
        }

        return _arithmetic.Multiply(above, inverse);
    }

    private NormalForm? Natural(NormalForm argument)
    {
        if (
            !argument.IsPolynomial
            || !argument.Numerator.TrySingle(out Monomial monomial, out Rational coefficient)
            || coefficient.Sign <= 0
        )
        {
            return Free("ln " + argument.Key());
        }

        if (
            _arithmetic.NumberRoot(coefficient, Rational.Of(1, 64 * 63)) is not { } factored
            || !factored.Numerator.TrySingle(out Monomial primes, out Rational whole)
            || !whole.IsOne
        )
        {
            return Free("ln " + argument.Key());
        }

        Polynomial sum = new();
        for (int i = 0; i < primes.Atoms.Length; i++)
            sum.Add(Monomial.Of(atoms.Free($"ln prime {primes.Atoms[i]}"), 1), primes.Exponents[i] * (64 * 63));
        string pi = Free("#pi", true).Key();
        for (int i = 0; i < monomial.Atoms.Length; i++)
        {
            int atom = monomial.Atoms[i];
            string key = Polynomial.Term(Monomial.Of(atom, 1), 1).Key();
            if (key == Free("#e", true).Key())
                sum.Add(Monomial.One, monomial.Exponents[i]);
            else if (atoms[atom].Kind == AtomKind.Prime)
                sum.Add(Monomial.Of(atoms.Free($"ln prime {atom}"), 1), monomial.Exponents[i]);
            else if (key == pi || (monomial.Atoms.Length == 1 && coefficient.IsOne && monomial.Exponents[i].IsOne))
                sum.Add(Monomial.Of(atoms.Free("ln " + key), 1), monomial.Exponents[i]);
            else
                return Free("ln " + argument.Key());
        }
        return sum.IsValid ? NormalForm.Of(sum) : null;
    }
}
