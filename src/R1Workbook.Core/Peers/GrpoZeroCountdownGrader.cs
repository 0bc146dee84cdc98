using System.Buffers;

namespace R1Workbook.Core.Peers;

/// <summary>
/// The countdown reward of GRPO-Zero (policy-gradient/GRPO-Zero, countdown_task.py): the answer's reward (1 or 0) plus
/// a tenth of the format's (1 for the full form; otherwise 0.1 for thought tags and 0.5 for answer tags).
/// </summary>
public static class GrpoZeroCountdownGrader
{
    private static readonly SearchValues<char> Allowed = SearchValues.Create("0123456789+-*/() ");

    /// <summary>The reward and its two parts.</summary>
    /// <param name="completion">The completion; the prompt has ended in <c>&lt;think&gt;</c>.</param>
    /// <param name="numbers">The numbers, each to be used once.</param>
    /// <param name="target">What the equation must give.</param>
    /// <param name="endToken">The token that ends a completion, taken away where the completion ends in it.</param>
    public static (double Reward, double Format, double Answer) Score(
        string completion,
        IReadOnlyList<long> numbers,
        double target,
        string? endToken = null
    )
    {
        double format = Format("<think>" + completion, endToken),
            answer = Answer(completion, numbers, target) ? 1 : 0;
        return (0.1 * format + answer, format, answer);
    }

    private static double Format(string text, string? endToken)
    {
        if (!string.IsNullOrEmpty(endToken) && text.EndsWith(endToken, StringComparison.Ordinal))
            text = text[..^endToken.Length];
        bool thinks = Tags.First(text, "think") is not null,
            answers = Tags.First(text, "answer") is not null;
        int thought = text.IndexOf("</think>\n<answer>", StringComparison.Ordinal),
            end = text.LastIndexOf("</answer>", StringComparison.Ordinal);
        bool full =
            text.StartsWith("<think>", StringComparison.Ordinal)
            && thought >= 0
            && end > thought
            && text[(end + "</answer>".Length)..] is "" or "\n";
        return full ? 1 : (thinks ? 0.1 : 0) + (answers ? 0.5 : 0);
    }

    private static bool Answer(string completion, IReadOnlyList<long> numbers, double target) =>
        Tags.First(completion, "answer") is { Length: > 0 } equation
        && !equation.AsSpan().ContainsAnyExcept(Allowed)
        && PythonArithmetic.Uses(equation, numbers)
        && PythonArithmetic.Evaluate(equation) is { } value
        && Math.Abs(value - target) < 1e-5;
}
