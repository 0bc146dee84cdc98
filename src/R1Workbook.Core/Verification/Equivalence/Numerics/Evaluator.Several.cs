using R1Workbook.Core.Verification.Expressions;

namespace R1Workbook.Core.Verification.Equivalence.Numerics;

/// <content>Functions of several arguments, determinants.</content>
internal sealed partial class Evaluator<T>
{
    private T Several(string function, T first, ExpressionList arguments)
    {
        T second = Value(arguments[1]);
        if (!second.IsFinite)
            return NaN;
        switch (function)
        {
            case "log":
                return T.Log(first) / T.Log(second);
            case "Mod":
                return first - second * T.Floor(first / second);
            case "binomial":
                return Binomial(first, second);
            case "Min" or "Max" or "gcd" or "lcm":
                T folded = first;
                for (int i = 1; i < arguments.Count; i++)
                {
                    T next = i == 1 ? second : Value(arguments[i]);
                    if (!IsReal(folded) || !IsReal(next))
                        return NaN;
                    double a = folded.Approximate.Real,
                        b = next.Approximate.Real;
                    if (function is "Min" or "Max")
                    {
                        folded = a < b == (function == "Min") ? folded : next;
                    }
                    // What is no whole number shares no divisor but 1, as SymPy has it.
                    else if (a != Math.Round(a) || b != Math.Round(b) || Math.Abs(a) > 1e15 || Math.Abs(b) > 1e15)
                    {
                        folded = function == "gcd" ? One : folded * next;
                    }
                    else
                    {
                        double divisor = (double)
                            System.Numerics.BigInteger.GreatestCommonDivisor(
                                (System.Numerics.BigInteger)a,
                                (System.Numerics.BigInteger)b
                            );
                        folded =
                            function == "gcd" ? T.Of(divisor)
                            : divisor == 0 ? T.Of(0.0)
                            : folded * next / T.Of(divisor);
                    }
                }
                return folded;
            default:
                return NaN;
        }
    }

    private T Binomial(T n, T k)
    {
        double below = k.Approximate.Real;
        if (!IsReal(k) || below != Math.Round(below) || below > 400 || !budget.Spend(_cost * (int)Math.Max(0, below)))
            return NaN;
        T result = below < 0 ? T.Of(0.0) : One;
        for (int i = 0; i < below; i++)
            result = result * (n - T.Of((double)i)) / T.Of(i + 1.0);
        return result;
    }

    private T Determinant(Matrix matrix)
    {
        int size = matrix.Rows;
        if (size != matrix.Columns || size > 8 || !budget.Spend(_cost * size * size * size))
            return NaN;
        T[,] rows = new T[size, size];
        for (int i = 0; i < size * size; i++)
            rows[i / size, i % size] = Value(matrix.Items[i]);
        T determinant = One;
        for (int column = 0; column < size; column++)
        {
            int pivot = column;
            for (int row = column + 1; row < size; row++)
            {
                if (rows[row, column].Approximate.Magnitude > rows[pivot, column].Approximate.Magnitude)
                    pivot = row;
            }
            if (rows[pivot, column].IsZero)
                return T.Of(0.0);
            for (int i = 0; i < size && pivot != column; i++)
                (rows[pivot, i], rows[column, i]) = (rows[column, i], rows[pivot, i]);
            if (pivot != column)
                determinant = -determinant;
            determinant *= rows[column, column];
            for (int row = column + 1; row < size; row++)
            {
                T factor = rows[row, column] / rows[column, column];
                for (int i = column; i < size; i++)
                    rows[row, i] -= factor * rows[column, i];
            }
        }
        return determinant;
    }
}
