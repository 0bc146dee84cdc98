using R1Workbook.Core.Verification.Expressions;

namespace R1Workbook.Core.Verification.Equivalence;

/// <summary>Compares intervals, unions and other sets: as sets of real numbers where they are that, otherwise part by
/// part.</summary>
internal static class SetEquality
{
    public static Comparison Compare(Expression gold, Expression answer, EqualityRules rules, int depth)
    {
        if (RealSet.Of(gold) is { } wanted && RealSet.Of(answer) is { } given)
        {
            if (gold is Interval a && answer is Interval b)
                return Intervals(a, b, rules, depth);
            // (a, b) is an interval where the other side is one; an interval written as {1, 2} is none.
            return wanted.SameAs(given, (x, y) => rules.AreEqual(x, y, depth))
                ? Comparison.Equal("the same set of numbers")
                : Comparison.Different("not the same set of numbers");
        }
        if (Ends(gold) is { } left && Ends(answer) is { } right)
            return Intervals(left, right, rules, depth);
        if (gold is NamedSet first && answer is NamedSet second)
            return Named(first, second);
        if (gold is SetOperation one && answer is SetOperation other && one.Kind == other.Kind)
        {
            CollectionKind kind = one.Kind == SetOperationKind.Difference ? CollectionKind.Tuple : CollectionKind.Set;
            Comparison parts = rules.Compare(
                new Collection(kind, one.Operands),
                new Collection(kind, other.Operands),
                depth + 1
            );
            return parts with
            {
                Reason = parts.AreEqual ? "sets joined of the same parts" : "sets joined of different parts",
            };
        }
        if (gold is SetBuilder builder && answer is SetBuilder built)
        {
            // The variable of a set builder is bound.
            Expression aligned = VariableRenaming.Align(builder, built) ?? built;
            return
                aligned is SetBuilder same
                && rules.AreEqual(builder.Element, same.Element, depth)
                && rules.AreEqual(builder.Condition, same.Condition, depth)
                ? Comparison.Equal("sets of the same elements under the same condition")
                : Comparison.Different("sets under different conditions");
        }
        return Comparison.Different("not the same set");
    }

    private static Interval? Ends(Expression expression) =>
        expression switch
        {
            Interval interval => interval,
            Collection { Kind: CollectionKind.Tuple, Items: [var low, var high] } => new Interval(
                low,
                high,
                false,
                false
            ),
            _ => null,
        };

    private static Comparison Intervals(Interval gold, Interval answer, EqualityRules rules, int depth)
    {
        if (!rules.AreEqual(gold.Low, answer.Low, depth))
            return Comparison.Different("intervals with different lower ends");
        if (!rules.AreEqual(gold.High, answer.High, depth))
            return Comparison.Different("intervals with different upper ends");
        return gold.LowClosed == answer.LowClosed && gold.HighClosed == answer.HighClosed
            ? Comparison.Equal("the same interval")
            : Comparison.Different("an end belongs to one interval and not to the other");
    }

    private static Comparison Named(NamedSet gold, NamedSet answer)
    {
        static string Plain(string name) =>
            name.Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal);
        return Plain(gold.Name) == Plain(answer.Name)
            ? Comparison.Equal("the same set")
            : Comparison.Different($"{gold.Name} is not {answer.Name}");
    }
}
