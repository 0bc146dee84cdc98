using R1Workbook.Core.Verification.Equivalence;
using R1Workbook.Core.Verification.Equivalence.Parameters;
using R1Workbook.Core.Verification.Expressions;
using R1Workbook.Core.Verification.Reading;

namespace R1Workbook.Core.Verification;

/// <summary>
/// Compares an answer with the gold answer as a mathematician does who sees both whole: what each says of its letters,
/// the letters of parameters, equations that another variable is solved for.
/// </summary>
internal static class AnswerComparison
{
    /// <summary>The comparison of two answers that were read.</summary>
    public static Comparison Compare(AnswerReading gold, AnswerReading answer, VerificationSettings settings)
    {
        Comparison comparison = Expressions(gold, answer, settings);
        if (comparison.AreEqual && OppositeWords.Conflict(gold.Expression!, answer.Expression!))
            return Comparison.Different("the words beside the number exclude each other");
        if (!comparison.AreEqual || SameRestriction(gold.Conditions.Restriction, answer.Conditions.Restriction))
            return comparison;
        string? said = gold.Conditions.Restriction ?? answer.Conditions.Restriction;
        return Comparison.Undecided($"equal, but a condition is not compared: {said}");
    }

    private static Comparison Expressions(AnswerReading gold, AnswerReading answer, VerificationSettings settings)
    {
        (Expression expected, Expression given) = (gold.Expression!, answer.Expression!);
        (expected, given) = (AsGraph(expected, given), AsGraph(given, expected));
        Comparison direct = ExpressionEquality.Compare(expected, given, settings);
        if (direct.AreEqual)
            return direct;
        if (ParameterNames.Align(expected, gold.Conditions, given, answer.Conditions) is { } renamed)
        {
            Comparison again = ExpressionEquality.Compare(expected, renamed, settings);
            if (again.AreEqual)
                return again with { Reason = again.Reason + ", with another letter for the parameter" };
        }
        if (IntegerFamilies.AreSame(expected, gold.Conditions, given, answer.Conditions) is { } families)
            return families ? Comparison.Equal("the same values for all integers") : direct;
        if (
            Spread(expected, given) is { } each
            && ExpressionEquality.Compare(each, given, settings) is { AreEqual: true } all
        )
        {
            return all with { Reason = "the same value for each name" };
        }

        return Solved(expected, given, settings) ?? Ordered(expected, given, settings) ?? direct;
    }

    /// <summary>f(x) = 2x against y = 2x: a function and its graph.</summary>
    private static Expression AsGraph(Expression expression, Expression other)
    {
        if (
            expression
                is not Relation
                {
                    Operands: [Application { IsKnown: false, Arguments: [Symbol { Name: "x" }] }, var value]
                } defined
            || !defined.IsAll(RelationKind.Equal)
            || other is not Relation { Kinds.Items: [RelationKind.Equal] }
            || !other.Mentions("y")
            || value.Mentions("y")
        )
        {
            return expression;
        }

        return new Relation(new Symbol("y"), RelationKind.Equal, value);
    }

    /// <summary>y + 1 = 2x against 2x - 1: the equation says what y is. Of an identity the value counts.</summary>
    private static Comparison? Solved(Expression expected, Expression given, VerificationSettings settings)
    {
        (Expression? equation, Expression value) =
            expected is Relation ? (expected, given)
            : given is Relation ? (given, expected)
            : (null, given);
        if (
            equation is not Relation { Operands: [var left, var right] } relation
            || !relation.IsAll(RelationKind.Equal)
            || !ExpressionTraits.IsScalar(value)
        )
        {
            return null;
        }

        HashSet<string> all = [],
            own = [];
        ExpressionTraits.Collect(equation, all);
        ExpressionTraits.Collect(value, own);
        if (all.Contains("y") && !own.Contains("y") && all.Count == own.Count + 1 && own.Count > 0)
        {
            Relation solved = new(new Symbol("y"), RelationKind.Equal, value);
            Comparison same = ExpressionEquality.Compare(equation, solved, settings);
            return same.AreEqual ? same with { Reason = "the equation solved for y" } : null;
        }
        if (
            ReferenceEquals(equation, expected)
            && all.SetEquals(own)
            && ExpressionEquality.Compare(left, right, settings).AreEqual
        )
        {
            Comparison same = ExpressionEquality.Compare(right, value, settings);
            return same.AreEqual ? same with { Reason = "the value of an identity: " + same.Reason } : null;
        }
        return null;
    }

    /// <summary>x = y = z = 2 against (2, 2, 2): the value as often as there are names.</summary>
    private static Collection? Spread(Expression expected, Expression given) =>
        expected is Relation { Operands: { Count: > 2 } operands } chain
        && chain.IsAll(RelationKind.Equal)
        && given is Collection { Kind: CollectionKind.Tuple, Items: var items }
        && items.Count == operands.Count - 1
        && operands.AsSpan()[..^1].ToArray().All(name => name is Symbol)
            ? new Collection(CollectionKind.Tuple, [.. Enumerable.Repeat(operands[^1], items.Count)])
            : null;

    /// <summary>b &lt; a &lt; c against b, a, c: names in their order.</summary>
    private static Comparison? Ordered(Expression expected, Expression given, VerificationSettings settings)
    {
        if (
            expected is not Relation { Operands: { Count: > 2 } names } chain
            || !chain.IsAll(RelationKind.Less)
            || given is not Collection { Kind: not CollectionKind.Set, Items: var items }
            || items.Count != names.Count
        )
        {
            return null;
        }

        for (int i = 0; i < names.Count; i++)
        {
            if (names[i] is not Symbol || !names[i].Equals(items[i]))
                return null;
        }
        return settings.Strict ? Comparison.Equal("the same names in the same order") : null;
    }

    private static bool SameRestriction(string? gold, string? answer) =>
        gold is null || answer is null
            ? gold == answer
            : string.Equals(Letters(gold), Letters(answer), StringComparison.OrdinalIgnoreCase);

    private static string Letters(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c) && c is not ','));
}
