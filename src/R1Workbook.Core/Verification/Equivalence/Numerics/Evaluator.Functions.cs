using R1Workbook.Core.Verification.Equivalence.Exact;
using R1Workbook.Core.Verification.Equivalence.NormalForms;
using R1Workbook.Core.Verification.Expressions;

namespace R1Workbook.Core.Verification.Equivalence.Numerics;

/// <content>Functions.</content>
internal sealed partial class Evaluator<T>
{
    private T Function(Application application)
    {
        ExpressionList arguments = application.Arguments;
        if (arguments.Count == 0)
            return NaN;
        if (application.Function is "gcd" or "lcm" && ExactValue.Of(application) is { IsValid: true } exact)
            return T.Of(exact);
        if (application.Function == "det")
            return arguments[0] is Matrix matrix ? Determinant(matrix) : NaN;
        T first = Value(arguments[0]);
        if (!first.IsFinite)
            return NaN;
        if (!budget.Spend(_functionCost))
            return NaN;
        if (!application.IsKnown)
            return Unknown(application);
        if (IsAngular(application.Function) && NormalFormBuilder.HasDegrees(arguments[0]))
            first = first * T.Pi / T.Of(180.0);
        if (arguments.Count > 1)
            return Several(application.Function, first, arguments);
        double real = first.Approximate.Real;
        switch (application.Function)
        {
            case "sin":
                return Sine(first);
            case "cos":
                return Cosine(first);
            case "tan":
                return Sine(first) / Cosine(first);
            case "cot":
                return Cosine(first) / Sine(first);
            case "sec":
                return One / Cosine(first);
            case "csc":
                return One / Sine(first);
            case "asin":
                return ArcSine(first);
            case "acos":
                return T.Pi / Two - ArcSine(first);
            case "atan":
                return ArcTangent(first);
            case "acot":
                return T.Pi / Two - ArcTangent(first);
            case "asec":
                return T.Pi / Two - ArcSine(One / first);
            case "acsc":
                return ArcSine(One / first);
            case "sinh":
                return (T.Exp(first) - T.Exp(-first)) / Two;
            case "cosh":
                return (T.Exp(first) + T.Exp(-first)) / Two;
            case "tanh":
                return HyperbolicTangent(first);
            case "coth":
                return One / HyperbolicTangent(first);
            case "sech":
                return Two / (T.Exp(first) + T.Exp(-first));
            case "csch":
                return Two / (T.Exp(first) - T.Exp(-first));
            case "asinh":
                return T.Log(first + T.Sqrt(first * first + One));
            case "acosh":
                return T.Log(first + T.Sqrt(first - One) * T.Sqrt(first + One));
            case "atanh":
                return T.Log((One + first) / (One - first)) / Two;
            case "acoth":
                return T.Log((first + One) / (first - One)) / Two;
            case "asech":
                return T.Log(One / first + T.Sqrt(One / first - One) * T.Sqrt(One / first + One));
            case "acsch":
                return T.Log(One / first + T.Sqrt(One / (first * first) + One));
            case "log":
                return T.Log(first);
            case "Abs":
                return first.Approximate.Imaginary == 0
                    ? real < 0
                        ? -first
                        : first
                    : T.Sqrt(T.Real(first) * T.Real(first) + T.Imaginary(first) * T.Imaginary(first));
            case "sign":
                return first.Approximate.Imaginary != 0 || (real != 0 && Math.Abs(real) <= first.Uncertainty)
                    ? NaN
                    : T.Of((double)Math.Sign(real));
            case "percent":
                return first / T.Of(100.0);
            case "re":
                return T.Real(first);
            case "im":
                return T.Imaginary(first);
            case "conjugate":
                return T.Real(first) - T.I * T.Imaginary(first);
            case "arg":
                return T.Imaginary(T.Log(first));
            case "floor":
                return T.Floor(first);
            case "ceiling":
                return -T.Floor(-first);
            case "factorial":
                return Factorial(first, 1);
            case "factorial2":
                return Factorial(first, 2);
            case "gcd" or "lcm" or "Min" or "Max":
                return first;
            default:
                return NaN;
        }
    }

    private static bool IsAngular(string function) => function is "sin" or "cos" or "tan" or "cot" or "sec" or "csc";

    private static T Sine(T value)
    {
        T power = T.Exp(T.I * value);
        return IsReal(value) ? T.Imaginary(power) : (power - One / power) / (Two * T.I);
    }

    private static T Cosine(T value)
    {
        T power = T.Exp(T.I * value);
        return IsReal(value) ? T.Real(power) : (power + One / power) / Two;
    }

    private static bool IsReal(T value) => T.Imaginary(value).IsZero;

    private static T ArcSine(T value)
    {
        T result = -T.I * T.Log(T.I * value + T.Sqrt(One - value * value));
        return IsReal(value) && Math.Abs(value.Approximate.Real) <= 1 ? T.Real(result) : result;
    }

    private static T ArcTangent(T value) =>
        IsReal(value)
            ? T.Imaginary(T.Log(One + T.I * value))
            : T.I / Two * (T.Log(One - T.I * value) - T.Log(One + T.I * value));

    private static T HyperbolicTangent(T value)
    {
        T power = T.Exp(Two * value);
        return (power - One) / (power + One);
    }

    private T Factorial(T value, int step)
    {
        System.Numerics.Complex size = value.Approximate;
        if (
            size.Imaginary != 0
            || size.Real < 0
            || size.Real > 400
            || size.Real != Math.Round(size.Real)
            || !budget.Spend(_cost * (int)size.Real)
        )
        {
            return NaN;
        }

        T result = One;
        for (double factor = size.Real; factor > 1; factor -= step)
            result *= T.Of(factor);
        return result;
    }

    /// <summary>Some value of an unknown function, smooth in its arguments and different from that of any
    /// other.</summary>
    private T Unknown(Application application)
    {
        T result = T.Of(0.3 + SamplePoint.Unit(application.Function));
        for (int i = 0; i < application.Arguments.Count; i++)
        {
            T argument = Value(application.Arguments[i]);
            double slope = 0.4 + SamplePoint.Unit(application.Function + i),
                bend = 0.2 + SamplePoint.Unit(i + application.Function);
            result = result * T.Of(1.7) + argument * T.Of(slope) + argument * argument * T.Of(bend);
        }
        return result;
    }
}
