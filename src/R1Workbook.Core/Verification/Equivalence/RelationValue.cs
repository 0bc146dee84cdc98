using R1Workbook.Core.Verification.Expressions;

namespace R1Workbook.Core.Verification.Equivalence;

/// <summary>What a relation says that a name is: of x = 5 the 5.</summary>
internal static class RelationValue
{
    public static string? Variable(Expression expression)
    {
        HashSet<string> symbols = [];
        ExpressionTraits.Collect(expression, symbols);
        return symbols.Count == 1 ? symbols.First() : null;
    }

    public static Expression? SetOf(Expression expression) =>
        expression is Relation { Operands: [var name, var set] } relation
        && relation.IsAll(RelationKind.In)
        && IsName(name)
            ? set
            : null;

    /// <summary>(p, q) = (3, 2) as p = 3, q = 2.</summary>
    public static Collection? Componentwise(Expression expression)
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
    public static Expression? Exact(Expression expression)
    {
        if (expression is not Relation relation)
            return null;
        int last = Array.LastIndexOf(relation.Kinds.Items, RelationKind.Approximate);
        return last >= 0 && !IsName(relation.Operands[last]) ? relation.Operands[last] : null;
    }

    public static bool HasSymbols(Expression expression)
    {
        HashSet<string> symbols = [];
        ExpressionTraits.Collect(expression, symbols);
        return symbols.Count > 0;
    }

    public static bool IsName(Expression expression) =>
        expression switch
        {
            Symbol or Text => true,
            Application application => (!application.IsKnown || application.Arguments.Count == 1)
                && (!application.IsKnown || IsName(application.Arguments[0])),
            BigOperator => true,
            Collection { Items: { Count: > 0 } items } => items.All(IsName),
            Ratio ratio => ratio.Terms.All(IsName),
            // a/b = 2/3 says what the quotient is.
            Product { Factors: [Symbol, Power { Base: Symbol, Exponent: Number { Value: var minus } }] }
                when minus == -1 => true,
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

    public static bool IsSegment(Expression expression) =>
        expression is Symbol { Name: [>= 'A' and <= 'Z', ..] } or Constant { Kind: ConstantKind.I }
        || (expression is Product && IsName(expression));
}
