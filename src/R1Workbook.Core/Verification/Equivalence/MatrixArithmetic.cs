using R1Workbook.Core.Verification.Expressions;

namespace R1Workbook.Core.Verification.Equivalence;

/// <summary>Carries out sums and products of matrices, whose elements stay expressions.</summary>
internal static class MatrixArithmetic
{
    private const int LargestSize = 20;

    /// <summary>The matrix that an expression is; null where it is none.</summary>
    public static Matrix? Of(Expression expression)
    {
        switch (expression)
        {
            case Matrix matrix:
                return matrix;
            case Sum sum:
                Matrix? total = null;
                foreach (Expression term in sum.Terms)
                {
                    if (
                        Of(term) is not { } next
                        || (total is not null && (next.Rows != total.Rows || next.Columns != total.Columns))
                    )
                    {
                        return null;
                    }

                    Matrix? before = total;
                    int at = 0;
                    total = before is null
                        ? next
                        : new Matrix(next.Columns, before.Items.Map(item => new Sum([item, next.Items[at++]])));
                }
                return total;
            case Product product:
                Matrix? result = null;
                List<Expression> scalars = [];
                foreach (Expression factor in product.Factors)
                {
                    if (Of(factor) is not { } next)
                        scalars.Add(factor);
                    else if (result is null)
                        result = next;
                    else if (Multiply(result, next) is { } multiplied)
                        result = multiplied;
                    else
                        return null;
                }
                return result is null || scalars.Count == 0
                    ? result
                    : new Matrix(result.Columns, result.Items.Map(item => new Product([.. scalars, item])));
            default:
                return null;
        }
    }

    private static Matrix? Multiply(Matrix a, Matrix b)
    {
        if (a.Columns != b.Rows || Math.Max(a.Rows, Math.Max(a.Columns, b.Columns)) > LargestSize)
            return null;
        List<Expression> items = [];
        for (int row = 0; row < a.Rows; row++)
        {
            for (int column = 0; column < b.Columns; column++)
            {
                List<Expression> terms = [];
                for (int i = 0; i < a.Columns; i++)
                    terms.Add(new Product([a.Items[row * a.Columns + i], b.Items[i * b.Columns + column]]));
                items.Add(terms.Count == 1 ? terms[0] : new Sum([.. terms]));
            }
        }
        return new Matrix(b.Columns, [.. items]);
    }
}
