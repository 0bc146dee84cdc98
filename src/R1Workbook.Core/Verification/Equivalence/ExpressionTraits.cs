using R1Workbook.Core.Verification.Expressions;

namespace R1Workbook.Core.Verification.Equivalence;

/// <summary>Questions about a whole tree: its symbols, decimals and integrals.</summary>
internal static class ExpressionTraits
{
    public static bool IsScalar(Expression expression)
    {
        if (
            expression
            is Relation
                or Logical
                or Collection
                or Interval
                or NamedSet
                or SetBuilder
                or SetOperation
                or Text
                or Ratio
        )
        {
            return false;
        }

        foreach (Expression part in expression.Parts)
        {
            if (!IsScalar(part))
                return false;
        }
        return true;
    }

    public static bool HasDecimals(Expression expression)
    {
        if (expression is Number number)
            return number.Decimals >= 0;
        foreach (Expression part in expression.Parts)
        {
            if (HasDecimals(part))
                return true;
        }
        return false;
    }

    public static bool IsApproximate(Expression expression)
    {
        if (
            expression is BigOperator { Kind: BigOperatorKind.Integral or BigOperatorKind.Limit }
            || expression is BigOperator { Upper: Constant { Kind: ConstantKind.Infinity } }
        )
        {
            return true;
        }

        foreach (Expression part in expression.Parts)
        {
            if (IsApproximate(part))
                return true;
        }
        return false;
    }

    /// <summary>Gathers the free symbols; true where the imaginary unit occurs.</summary>
    public static bool Collect(Expression expression, HashSet<string> symbols)
    {
        if (expression is BigOperator { Kind: not BigOperatorKind.Derivative, Lower: not null } big)
        {
            // What is bound within may be free without.
            HashSet<string> inner = [];
            bool hasI = Collect(big.Body, inner);
            inner.Remove(big.Variable.Name);
            symbols.UnionWith(inner);
            return hasI | Collect(big.Lower, symbols) | (big.Upper is not null && Collect(big.Upper, symbols));
        }
        if (expression is Symbol symbol)
            symbols.Add(symbol.Name);
        bool found = expression is Constant { Kind: ConstantKind.I };
        foreach (Expression part in expression.Parts)
            found |= Collect(part, symbols);
        return found;
    }
}
