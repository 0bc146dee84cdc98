using R1Workbook.Core.Verification.Expressions;

namespace R1Workbook.Core.Verification.Equivalence;

/// <summary>
/// Compares equations, inequalities and chains of them with each other and with values and sets. An equation that names
/// a value (x = 5, f(x) = 1, AB = 4) and the value are the same, either way round; of a chain z = 3 + 3 = 6 the ends
/// count. Equations are the same up to a factor, inequalities up to a factor whose sign turns them; an identity equals
/// no other equation.
/// </summary>
internal sealed partial class RelationEquality(EqualityRules rules)
{
    public Comparison Compare(Expression gold, Expression answer, int depth)
    {
        if (gold is Relation a && answer is Relation b)
        {
            Comparison both = Relations(a, b, depth);
            if (both.AreEqual || IsInequality(gold) == IsInequality(answer))
                return both;
        }
        if (Sets(gold, answer, depth) is { } sets)
            return sets;
        if (gold is Logical left && answer is Logical right && left.IsOr == right.IsOr)
        {
            return rules.Compare(
                new Collection(CollectionKind.Set, left.Operands),
                new Collection(CollectionKind.Set, right.Operands),
                depth + 1
            );
        }

        if (
            gold is Logical or Collection
            && answer is Logical or Collection
            && Operands(gold) is { } all
            && Operands(answer) is { } given
        )
        {
            return rules.Compare(
                new Collection(CollectionKind.List, all),
                new Collection(CollectionKind.List, given),
                depth + 1
            );
        }

        if (answer is Collection or Logical && RelationValue.Componentwise(gold) is { } goldParts)
            return rules.Compare(goldParts, answer, depth + 1);
        if (gold is Collection or Logical && RelationValue.Componentwise(answer) is { } answerParts)
            return rules.Compare(gold, answerParts, depth + 1);
        if (gold is Relation && answer is Relation)
            return Comparison.Different("not the same relation");
        if (gold is Relation && RelationValue.Value(gold) is { } goldValue)
        {
            Comparison value = rules.Compare(goldValue, answer, depth + 1);
            if (
                !value.AreEqual
                && RelationValue.Exact(gold) is { } exact
                && rules.Compare(exact, answer, depth + 1) is { AreEqual: true } better
            )
            {
                value = better;
            }

            return value with
            {
                Reason = "the value of the gold equation: " + value.Reason,
            };
        }
        if (answer is Relation && RelationValue.Value(answer) is { } answerValue)
        {
            Comparison value = rules.Compare(gold, answerValue, depth + 1);
            if (
                !value.AreEqual
                && RelationValue.Exact(answer) is { } exact
                && rules.Compare(gold, exact, depth + 1) is { AreEqual: true } better
            )
            {
                value = better;
            }

            return value with
            {
                Reason = "the value of the answer's equation: " + value.Reason,
            };
        }
        return Comparison.Different("a relation against none");
    }

    private static ExpressionList? Operands(Expression expression) =>
        expression switch
        {
            Logical logical => logical.Operands,
            Collection { Kind: not CollectionKind.Tuple } collection => collection.Items,
            _ => null,
        };

    private static bool IsInequality(Expression expression) =>
        expression is Logical
        || (
            expression is Relation relation
            && !relation.IsAll(RelationKind.Equal)
            && Array.Exists(
                relation.Kinds.Items,
                kind => kind is >= RelationKind.NotEqual and <= RelationKind.GreaterOrEqual
            )
        );

    /// <summary>An inequality against a set or another inequality, as sets of numbers; null where that rule does not
    /// apply.</summary>
    private Comparison? Sets(Expression gold, Expression answer, int depth)
    {
        bool goldIs = IsInequality(gold),
            answerIs = IsInequality(answer);
        if (!goldIs && !answerIs)
            return null;
        (Expression goldSet, Expression answerSet) = (
            RelationValue.SetOf(gold) ?? gold,
            RelationValue.SetOf(answer) ?? answer
        );
        if (!goldIs && !(EqualityRules.IsSet(goldSet) || goldSet is Collection))
            return null;
        if (!answerIs && !(EqualityRules.IsSet(answerSet) || answerSet is Collection))
            return null;
        if (
            goldIs
            && answerIs
            && rules.Settings.Strict
            && RelationValue.Variable(gold) != RelationValue.Variable(answer)
        )
        {
            return null;
        }

        if (RealSet.Of(goldSet) is not { } wanted || RealSet.Of(answerSet) is not { } given)
            return null;
        if (!goldIs && answerIs && !rules.Settings.AllowSetRelationComparison)
            return Comparison.Different("an inequality for a set: not allowed by the settings");
        // The question itself is no answer: of all that describes the set, an unsolved inequality is what was to solve.
        if (answerIs && IsUnsolved(answer) && !(goldIs && IsUnsolved(gold)))
            return Comparison.Different("the answer states an inequality and does not solve it");
        bool same = wanted.SameAs(given, (a, b) => rules.AreEqual(a, b, depth));
        string kinds = goldIs && answerIs ? "inequalities" : "interval and inequality";
        return same
            ? Comparison.Equal($"{kinds} of the same numbers")
            : Comparison.Different($"{kinds} of different numbers");
    }

    private static bool IsUnsolved(Expression expression) =>
        expression.Has(part =>
            part is Relation relation
            && relation
                .Operands.Zip(relation.Operands.Skip(1))
                .Any(pair =>
                    PolynomialInequality.Read(new Sum([pair.First, Product.Negative(pair.Second)]))
                        is { IsLinear: false }
                )
        );
}
