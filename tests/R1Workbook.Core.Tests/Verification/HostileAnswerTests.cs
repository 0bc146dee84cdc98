using R1Workbook.Core.Tasks;
using R1Workbook.Core.Verification;

namespace R1Workbook.Core.Tests.Verification;

/// <summary>Answers that would cost a verifier hours: each ends with a bounded amount of work and is never called
/// right.</summary>
public sealed class HostileAnswerTests
{
    private const long MostAllocated = 24L << 20;

    public static TheoryData<string, string> Hostile =>
        new()
        {
            { "4", "\\boxed{2003^{2002^{2001}}}" },
            { "2003^{2002^{2001}}", "\\boxed{2003^{2002^{2000}}}" },
            { "4", "\\boxed{\\dfrac{7^{7^{7^{7^7}}-3}-1}{12}}" },
            {
                "\\frac{1}{4}",
                "\\boxed{" + string.Concat(Enumerable.Repeat("2^{", 60)) + "3" + new string('}', 60) + "}"
            },
            { "1", "\\boxed{((((9!)!)!)!)!}" },
            { "100000!", "\\boxed{100001!}" },
            { "1", "\\boxed{\\binom{10^{50}}{10^{49}}}" },
            { "3", "\\boxed{" + new string('{', 5000) + "1" + new string('}', 5000) + "}2" },
            { "1", "\\boxed{" + new string('7', 100_000) + "}" },
            { new string('7', 100_000), "\\boxed{1}" },
            {
                "1",
                "\\boxed{\\begin{pmatrix}" + Rows(60) + "\\end{pmatrix}\\begin{pmatrix}" + Rows(60) + "\\end{pmatrix}}"
            },
            { "1", "\\boxed{\\begin{vmatrix}" + Rows(40) + "\\end{vmatrix}}" },
            { "1", "\\boxed{\\sum_{i=1}^{10^{12}} \\sum_{j=1}^{10^{12}} \\frac{1}{ij}}" },
            { "1", "\\boxed{\\int_0^{\\infty} \\int_0^{\\infty} \\int_0^{\\infty} e^{-xyz} dx dy dz}" },
            { "1", "\\boxed{\\lim_{n \\to \\infty} \\sum_{k=1}^{n} \\frac{1}{k}}" },
            { "3", string.Concat(Enumerable.Repeat("$x$1", 20_000)) },
            { "1", string.Concat(Enumerable.Repeat("\\text{", 3_000)) },
            { string.Concat(Enumerable.Repeat("\\text{1 ", 1_500)), "2" },
            { "1", string.Concat(Enumerable.Repeat("1:", 4_000)) + "a" },
            { "\\sin^2 x", "\\boxed{(\\frac{\\ln(90)}{73!})^{18}}" },
            { "\\sin^2 x", "\\boxed{(\\frac{\\ln(2310)+\\pi}{10^{60}})^{24}}" },
            { "3", "\\boxed{\\text{pmod(D)}}" },
            { "\\text{pmod(D)}", "\\boxed{(2,3]}" },
            { "3", "\\boxed{\\text{pmod}(1,2,3)}" },
            { "3", "\\boxed{\\text{Mod}(D)}" },
            { "3", "\\boxed{\\text{binomial}(D)}" },
            { "3", "\\boxed{\\text{det}(1,2)+\\text{percent}(1,2)+\\text{factorial}(1,2)}" },
            { "1", "\\boxed{x^{8}+" + string.Join('+', Enumerable.Range(0, 8).Select(i => $"99991x^{i}")) + "<0}" },
        };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void The_work_is_bounded_and_the_verdict_is_not_correct(string gold, string prediction)
    {
        MathVerifier.Verify("1", "\\boxed{2}");
        long before = GC.GetAllocatedBytesForCurrentThread();
        MathVerdict verdict = MathVerifier.Verify(gold, prediction);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.DoesNotContain("the verifier failed", verdict.Reason, StringComparison.Ordinal);
        Assert.NotEqual(Outcome.Correct, verdict.Outcome);
        Assert.True(allocated <= MostAllocated, $"{allocated / 1024} KiB: {verdict.Reason}");
    }

    private static string Rows(int size) =>
        string.Join("\\\\", Enumerable.Range(1, size).Select(i => string.Join('&', Enumerable.Range(i, size))));

    [Theory]
    [InlineData("᪀2pm")]
    [InlineData("٣:٣٠ p.m.")]
    [InlineData("२th")]
    [InlineData("३°१५′")]
    public void Digits_of_other_scripts_in_everyday_forms_are_no_fault_of_the_verifier(string answer) =>
        Assert.DoesNotContain(
            "the verifier failed",
            MathVerifier.Verify("3:30 p.m.", answer).Reason + MathVerifier.Verify(answer, "5").Reason,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData(@"|(\frac{x}{x})^{(-2)^{31}}|")]
    [InlineData("x^{-2147483648}")]
    [InlineData("2^{-2147483648}")]
    [InlineData(@"\binom{-2147483648}{3}")]
    [InlineData(@"\sqrt[-2147483648]{x}")]
    public void The_least_int_as_a_number_is_no_fault_of_the_verifier(string text) =>
        Assert.DoesNotContain(
            "the verifier failed",
            MathVerifier.Verify(text, "x").Reason + MathVerifier.Verify("x", $"${text}$").Reason,
            StringComparison.Ordinal
        );
}
