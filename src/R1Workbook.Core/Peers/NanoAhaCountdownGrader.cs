namespace R1Workbook.Core.Peers;

/// <summary>
/// The countdown reward of nano-aha-moment (McGill-NLP/nano-aha-moment, nano_r1.ipynb): format (1; 0.5 where the answer
/// is no arithmetic; otherwise 0) plus equation (1 or 0).
/// </summary>
public static class NanoAhaCountdownGrader
{
    /// <summary>The reward and its two parts.</summary>
    /// <param name="completion">The completion; the prompt has ended in <c>&lt;think&gt;</c>.</param>
    /// <param name="numbers">The numbers, each to be used once.</param>
    /// <param name="target">What the equation must give.</param>
    /// <param name="endToken">The token that ends a completion.</param>
    public static (double Reward, double Format, double Equation) Score(
        string completion,
        IReadOnlyList<long> numbers,
        double target,
        string endToken = "<|endoftext|>"
    )
    {
        double format = Format(completion, endToken),
            equation = Equation(completion, numbers, target) ? 1 : 0;
        return (format + equation, format, equation);
    }

    private static double Format(string completion, string endToken)
    {
        const string Between = "</think>\n<answer>",
            Close = "</answer>";
        string text = completion.EndsWith(endToken, StringComparison.Ordinal)
            ? completion[..^endToken.Length]
            : completion;
        if (text.EndsWith('\n'))
            text = text[..^1]; // the end of the pattern matches before one
        int thought = text.IndexOf("</think>", StringComparison.Ordinal);
        if (thought < 0 || text.AsSpan(0, thought).Contains("<think>", StringComparison.Ordinal))
            return 0;
        if (
            !text.AsSpan(thought).StartsWith(Between, StringComparison.Ordinal)
            || !text.EndsWith(Close, StringComparison.Ordinal)
            || text.Length < thought + Between.Length + Close.Length
        )
        {
            return 0;
        }

        return TinyZeroCountdownGrader.IsArithmetic(text[(thought + Between.Length)..^Close.Length].Trim()) ? 1 : 0.5;
    }

    private static bool Equation(string completion, IReadOnlyList<long> numbers, double target) =>
        completion
            .Split('\n')
            .Select(line => Tags.First(line, "answer"))
            .FirstOrDefault(answer => answer is not null)
            ?.Trim()
            is { } equation
        && PythonArithmetic.Uses(equation, numbers)
        && TinyZeroCountdownGrader.IsArithmetic(equation)
        && PythonArithmetic.Evaluate(equation) is { } value
        && Math.Abs(value - target) < 1e-5;
}
