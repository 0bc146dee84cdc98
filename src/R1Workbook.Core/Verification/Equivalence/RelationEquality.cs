using R1Workbook.Core.Verification.Expressions;

namespace R1Workbook.Core.Verification.Equivalence;

/// <summary>
/// Compares equations, inequalities and chains of them with each other and with values and sets. An equation that names
/// a value (x = 5, f(x) = 1, AB = 4) and the value are the same, either way round; of a chain z = 3 + 3 = 6 the ends
/// count. Equations are the same up to a factor, inequalities up to a factor whose sign turns them; an identity equals
/// no other equation.
/// </summary>
internal sealed class RelationEquality(EqualityRules rules)
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

        if (answer is Collection or Logical && Componentwise(gold) is { } goldParts)
            return rules.Compare(goldParts, answer, depth + 1);
        if (gold is Collection or Logical && Componentwise(answer) is { } answerParts)
            return rules.Compare(gold, answerParts, depth + 1);
        if (gold is Relation && answer is Relation)
            return Comparison.Different("not the same relation");
        if (gold is Relation && Value(gold) is { } goldValue)
        {
            Comparison value = rules.Compare(goldValue, answer, depth + 1);
            if (
                !value.AreEqual
                && Exact(gold) is { } exact
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
        if (answer is Relation && Value(answer) is { } answerValue)
        {
            Comparison value = rules.Compare(gold, answerValue, depth + 1);
            if (
                !value.AreEqual
                && Exact(answer) is { } exact
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
        (Expression goldSet, Expression answerSet) = (SetOf(gold) ?? gold, SetOf(answer) ?? answer);
        if (!goldIs && !(EqualityRules.IsSet(goldSet) || goldSet is Collection))
            return null;
        if (!answerIs && !(EqualityRules.IsSet(answerSet) || answerSet is Collection))
            return null;
        if (goldIs && answerIs && rules.Settings.Strict && Variable(gold) != Variable(answer))
            return null;
        if (RealSet.Of(goldSet) is not { } wanted || RealSet.Of(answerSet) is not { } given)
            return null;
        if (!goldIs && answerIs && !rules.Settings.AllowSetRelationComparison)
            return Comparison.Different("an inequality for a set: not allowed by the settings");
        bool same = wanted.SameAs(given, (a, b) => rules.AreEqual(a, b, depth));
        string kinds = goldIs && answerIs ? "inequalities" : "interval and inequality";
        return same
            ? Comparison.Equal($"{kinds} of the same numbers")
            : Comparison.Different($"{kinds} of different numbers");
    }

    private static string? Variable(Expression expression)
    {
        HashSet<string> symbols = [];
        ScalarEquality.Collect(expression, symbols);
        return symbols.Count == 1 ? symbols.First() : null;
    }

    private static Expression? SetOf(Expression expression) =>
        expression is Relation { Operands: [var name, var set] } relation
        && relation.IsAll(RelationKind.In)
        && IsName(name)
            ? set
            : null;

    /// <summary>(p, q) = (3, 2) as p = 3, q = 2.</summary>
    private static Collection? Componentwise(Expression expression)
    {
        if (
            expression is not Relation { Operands: [Collection names, Collection values] } relation
            || !relation.IsAll(RelationKind.Equal)
            || names.Items.Count != values.Items.Count
        )
        {
            return null;
        }

        List<Expression> equations = [];
        for (int i = 0; i < names.Items.Count; i++)
            equations.Add(new Relation(names.Items[i], RelationKind.Equal, values.Items[i]));
        return new Collection(CollectionKind.List, [.. equations]);
    }

    /// <summary>What a relation says that a name is: of x = 5 the 5, of x in S the S. Null where it names
    /// nothing.</summary>
    public static Expression? Value(Expression expression)
    {
        if (expression is not Relation relation)
            return null;
        (Expression first, Expression last) = (relation.Operands[0], relation.Operands[^1]);
        if (SetOf(relation) is { } set)
            return set;
        if (relation.Kinds.Items is [RelationKind.Congruent] && IsName(first))
            return last;
        foreach (RelationKind kind in relation.Kinds.Items)
        {
            if (kind is not (RelationKind.Equal or RelationKind.Approximate))
                return null;
        }
        if (IsName(first))
            return last;
        if (IsName(last))
            return first;
        // A calculation: 12·3 = 36.
        return Variable(relation) is null && !HasSymbols(first) && !HasSymbols(last) ? last : null;
    }

    /// <summary>What stands before the last ≈: of x = √2 ≈ 1.414 the root.</summary>
    private static Expression? Exact(Expression expression)
    {
        if (expression is not Relation relation)
            return null;
        int last = Array.LastIndexOf(relation.Kinds.Items, RelationKind.Approximate);
        return last >= 0 && !IsName(relation.Operands[last]) ? relation.Operands[last] : null;
    }

    private static bool HasSymbols(Expression expression)
    {
        HashSet<string> symbols = [];
        ScalarEquality.Collect(expression, symbols);
        return symbols.Count > 0;
    }

    private static bool IsName(Expression expression) =>
        expression switch
        {
            Symbol or Text => true,
            Application application => (!application.IsKnown || application.Arguments.Count == 1)
                && (!application.IsKnown || IsName(application.Arguments[0])),
            BigOperator => true,
            Collection { Items: { Count: > 0 } items } => items.All(IsName),
            Ratio ratio => ratio.Terms.All(IsName),
            // Segments and their quotients: AB, NO/BO.
            Product product => product.Factors.All(factor =>
                IsSegment(factor)
                || (
                    factor is Power { Base: var under, Exponent: Number { Value: var power } }
                    && power == -1
                    && IsSegment(under)
                )
            ),
            _ => false,
        };

    private static bool IsSegment(Expression expression) =>
        expression is Symbol { Name: [>= 'A' and <= 'Z', ..] } or Constant { Kind: ConstantKind.I }
        || (expression is Product && IsName(expression));

    private Comparison Relations(Relation gold, Relation answer, int depth)
    {
        if (IsChain(gold) && IsChain(answer))
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
                || gold.Left is Symbol { Name: var name }
                    && !Mentions(gold.Right, name)
                    && !Mentions(answer.Right, name)
            )
            {
                return right with { Reason = "equations of the same left side: " + right.Reason };
            }
        }
        else if (rules.AreEqual(gold.Left, answer.Right, depth) && rules.AreEqual(gold.Right, answer.Left, depth))
        {
            return Comparison.Equal("the same equation with its sides exchanged");
        }
        // A calculation has no variables; it is worth what it ends in.
        if (!HasSymbols(gold.Left) && !HasSymbols(gold.Right) && !HasSymbols(answer.Left) && !HasSymbols(answer.Right))
            return rules.Compare(gold.Right, answer.Right, depth + 1);
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
            )
            {
                return answer;
            }
        }
        return (VariableRenaming.Rename(answer.Left, names), VariableRenaming.Rename(answer.Right, names));
    }

    private static bool Mentions(Expression expression, string name)
    {
        if (expression is Symbol symbol)
            return symbol.Name == name;
        foreach (Expression part in expression.Parts)
        {
            if (Mentions(part, name))
                return true;
        }
        return false;
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
