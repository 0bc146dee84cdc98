using R1Workbook.Core.Verification.Expressions;
namespace R1Workbook.Core.Verification.Equivalence;
internal sealed record Comparison(bool AreEqual, string Reason);
internal static class ExpressionEquality { public static Comparison Compare(Expression gold, Expression answer, VerificationSettings settings) => new(gold.Equals(answer) || gold.ToString()==answer.ToString(), "structure" + settings.FloatRounding); }
