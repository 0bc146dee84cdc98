using System.Globalization;
using R1Workbook.Core.Tasks;
using R1Workbook.Core.Verification;
using R1Workbook.Core.Verification.Equivalence;
using R1Workbook.Core.Verification.Equivalence.Exact;
using R1Workbook.Core.Verification.Expressions;
using R1Workbook.Core.Verification.Parsing;
using Xunit.Abstractions;

namespace R1Workbook.Core.Tests.Verification.Equivalence;

/// <summary>
/// Random characters, random LaTeX and mutated answers through parser and comparison, and in the dress of completions
/// through the whole verifier. R1WORKBOOK_FUZZ sets how many (10^5 otherwise), R1WORKBOOK_FUZZ_SEED which.
/// </summary>
public class FuzzTests(ITestOutputHelper output)
{
    private const int Largest = 10;

    private const long MostAllocated = 16L << 20;

    [Fact]
    public void Whatever_comes_to_the_parser_and_the_comparison_ends_without_an_exception_within_its_steps()
    {
        int mostRefusals = 0;
        string refused = "";
        Fuzz(
            (gold, answer) =>
            {
                (Expression? a, Expression? b) = (
                    MathParser.Parse(gold).Expression,
                    MathParser.Parse(answer).Expression
                );
                if (a is not null && b is not null)
                {
                    WorkBudget budget = new();
                    if (ExpressionEquality.Compare(a, b, VerificationSettings.Default, budget).Reason.Length == 0)
                        throw new InvalidOperationException("a verdict without a reason");
                    if (budget.Refusals > mostRefusals)
                        (mostRefusals, refused) = (budget.Refusals, $"{gold} | {answer}");
                }

                return (a is null ? 0 : 1) + (b is null ? 0 : 1);
            }
        );
        output.WriteLine($"at most {mostRefusals} times steps were asked for after the last one: {refused}");
        Assert.InRange(mostRefusals, 0, 500);
    }

    [Fact]
    public void Whatever_comes_to_the_verifier_ends_without_an_exception_and_with_bounded_work()
    {
        int dress = 0;
        Fuzz(
            (gold, answer) =>
            {
                Verdict verdict = MathVerifier.Verify(
                    gold,
                    string.Format(
                        CultureInfo.InvariantCulture,
                        FuzzTexts.Dresses[dress++ % FuzzTexts.Dresses.Length],
                        answer
                    )
                );
                if (
                    verdict.Reason.Length == 0
                    || verdict.Reason.Contains("the verifier failed", StringComparison.Ordinal)
                )
                {
                    throw new InvalidOperationException($"{gold} | {answer}: {verdict.Reason}");
                }

                return verdict.Outcome == Outcome.Unverifiable ? 0 : 2;
            }
        );
    }

    private void Fuzz(Func<string, string, int> judge)
    {
        int count = int.Parse(
            Environment.GetEnvironmentVariable("R1WORKBOOK_FUZZ") ?? "100000",
            CultureInfo.InvariantCulture
        );
        Random random = new(
            int.Parse(Environment.GetEnvironmentVariable("R1WORKBOOK_FUZZ_SEED") ?? "4", CultureInfo.InvariantCulture)
        );
        PriorityQueue<(string, string), long> largest = new();
        int parsed = 0;
        for (int i = 0; i < count; i++)
        {
            string gold = FuzzTexts.Text(random),
                answer = random.Next(3) == 0
                    ? gold + FuzzTexts.Pieces[random.Next(FuzzTexts.Pieces.Length)]
                    : FuzzTexts.Text(random);
            long work = Measure(judge, gold, answer, ref parsed);
            largest.Enqueue((gold, answer), work);
            if (largest.Count > Largest)
                largest.Dequeue();
        }
        output.WriteLine($"{parsed} texts of {2 * count} were read");
        long most = 0;
        while (largest.TryDequeue(out (string Gold, string Answer) pair, out long work))
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{work} bytes: {pair.Gold} | {pair.Answer}"));
            most = work;
        }
        Assert.True(most < MostAllocated, $"the largest verdict allocated {most} bytes");
        Assert.True(parsed > count / 10, $"only {parsed} texts were read");
    }

    // Work is told by what is allocated, which no other process changes.
    private static long Measure(Func<string, string, int> judge, string gold, string answer, ref int parsed)
    {
        long start = GC.GetAllocatedBytesForCurrentThread();
        parsed += judge(gold, answer);
        return GC.GetAllocatedBytesForCurrentThread() - start;
    }
}
