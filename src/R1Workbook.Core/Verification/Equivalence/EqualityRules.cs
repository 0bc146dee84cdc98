using R1Workbook.Core.Verification.Equivalence.Exact;
using R1Workbook.Core.Verification.Expressions;

namespace R1Workbook.Core.Verification.Equivalence;

/// <summary>Finds the rule for two expressions by their kinds: relations, collections, sets, matrices, ratios, words,
/// scalars.</summary>
internal sealed class EqualityRules
{
    private const int DeepestNesting = 60;

    private readonly WorkBudget _budget;
    private readonly RelationEquality _relations;
    private readonly CollectionEquality _collections;

    public EqualityRules(VerificationSettings settings, WorkBudget budget)
    {
        (Settings, this._budget) = (settings, budget);
        Scalars = new ScalarEquality(settings, budget);
        _relations = new RelationEquality(this);
        _collections = new CollectionEquality(this);
    }

    public VerificationSettings Settings { get; }

    public ScalarEquality Scalars { get; }

    public bool Spend(int steps) => _budget.Spend(steps);

    public bool AreEqual(Expression gold, Expression answer, int depth) => Compare(gold, answer, depth + 1).AreEqual;

    public Comparison Compare(Expression gold, Expression answer, int depth)
    {
        if (depth > DeepestNesting || !_budget.Spend(8))
            return Comparison.Undecided("too much work to compare");
        if (gold is Number && answer is Number)
            return Scalars.Compare(gold, answer);
        if (gold.Equals(answer))
            return Comparison.Equal("written alike");
        (gold, answer) = (Plain(gold), Plain(answer));
        if (gold is Text || answer is Text)
        {
            return TextEquality.Compare(gold, answer)
                ?? (
                    RelationValue.Value(gold) is { } named && RelationValue.Value(answer) is var given
                        ? Compare(named, given ?? answer, depth + 1)
                    : RelationValue.Value(answer) is { } value ? Compare(gold, value, depth + 1)
                    : Comparison.Different("words against mathematics")
                );
        }

        if (PlusMinusExpansion.Has(gold) || PlusMinusExpansion.Has(answer))
        {
            return Expanded(gold) is { } goldReadings && Expanded(answer) is { } answerReadings
                ? Compare(goldReadings, answerReadings, depth + 1)
                : Comparison.Different("too many signs ±");
        }
        if (gold is BasedNumber || answer is BasedNumber)
            return Based(gold, answer, depth);
        if (gold is Relation or Logical || answer is Relation or Logical)
            return _relations.Compare(gold, answer, depth);
        if (IsSet(gold) || IsSet(answer))
            return SetEquality.Compare(gold, answer, this, depth);
        if (gold is Collection || answer is Collection)
            return _collections.Compare(gold, answer, depth);
        if (gold is Ratio || answer is Ratio)
            return RatioEquality.Compare(gold, answer, this, depth);
        if (MatrixArithmetic.Of(gold) is { } goldMatrix)
            return Matrices(goldMatrix, MatrixArithmetic.Of(answer), depth);
        if (MatrixArithmetic.Of(answer) is not null)
            return Comparison.Different("a matrix against none");
        if (IsResidueClass(gold) || IsResidueClass(answer))
            return Residues(gold, answer);
        return Scalars.Compare(gold, answer);
    }

    /// <summary>Without a unit, without the brackets of a lone element.</summary>
    public static Expression Plain(Expression expression) =>
        expression switch
        {
            Quantity { Unit: not "°" } quantity => Plain(quantity.Value),
            Collection { Items: { Count: 1 } items } => Plain(items[0]),
            _ => expression,
        };

    public static bool IsSet(Expression expression) =>
        expression is Interval or SetOperation or NamedSet or SetBuilder
        || (expression is Sum && SetDifference(expression) is not null);

    /// <summary>A - B of two sets, written with the sign of a difference of numbers; null for others.</summary>
    public static SetOperation? SetDifference(Expression expression) =>
        expression is Sum { Terms: [var whole, Product { Factors: [Number { Value: var sign }, var taken] }] }
        && sign == -1
        && whole is Interval or SetOperation or NamedSet or SetBuilder
        && taken is Interval or SetOperation or SetBuilder or Collection { Kind: CollectionKind.Set }
            ? new SetOperation(SetOperationKind.Difference, [whole, taken])
            : null;

    private static Expression? Expanded(Expression expression)
    {
        if (!PlusMinusExpansion.Has(expression))
            return expression;
        if (expression is not Collection { Kind: not CollectionKind.Tuple } collection)
        {
            return PlusMinusExpansion.Expand(expression) is { } readings
                ? new Collection(CollectionKind.List, [.. readings])
                : null;
        }

        List<Expression> items = [];
        foreach (Expression item in collection.Items)
        {
            if (PlusMinusExpansion.Expand(item) is not { } each || items.Count > 200)
                return null;
            items.AddRange(each);
        }
        return new Collection(collection.Kind, [.. items]);
    }

    private Comparison Based(Expression gold, Expression answer, int depth)
    {
        if (gold is BasedNumber a && answer is BasedNumber b)
        {
            return a.Base != b.Base ? Comparison.Different($"one is in base {a.Base}, the other in base {b.Base}")
                : a.Value == b.Value ? Comparison.Equal($"the same digits in base {a.Base}")
                : Comparison.Different($"{a.Digits} is not {b.Digits} in base {a.Base}");
        }

        if (gold is Relation || answer is Relation)
            return _relations.Compare(gold, answer, depth);
        return gold is Collection || answer is Collection
            ? _collections.Compare(gold, answer, depth)
            : Comparison.Different("one is written in another base, the other is not");
    }

    private Comparison Matrices(Matrix gold, Matrix? answer, int depth)
    {
        if (answer is null)
            return Comparison.Different("a matrix against none");
        if (gold.Rows != answer.Rows || gold.Columns != answer.Columns)
        {
            return Comparison.Different(
                $"a {gold.Rows}×{gold.Columns} matrix against a {answer.Rows}×{answer.Columns} matrix"
            );
        }

        for (int i = 0; i < gold.Items.Count; i++)
        {
            Comparison element = Compare(gold.Items[i], answer.Items[i], depth + 1);
            if (!element.AreEqual)
            {
                return Comparison.Different(
                    $"the elements at row {i / gold.Columns + 1}, column {i % gold.Columns + 1}: {element.Reason}"
                );
            }
        }
        return Comparison.Equal("the matrices are equal element by element");
    }

    // pmod(3) in words is no class: a class has a modulus.
    private static bool IsResidueClass(Expression expression) =>
        expression is Application { Function: "pmod", Arguments: [_, _] };

    /// <summary>3 (mod 7) and 10 (mod 7) are the same class; 3 alone names it.</summary>
    private static Comparison Residues(Expression gold, Expression answer)
    {
        static (Rational Value, Rational Modulus) Parts(Expression expression) =>
            expression is Application { Function: "pmod", Arguments: [var value, var modulus] }
                ? (ExactValue.Of(value), ExactValue.Of(modulus))
                : (ExactValue.Of(expression), Rational.Invalid);
        ((Rational a, Rational m), (Rational b, Rational n)) = (Parts(gold), Parts(answer));
        Rational modulus = m.IsValid ? m : n;
        if (!a.IsValid || !b.IsValid || !modulus.IsValid || (m.IsValid && n.IsValid && m != n))
            return Comparison.Different("not the same residue class");
        bool same = m.IsValid && n.IsValid ? ((a - b) / modulus).IsInteger : a == b;
        return same
            ? Comparison.Equal($"the same residue modulo {modulus}")
            : Comparison.Different($"not the same residue modulo {modulus}");
    }
}
