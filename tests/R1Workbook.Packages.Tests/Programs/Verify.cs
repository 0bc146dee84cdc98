using R1Workbook.Core.Verification;

string gold = "1/2";
var verdict = MathVerifier.Verify(gold, "Half of it, so \\boxed{0.5}");
Console.WriteLine(verdict.IsCorrect);
