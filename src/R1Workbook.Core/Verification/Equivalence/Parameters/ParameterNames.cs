using R1Workbook.Core.Verification.Expressions;
using R1Workbook.Core.Verification.Reading;

namespace R1Workbook.Core.Verification.Equivalence.Parameters;

/// <summary>The letters of parameters: an answer for "some integer k" may call it n.</summary>
internal static class ParameterNames
{
    private const string IntegerLetters = "k n m l j t p q r z N K";

    /// <summary>The answer with its parameters called as in the gold answer; null where none may be renamed.</summary>
    public static Expression? Align(
        Expression gold,
        AnswerConditions goldSays,
        Expression answer,
        AnswerConditions answerSays
    )
    {
        HashSet<string> wanted = [],
            given = [];
        // What an equation names is no parameter of an answer that names nothing.
        ExpressionTraits.Collect(answer is Relation ? gold : RelationValue.Value(gold) ?? gold, wanted);
        ExpressionTraits.Collect(gold is Relation ? answer : RelationValue.Value(answer) ?? answer, given);
        string[] missing = [.. wanted.Except(given).Order(StringComparer.Ordinal)],
            extra = [.. given.Except(wanted).Order(StringComparer.Ordinal)];
        if (missing.Length != extra.Length || missing.Length is 0 or > 3)
            return null;
        Dictionary<string, string> names = [];
        if (missing.Length == 1)
        {
            if (!MayRename(missing[0], gold, goldSays, extra[0], answer, answerSays))
                return null;
            names[extra[0]] = missing[0];
        }
        else
        {
            // Several: only the same letters in the other case, and only where each has its own.
            foreach (string letter in extra)
            {
                if (Array.Find(missing, name => IsOtherCase(name, letter)) is not { } name)
                    return null;
                names[letter] = name;
            }
        }
        return VariableRenaming.Rename(answer, names);
    }

    /// <summary>Whether a letter stands for any integer: because that is said, or in multiples of π.</summary>
    public static bool IsInteger(string letter, Expression expression, AnswerConditions says) =>
        says.Integers.Contains(letter)
        || !says.Declares(letter)
            && IntegerLetters.Contains(letter, StringComparison.Ordinal)
            && IsTimesPi(letter, expression);

    private static bool MayRename(
        string wanted,
        Expression gold,
        AnswerConditions goldSays,
        string given,
        Expression answer,
        AnswerConditions answerSays
    )
    {
        if (IsOtherCase(wanted, given))
            return true;
        bool goldDeclares = goldSays.Declares(wanted) || IsInteger(wanted, gold, goldSays),
            answerDeclares = answerSays.Declares(given) || IsInteger(given, answer, answerSays);
        if (goldDeclares && answerDeclares)
        {
            return goldSays.Naturals.Contains(wanted) == answerSays.Naturals.Contains(given);
        }
        // (x, y) = (3t, 5t) names what is sought; the letter that is left can only be a parameter.
        return (answerDeclares && IsLeft(wanted, gold)) || (goldDeclares && IsLeft(given, answer));
    }

    private static bool IsLeft(string letter, Expression expression) =>
        expression is Relation { Operands: [var names, ..] } relation
        && relation.IsAll(RelationKind.Equal)
        && names is Collection or Symbol
        && !names.Mentions(letter);

    private static bool IsOtherCase(string a, string b) =>
        a.Length == 1 && b.Length == 1 && a != b && string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    private static bool IsTimesPi(string letter, Expression expression) =>
        expression.Has(part => part is Product product && IsTimesPi(letter, product.Factors));

    private static bool IsTimesPi(string letter, ExpressionList factors)
    {
        bool hasPi = false,
            hasLetter = false;
        foreach (Expression factor in factors)
        {
            hasPi |= factor is Constant { Kind: ConstantKind.Pi } || factor is Quantity;
            hasLetter |= factor is Symbol { Name: var name } && name == letter;
            hasLetter |= factor is Sum && factor.Mentions(letter);
        }
        return hasPi && hasLetter;
    }
}
