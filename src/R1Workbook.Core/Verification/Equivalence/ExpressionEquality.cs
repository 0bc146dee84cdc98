using R1Workbook.Core.Verification.Expressions;

namespace R1Workbook.Core.Verification.Equivalence;

/// <summary>
/// Judges whether two expressions mean the same, and says by which rule. The verdict is the same with the arguments
/// exchanged, but for one rule: a relation answers a gold set only where the settings allow it
/// (<see cref="VerificationSettings.AllowSetRelationComparison"/>), while a set always answers a gold relation, as in
/// Math-Verify. Never throws; the work is bounded by a count of steps, not by a clock.
/// </summary>
public static class ExpressionEquality
{
    /// <summary>Compares an answer with the gold answer.</summary>
    public static Comparison Compare(Expression gold, Expression answer, VerificationSettings settings) =>
        Compare(gold, answer, settings, new WorkBudget());

    /// <summary>Compares with a budget whose steps can be counted afterwards.</summary>
    internal static Comparison Compare(
        Expression gold,
        Expression answer,
        VerificationSettings settings,
        WorkBudget budget
    )
    {
        Comparison comparison = new EqualityRules(settings, budget).Compare(gold, answer, 0);
        if (comparison.AreEqual || settings.Strict || budget.IsSpent)
            return comparison;
        // Not strict: names do not count.
        if (VariableRenaming.Align(gold, answer) is not { } renamed)
            return comparison;
        Comparison again = new EqualityRules(settings, budget).Compare(gold, renamed, 0);
        return again.AreEqual ? again with { Reason = again.Reason + ", after renaming variables" } : comparison;
    }
}
