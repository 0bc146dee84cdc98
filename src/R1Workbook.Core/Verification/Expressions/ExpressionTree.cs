using System.Text;

namespace R1Workbook.Core.Verification.Expressions;

/// <summary>Writes an expression as a tree, one node a line, each level indented by two spaces.</summary>
internal static class ExpressionTree
{
    public static string Of(Expression expression)
    {
        StringBuilder text = new();
        Write(text, expression, 0);
        return text.ToString().TrimEnd('\n');
    }

    private static void Write(StringBuilder text, Expression expression, int depth)
    {
        text.Append(' ', 2 * depth).Append(Label(expression)).Append('\n');
        foreach (Expression part in expression.Parts)
            Write(text, part, depth + 1);
    }

    private static string Label(Expression expression) =>
        expression switch
        {
            Application application =>
                $"{(application.IsKnown ? "Function" : "Unknown function")} {application.Function}",
            BigOperator big => big.Kind.ToString(),
            PlusMinus => "Plus-minus",
            Quantity quantity => $"Quantity in {quantity.Unit}",
            Ratio ratio => ratio.IsTime ? "Time" : "Ratio",
            Relation relation => "Relation " + string.Join(' ', relation.Kinds.Items.Select(Relation.Sign)),
            Logical logical => logical.IsOr ? "Or" : "And",
            Collection collection => collection.Items.Count == 0
                ? $"Empty {collection.Kind}"
                : collection.Kind.ToString(),
            Interval interval => $"Interval {(interval.LowClosed ? "closed" : "open")} below, "
                + $"{(interval.HighClosed ? "closed" : "open")} above",
            SetBuilder => "Set builder",
            SetOperation operation => operation.Kind.ToString(),
            Matrix matrix => $"Matrix {matrix.Rows}×{matrix.Columns}",
            Sum or Product or Power => expression.GetType().Name,
            _ => $"{expression.GetType().Name} {expression}",
        };
}
