using R1Workbook.Core.Verification;

namespace R1Workbook.Core.Peers;

/// <summary>Where the graders of other projects call SymPy, this verifier compares the expressions instead, to fifteen
/// digits.</summary>
internal static class Symbolic
{
    private static readonly VerificationSettings Exact = VerificationSettings.MathVerify with { FloatRounding = 15 };

    /// <summary>Whether both texts are expressions and have the same value.</summary>
    public static bool AreEqual(string answer, string gold) =>
        MathVerifier.Compare(gold, answer, Exact) is { AreEqual: true };
}
