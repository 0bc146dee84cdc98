using R1Workbook.Core.Verification.Equivalence;
using R1Workbook.Core.Verification.Expressions;
using R1Workbook.Core.Verification.Reading;

namespace R1Workbook.Core.Verification;

/// <summary>Answers about whole numbers beside answers about real ones: 1 ≤ x ≤ 3 for whole x is {1, 2, 3} and not
/// [1, 3].</summary>
internal static class IntegerSets
{
    private const string IntegerLetters = "klmn";

    /// <summary>Why answers that look alike are not, because only one of them is about whole numbers; null where there
    /// is nothing to say.</summary>
    public static string? Differ(AnswerReading gold, AnswerReading answer)
    {
        if (IsInequality(gold.Expression!) && IsSet(answer.Expression!) && Loses(gold, answer))
            return "the gold answer is about whole numbers, the answer is a set of real ones";
        bool free =
            gold.Expression is Relation { Operands: var operands }
            && operands.AsSpan().ToArray().Any(side => side is Symbol { Name: [var c] } && IntegerLetters.Contains(c));
        return
            !free
            && IsInequality(answer.Expression!)
            && (IsInequality(gold.Expression!) || IsSet(gold.Expression!))
            && Loses(answer, gold)
            ? "the answer is about whole numbers, the gold answer is not"
            : null;
    }

    /// <summary>The numbers that a bounded condition leaves of the integers, where the other answer lists numbers; null
    /// for others.</summary>
    public static Collection? Enumerated(Expression expression, AnswerConditions says, Expression other)
    {
        if (other is not Collection { Kind: not CollectionKind.Tuple } and not Number)
            return null;
        (Expression? condition, string domain) = expression switch
        {
            SetBuilder
            {
                Element: Relation { Operands: [Symbol, NamedSet { Name: var set }], Kinds.Items: [RelationKind.In] },
                Condition: var inner
            } => (inner, set),
            Relation
            or Logical
                when RelationValue.Variable(expression) is { } letter
                    && (says.Integers.Contains(letter) || says.Naturals.Contains(letter)) => (
                expression,
                says.Integers.Contains(letter) ? "Z" : "N"
            ),
            _ => (null, ""),
        };
        // Whether 0 is a natural number is for the author to say: where it counts nothing is listed.
        return
            condition is not null
            && domain is "Z" or "N"
            && RealSet.Of(condition)?.Integers() is { } numbers
            && (domain == "Z" || numbers.All(number => number.Sign > 0))
            ? new Collection(CollectionKind.Set, [.. numbers.Select(number => new Number(number))])
            : null;
    }

    private static bool Loses(AnswerReading one, AnswerReading other) =>
        one.Conditions.Integers.Concat(one.Conditions.Naturals).Any(one.Expression!.Mentions)
        && !other.Conditions.Integers.Concat(other.Conditions.Naturals).Any()
        && !other.Expression!.Has(part => part is NamedSet { Name: ['Z' or 'N', ..] });

    private static bool IsInequality(Expression expression) =>
        expression is Logical || (expression is Relation relation && !relation.IsAll(RelationKind.Equal));

    private static bool IsSet(Expression expression)
    {
        Expression set =
            expression is Relation { Operands: [_, var named] } member && member.IsAll(RelationKind.In)
                ? named
                : expression;
        return set is Interval or SetOperation or Collection { Kind: CollectionKind.Tuple };
    }
}
