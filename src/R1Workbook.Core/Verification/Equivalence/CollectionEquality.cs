using R1Workbook.Core.Verification.Expressions;

namespace R1Workbook.Core.Verification.Equivalence;

/// <summary>
/// Compares tuples, sets and lists. The order counts where one of the two is a tuple; sets and lists are the same where
/// each element of one is in the other. A pair is also the open interval between its elements, a column of a matrix
/// also a tuple.
/// </summary>
internal sealed class CollectionEquality(EqualityRules rules)
{
    private const int MostItems = 200;

    public Comparison Compare(Expression gold, Expression answer, int depth)
    {
        if (DecimalComma(gold, answer) is { } goldNumber)
            return rules.Compare(goldNumber, answer, depth + 1);
        if (DecimalComma(answer, gold) is { } answerNumber)
            return rules.Compare(gold, answerNumber, depth + 1);
        (gold, answer) = (WithoutDomains(gold), WithoutDomains(answer));
        if (gold is not Collection && answer is not Collection)
            return rules.Compare(gold, answer, depth + 1);
        if (Items(gold) is not { } wanted || Items(answer) is not { } given)
            return Comparison.Different("several values against one");
        if (wanted.Count > MostItems || given.Count > MostItems)
            return Comparison.Different("too many elements to compare");
        bool isOrdered = IsOrdered(gold) || IsOrdered(answer);
        if (
            isOrdered
            && rules.Settings.Strict
            && (gold is Collection { Kind: CollectionKind.Set } || answer is Collection { Kind: CollectionKind.Set })
        )
        {
            return Comparison.Different("a tuple against a set");
        }

        if (isOrdered && rules.Settings.Strict)
        {
            if (wanted.Count != given.Count)
                return Comparison.Different($"{wanted.Count} elements against {given.Count}");
            for (int i = 0; i < wanted.Count; i++)
            {
                Comparison element = rules.Compare(wanted[i], given[i], depth + 1);
                if (!element.AreEqual)
                    return Comparison.Different($"element {i + 1}: {element.Reason}");
            }
            return Comparison.Equal("equal element by element");
        }
        if (
            rules.Settings.Conventions == VerdictConventions.Mathematics
            && wanted.Count == given.Count
            && HasNames(wanted, words: true) != HasNames(given, words: true)
            && (HasNames(wanted, words: true) || HasNames(given, words: false))
            && !(HasNames(wanted, words: true) ? given : wanted).Any(item => item is Relation)
        )
        {
            // x = 1, y = 2 says which is which: values without names answer in the same order.
            for (int i = 0; i < wanted.Count; i++)
            {
                if (!rules.AreEqual(wanted[i], given[i], depth))
                    return Comparison.Different($"element {i + 1} of named values differs");
            }
            return Comparison.Equal("the named values in their order");
        }
        if (Missing(wanted, given, depth) is { } lacking)
            return Comparison.Different($"{lacking} is missing in the answer");
        if (Missing(given, wanted, depth) is { } extra)
            return Comparison.Different($"{extra} is not in the gold answer");
        return Comparison.Equal(
            InOrder(wanted, given, depth) ? "the same elements" : "the same elements in another order"
        );
    }

    /// <summary>kπ for kπ, k ∈ Z: that k is whole only says what k is.</summary>
    private static Expression WithoutDomains(Expression expression)
    {
        if (
            expression is not Collection { Kind: CollectionKind.List, Items: { Count: > 1 } items }
            || items[items.Count - 1] is not Relation { Operands: [_, NamedSet] } domain
            || !domain.IsAll(RelationKind.In)
        )
        {
            return expression;
        }

        return items.Count == 2 ? items[0] : new Collection(CollectionKind.List, [.. items.AsSpan()[..^1]]);
    }

    /// <summary>Whether all items are equations, each of a letter, or a word, of its own. Words in the answer alone,
    /// "minimum = 1", order a list that has no names in no way.</summary>
    private static bool HasNames(ExpressionList items, bool words)
    {
        HashSet<string> names = [];
        foreach (Expression item in items)
        {
            if (
                item is not Relation { Operands: [var name, ..] } equation
                || !equation.IsAll(RelationKind.Equal)
                || !(name is Symbol || (words && name is Text))
                || !names.Add(name.ToString())
            )
            {
                return false;
            }
        }
        return items.Count > 1;
    }

    private static bool IsOrdered(Expression expression) =>
        expression is Collection { Kind: CollectionKind.Tuple } or Matrix;

    private static ExpressionList? Items(Expression expression) =>
        expression switch
        {
            Collection collection => collection.Items,
            Matrix matrix when matrix.Columns == 1 || matrix.Rows == 1 => matrix.Items,
            _ => null,
        };

    /// <summary>1,22 against 1.22: the comma was a decimal comma.</summary>
    private static Number? DecimalComma(Expression list, Expression other) =>
        list is Collection { DecimalComma: { } number }
        && EqualityRules.Plain(other) is Number { Decimals: >= 0 } or Number { Value.IsInteger: false }
            ? number
            : null;

    private Expression? Missing(ExpressionList wanted, ExpressionList given, int depth)
    {
        for (int i = 0; i < wanted.Count; i++)
        {
            // Most lists stand in the same order.
            bool found = i < given.Count && rules.AreEqual(wanted[i], given[i], depth);
            for (int j = 0; !found && j < given.Count; j++)
                found = j != i && rules.AreEqual(wanted[i], given[j], depth);
            if (!found)
                return wanted[i];
        }
        return null;
    }

    private bool InOrder(ExpressionList wanted, ExpressionList given, int depth) =>
        wanted.Count == given.Count && (wanted.Count == 0 || rules.AreEqual(wanted[0], given[0], depth));
}
