namespace R1Workbook.Core.Verification.Equivalence;

/// <summary>Whether two expressions mean the same.</summary>
/// <param name="AreEqual">Whether they do.</param>
/// <param name="Reason">The rule that decided, in one line.</param>
public sealed record Comparison(bool AreEqual, string Reason)
{
    /// <summary>Whether the comparison could not decide: too much work, or a value that is not computed.</summary>
    public bool IsUndecided { get; init; }

    internal static Comparison Equal(string reason) => new(true, reason);

    internal static Comparison Undecided(string reason) => new(false, reason) { IsUndecided = true };

    internal static Comparison Different(string reason) => new(false, reason);
}
