using R1Workbook.Core.Verification.Expressions;

namespace R1Workbook.Core.Verification.Equivalence;

/// <summary>Renames variables.</summary>
internal static class VariableRenaming
{
    /// <summary>The answer with its variables renamed to those of the gold answer, in the order of their first
    /// appearance; null where their numbers differ.</summary>
    public static Expression? Align(Expression gold, Expression answer)
    {
        List<string> wanted = [],
            given = [];
        Collect(gold, wanted);
        Collect(answer, given);
        if (wanted.Count != given.Count || wanted.Count == 0 || wanted.SequenceEqual(given))
            return null;
        Dictionary<string, string> names = [];
        for (int i = 0; i < given.Count; i++)
            names[given[i]] = wanted[i];
        return Rename(answer, names);
    }

    /// <summary>The expression with the symbols renamed.</summary>
    public static Expression Rename(Expression expression, IReadOnlyDictionary<string, string> names) =>
        expression switch
        {
            Symbol symbol => names.TryGetValue(symbol.Name, out string? name) ? new Symbol(name) : symbol,
            { Parts.Count: 0 } => expression,
            _ => expression.With(expression.Parts.Map(part => Rename(part, names))) is BigOperator big
            && names.TryGetValue(big.Variable.Name, out string? bound)
                ? big with
                {
                    Variable = new Symbol(bound),
                }
                : expression.With(expression.Parts.Map(part => Rename(part, names))),
        };

    private static void Collect(Expression expression, List<string> names)
    {
        if (expression is Symbol symbol && !names.Contains(symbol.Name) && names.Count < 50)
            names.Add(symbol.Name);
        foreach (Expression part in expression.Parts)
            Collect(part, names);
    }
}
