using System.Globalization;
using System.Text;

namespace R1Workbook.Core.Tests.Verification.Equivalence;

/// <summary>Texts and formulas at random from pieces of LaTeX and prose, from a seeded source.</summary>
internal static class FuzzTexts
{
    internal static readonly string[] Pieces =
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

    internal static readonly string[] Answers =
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
    internal static readonly string[] Dresses =
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

    internal static string Text(Random random)
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
    internal static string Formula(Random random, int depth)
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
