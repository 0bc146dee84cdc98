using System.Globalization;
using System.Text;
using R1Workbook.Core.Tasks;
using R1Workbook.Core.Verification;
using R1Workbook.Core.Verification.Equivalence;
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

    private static readonly string[] Pieces =
    [
        @"\frac",
        @"\sqrt",
        @"\sqrt[3]",
        "{",
        "}",
        "{",
        "}",
        "(",
        ")",
        "[",
        "]",
        @"\{",
        @"\}",
        @"\left",
        @"\right",
        "|",
        "^",
        "_",
        "!",
        "%",
        "+",
        "-",
        "*",
        "/",
        "=",
        "<",
        @"\le",
        @"\ne",
        ",",
        ";",
        ":",
        "&",
        @"\\",
        @"\sin",
        @"\log",
        @"\ln",
        @"\arctan",
        @"\sum_{k=1}^{9}",
        @"\prod_{k=1}^{n}",
        @"\int_0^1",
        "dx",
        @"\lim_{x \to 0}",
        @"\binom",
        @"\pm",
        @"\mp",
        @"\cup",
        @"\cap",
        @"\in",
        @"\infty",
        @"\pi",
        "e",
        "i",
        "x",
        "y",
        "n",
        "f(x)",
        "0",
        "1",
        "2",
        "7",
        "10",
        "1.5",
        "0.001",
        "1,000",
        "99999999999999999999",
        @"\text{cm}",
        @"\text{ and }",
        " or ",
        @"^\circ",
        @"\begin{pmatrix}",
        @"\end{pmatrix}",
        @"\begin{cases}",
        @"\end{cases}",
        @"\boxed",
        "$",
        @"\overline",
        @"\mathbb{R}",
        @"\pmod",
        @"\mod",
        @"\operatorname{gcd}",
        @"\lfloor",
        @"\rfloor",
        "½",
        "²",
        "√",
        "≤",
        "∞",
        "é",
        "中",
        "\ud83d",
        @"\vec",
        @"\choose",
        "'",
        "E5",
        "^{-1}",
        " ",
    ];

    private static readonly string[] Answers =
    [
        @"\frac{3\sqrt{5}}{2}",
        @"x^3 - 4x + \frac12",
        @"(-\infty, 2) \cup [3, 5)",
        @"\begin{pmatrix} 1 & -2 \\ 0 & 7 \end{pmatrix}",
        @"\{1 \pm \sqrt{3}, -4\}",
        @"\sin^2 x + \cos(2x)",
        "12,345.67",
        @"75\%",
        "y = 3x - 2",
        @"\binom{12}{5}",
        @"\sum_{k=1}^{20} \frac{1}{k^2}",
        @"4^{x+1} - 2^{2x}",
        @"x \equiv 5 \pmod{11}",
        @"\text{(D)}",
        @"30^\circ",
        @"e^{2\pi i/3}",
        @"\log_2(x+1)",
        @"|2x - 3| < 7",
        "3:4:5",
        @"\left(\frac{1}{2}, -\sqrt{7}\right)",
        @"\sqrt[3]{2+\sqrt{5}}",
        "2314_5",
    ];

    // How a completion may dress its answer.
    private static readonly string[] Dresses =
    [
        "{0}",
        @"\boxed{{{0}}}",
        "${0}$",
        @"So \({0}\) and $$ {0} $$",
        "<think>{0}, or not?</think> The answer is {0}.",
        "#### {0}",
        @"\[ x = {0} = {0} \] **Answer:** {0}",
        @"\boxed{{1}} and \boxed{{{0}",
        "答案是 {0}。",
    ];

    [Fact]
    public void Whatever_comes_to_the_parser_and_the_comparison_ends_without_an_exception_within_its_steps()
    {
        int mostRefusals = 0;
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
                    mostRefusals = Math.Max(mostRefusals, budget.Refusals);
                }

                return (a is null ? 0 : 1) + (b is null ? 0 : 1);
            }
        );
        output.WriteLine($"at most {mostRefusals} times steps were asked for after the last one");
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
                    string.Format(CultureInfo.InvariantCulture, Dresses[dress++ % Dresses.Length], answer)
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
            string gold = Text(random),
                answer = random.Next(3) == 0 ? gold + Pieces[random.Next(Pieces.Length)] : Text(random);
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

    private static string Text(Random random)
    {
        StringBuilder text = new();
        switch (random.Next(4))
        {
            case 0:
                for (int i = random.Next(1, 60); i > 0; i--)
                    text.Append(random.Next(5) == 0 ? (char)random.Next(0x10000) : (char)random.Next(32, 127));
                break;
            case 1:
                for (int i = random.Next(1, 40); i > 0; i--)
                    text.Append(Pieces[random.Next(Pieces.Length)]).Append(random.Next(3) == 0 ? " " : "");
                break;
            case 2:
                return Formula(random, random.Next(1, 6));
            default:
                text.Append(Answers[random.Next(Answers.Length)]);
                for (int i = random.Next(0, 5); i > 0; i--)
                {
                    int at = random.Next(text.Length + 1);
                    if (random.Next(2) == 0 && at < text.Length)
                        text.Remove(at, Math.Min(random.Next(1, 4), text.Length - at));
                    else
                        text.Insert(at, Pieces[random.Next(Pieces.Length)]);
                }
                break;
        }
        return text.ToString();
    }

    /// <summary>A formula that can be read, so that the comparison has its work too.</summary>
    private static string Formula(Random random, int depth)
    {
        if (depth == 0)
        {
            return random.Next(6) switch
            {
                0 => "x",
                1 => "y",
                2 => @"\pi",
                3 => "n",
                4 => "i",
                _ => random.Next(-20, 100).ToString(CultureInfo.InvariantCulture),
            };
        }

        string Part() => Formula(random, depth - 1);
        return random.Next(16) switch
        {
            0 => $@"\frac{{{Part()}}}{{{Part()}}}",
            1 => $@"\sqrt{{{Part()}}}",
            2 => $"({Part()})^{{{random.Next(-3, 40)}}}",
            3 => $"({Part()})^{{{Part()}}}",
            4 => $@"\sin({Part()})",
            5 => $@"\ln({Part()})",
            6 => $"({Part()})!",
            7 => $@"\binom{{{Part()}}}{{{Part()}}}",
            8 => $@"\sum_{{k=1}}^{{{Part()}}} k \cdot ({Part()})",
            9 => $"{Part()} = {Part()}",
            10 => $"({Part()}, {Part()})",
            11 => $@"\{{{Part()}, {Part()}, {Part()}\}}",
            12 => $@"{Part()} \pm {Part()}",
            13 => $"|{Part()}|",
            _ => $"{Part()} {"+-*"[random.Next(3)]} ({Part()})",
        };
    }
}
