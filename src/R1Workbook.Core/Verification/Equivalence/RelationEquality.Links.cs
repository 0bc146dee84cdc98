using R1Workbook.Core.Verification.Expressions;

namespace R1Workbook.Core.Verification.Equivalence;

/// <content>Relation against relation: equations, chains, inequalities up to a factor.</content>
internal sealed partial class RelationEquality
{
    private Comparison Relations(Relation gold, Relation answer, int depth)
    {
        if (IsChain(gold) && IsChain(answer) && !NamesSeveral(gold) && !NamesSeveral(answer))
            return Equations(Ends(gold), Ends(answer), depth);
        if (
            gold.Kinds.Equals(answer.Kinds)
            && gold.Operands.Count == answer.Operands.Count
            && Pairwise(gold, answer, depth)
        )
        {
            return Comparison.Equal("the same relation of equal sides");
        }

        if (Sets(gold, answer, depth) is { } sets)
            return sets;
        if (Links(gold) is not { } wanted || Links(answer) is not { } given || wanted.Count != given.Count)
            return Comparison.Different("not the same relation");
        foreach ((Expression difference, RelationKind kind) in wanted)
        {
            if (!given.Exists(link => Matches(difference, kind, link.Difference, link.Kind)))
                return Comparison.Different("not the same relation");
        }
        return Comparison.Equal("the same relation up to a factor");
    }

    /// <summary>Whether a name stands in the middle of a chain: a = b = c.</summary>
    private static bool NamesSeveral(Relation chain) =>
        chain.Operands.Count > 2 && chain.Operands.AsSpan()[1..^1].ToArray().Any(middle => middle is Symbol);

    private static bool IsChain(Relation relation) =>
        Array.TrueForAll(relation.Kinds.Items, kind => kind is RelationKind.Equal or RelationKind.Approximate);

    private static (Expression Left, Expression Right) Ends(Relation chain) => (chain.Operands[0], chain.Operands[^1]);

    private bool Pairwise(Relation gold, Relation answer, int depth)
    {
        for (int i = 0; i < gold.Operands.Count; i++)
        {
            if (!rules.AreEqual(gold.Operands[i], answer.Operands[i], depth))
                return false;
        }
        return true;
    }

    private Comparison Equations(
        (Expression Left, Expression Right) gold,
        (Expression Left, Expression Right) answer,
        int depth
    )
    {
        answer = WithArgumentsOf(gold.Left, answer);
        if (rules.AreEqual(gold.Left, answer.Left, depth))
        {
            Comparison right = rules.Compare(gold.Right, answer.Right, depth + 1);
            if (
                right.AreEqual
                || gold.Left is Symbol { Name: var name } && !gold.Right.Mentions(name) && !answer.Right.Mentions(name)
            )
            {
                return right with { Reason = "equations of the same left side: " + right.Reason };
            }
        }
        else if (rules.AreEqual(gold.Left, answer.Right, depth) && rules.AreEqual(gold.Right, answer.Left, depth))
        {
            return Comparison.Equal("the same equation with its sides exchanged");
        }
        if (gold.Left is Text && answer.Left is Text && rules.Settings.Conventions == VerdictConventions.Mathematics)
            return Comparison.Different("values of different names");
        // A calculation has no variables; it is worth what it ends in.
        if (
            !RelationValue.HasSymbols(gold.Left)
            && !RelationValue.HasSymbols(gold.Right)
            && !RelationValue.HasSymbols(answer.Left)
            && !RelationValue.HasSymbols(answer.Right)
        )
        {
            return rules.Compare(gold.Right, answer.Right, depth + 1);
        }

        return Matches(
            Difference(gold.Left, gold.Right),
            RelationKind.Equal,
            Difference(answer.Left, answer.Right),
            RelationKind.Equal
        )
            ? Comparison.Equal("the same equation up to a factor")
            : Comparison.Different("not the same equation");
    }

    /// <summary>f(n) = n² for f(x) = x²: the argument of a function that an equation defines is bound.</summary>
    private static (Expression Left, Expression Right) WithArgumentsOf(
        Expression goldLeft,
        (Expression Left, Expression Right) answer
    )
    {
        if (
            goldLeft is not Application { IsKnown: false } wanted
            || answer.Left is not Application { IsKnown: false } given
            || wanted.Function != given.Function
            || wanted.Arguments.Count != given.Arguments.Count
        )
        {
            return answer;
        }

        Dictionary<string, string> names = [];
        for (int i = 0; i < wanted.Arguments.Count; i++)
        {
            if (
                wanted.Arguments[i] is not Symbol to
                || given.Arguments[i] is not Symbol from
                || !names.TryAdd(from.Name, to.Name)
                // f(n) = x² is not f(x) = x²: there the x is another one.
                || (to.Name != from.Name && answer.Right.Mentions(to.Name))
            )
            {
                return answer;
            }
        }
        return (VariableRenaming.Rename(answer.Left, names), VariableRenaming.Rename(answer.Right, names));
    }

    private static Sum Difference(Expression left, Expression right) => new([left, Product.Negative(right)]);

    /// <summary>Each link of a chain as "difference is 0, less than 0, …"; null for relations that are none of
    /// numbers.</summary>
    private static List<(Expression Difference, RelationKind Kind)>? Links(Relation relation)
    {
        List<(Expression, RelationKind)> links = [];
        for (int i = 0; i < relation.Kinds.Items.Length; i++)
        {
            (Expression left, Expression right, RelationKind kind) = (
                relation.Operands[i],
                relation.Operands[i + 1],
                relation.Kinds.Items[i]
            );
            if (kind is RelationKind.Greater or RelationKind.GreaterOrEqual)
            {
                (left, right, kind) = (
                    right,
                    left,
                    kind == RelationKind.Greater ? RelationKind.Less : RelationKind.LessOrEqual
                );
            }

            if (
                kind
                is not (RelationKind.Equal or RelationKind.NotEqual or RelationKind.Less or RelationKind.LessOrEqual)
            )
            {
                return null;
            }

            links.Add((Difference(left, right), kind));
        }
        return links;
    }

    private bool Matches(Expression a, RelationKind kind, Expression b, RelationKind other)
    {
        if (
            kind != other
            || !rules.Spend(10)
            || rules.Scalars.ConstantRatio(a, b, kind is RelationKind.Equal or RelationKind.NotEqual) is not { } ratio
        )
        {
            return false;
        }

        return kind is RelationKind.Equal or RelationKind.NotEqual || ratio.Sign > 0;
    }
}
