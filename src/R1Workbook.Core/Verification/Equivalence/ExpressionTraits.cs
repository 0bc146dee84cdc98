using R1Workbook.Core.Verification.Expressions;

namespace R1Workbook.Core.Verification.Equivalence;

/// <summary>Questions about a whole tree: its symbols, decimals and integrals.</summary>
internal static class ExpressionTraits
{
    public static bool IsScalar(Expression expression) =>
        !expression.Has(part =>
            part
                is Relation
                    or Logical
                    or Collection
                    or Interval
                    or NamedSet
                    or SetBuilder
                    or SetOperation
                    or Text
                    or Ratio
        );

    public static bool HasDecimals(Expression expression) => expression.Has(part => part is Number { Decimals: >= 0 });

    public static bool IsApproximate(Expression expression) =>
        expression.Has(part =>
            part
                is BigOperator { Kind: BigOperatorKind.Integral or BigOperatorKind.Limit }
                    or BigOperator { Upper: Constant { Kind: ConstantKind.Infinity } }
        );

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
