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
        if (Compound(gold, answer) is not { } converted)
            return Comparison.Undecided("one is a measure in several units, the other in none of these");
        Comparison comparison = Expressions(converted.Gold, converted.Answer, settings);
        if (comparison.AreEqual && OppositeWords.Conflict(gold.Expression!, answer.Expression!))
            return Comparison.Different("the words beside the number exclude each other");
        if (
            comparison.AreEqual
            && gold.Conditions.Lowest is { } first
            && answer.Conditions.Lowest is { } other
            && first != other
        )
        {
            return Comparison.Undecided($"the letter counts from {first}, not from {other}");
        }
        if (comparison.AreEqual && IntegerSets.Differ(gold, answer) is { } why)
            return Comparison.Undecided(why);
        if (!comparison.AreEqual || SameRestriction(gold.Conditions.Restriction, answer.Conditions.Restriction))
            return comparison;
        string? said = gold.Conditions.Restriction ?? answer.Conditions.Restriction;
        return Comparison.Undecided($"equal, but a condition is not compared: {said}");
    }

    /// <summary>Both answers, where one is 3 h 20 min the other in the same unit; null where it has none of that
    /// kind.</summary>
    private static (AnswerReading Gold, AnswerReading Answer)? Compound(AnswerReading gold, AnswerReading answer)
    {
        if (!gold.IsCompound && !answer.IsCompound)
            return (gold, answer);
        if (
            CompoundUnits.AsQuantity(gold.Expression!) is not { } wanted
            || CompoundUnits.AsQuantity(answer.Expression!) is not { } given
        )
        {
            return null;
        }
        if (gold.IsCompound)
        {
            return CompoundUnits.Converted(given, wanted.Unit) is { } inGold
                ? (gold, answer with { Expression = inGold })
                : null;
        }
        return CompoundUnits.Converted(wanted, given.Unit) is { } inAnswer
            ? (gold with { Expression = inAnswer }, answer)
            : null;
    }

    private static Comparison Expressions(AnswerReading gold, AnswerReading answer, VerificationSettings settings)
    {
        (Expression expected, Expression given) = (gold.Expression!, answer.Expression!);
        (expected, given) = AnswerNotation.Shared(expected, given);
        if (IntegerSets.Enumerated(expected, gold.Conditions, given) is { } wanted)
            expected = wanted;
        if (IntegerSets.Enumerated(given, answer.Conditions, expected) is { } listed)
            given = listed;
        expected = Unnumbered(expected, given);
        (expected, given) = (AnswerNotation.AsGraph(expected, given), AnswerNotation.AsGraph(given, expected));
        given = Unnumbered(AsQuantity(given, expected), expected);
        if (NamesNoModulus(expected, given))
            return Comparison.Undecided("the answer is one number, the gold answer a class of them");
        if (Unknowns(expected) is { } unknowns)
        {
            if (ExpressionTraits.IsScalar(given))
                return Comparison.Undecided("the gold answer says what each letter is, the answer is one number");
            if (
                given is Collection { Kind: CollectionKind.List }
                && ExpressionEquality.Compare(unknowns, given, settings) is { AreEqual: true } one
            )
            {
                return one;
            }
        }
        Comparison direct = ExpressionEquality.Compare(expected, given, settings);
        if (direct.AreEqual)
            return direct;
        if (ConstantNames.AreSame(expected, given, settings))
            return Comparison.Equal("the same for all values of the constants");
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

    /// <summary>7 h against 7 hours: behind a number the letter of the gold answer's unit is that unit.</summary>
    private static Expression AsQuantity(Expression answer, Expression gold) =>
        gold is Quantity { Unit: var unit }
        && answer is Product { Factors: [Number number, Symbol { Name: { Length: 1 } letter }] }
        && AnswerUnit.AreSame(unit, letter)
            ? new Quantity(number, letter)
            : answer;

    /// <summary>x_1 = 2, x_2 = -7 against x = 2 or x = -7: the numbers only count the solutions.</summary>
    private static Expression Unnumbered(Expression answer, Expression gold)
    {
        if (answer is not Collection { Kind: CollectionKind.List } list)
            return answer;
        string[] names =
        [
            .. list.Items.Select(item =>
                item is Relation { Operands: [Symbol { Name: [_, '_', >= '0' and <= '9'] name }, _] } ? name : ""
            ),
        ];
        string letter = names[0].Length == 0 ? "" : names[0][..1];
        return
            letter.Length == 0
            || names.Distinct().Count() < names.Length
            || names.Any(name => name.Length == 0 || name[..1] != letter || gold.Mentions(name))
            || !gold.Mentions(letter)
            ? answer
            : VariableRenaming.Rename(answer, names.ToDictionary(name => name, _ => letter));
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

    /// <summary>x ≡ 1 (mod 3) against 1: who asks for x wants all of them.</summary>
    private static bool NamesNoModulus(Expression expected, Expression given) =>
        expected is Relation { Operands: [Symbol, Application { Function: "pmod" }] } && given is Number;

    /// <summary>Of a = b = c = 1 the equations a = 1, b = 1, c = 1: several letters, each of which is sought; null for
    /// others. In AB = BC = 5 the lengths are one thing.</summary>
    private static Collection? Unknowns(Expression expected) =>
        expected is Relation { Operands: { Count: > 2 } operands } chain
        && chain.IsAll(RelationKind.Equal)
        && operands.AsSpan()[..^1].ToArray().All(name => name is Symbol { Name.Length: 1 })
        && ExpressionTraits.IsScalar(operands[^1])
            ? new Collection(
                CollectionKind.List,
                [
                    .. operands
                        .AsSpan()[..^1]
                        .ToArray()
                        .Select(name => new Relation(name, RelationKind.Equal, operands[^1])),
                ]
            )
            : null;

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
