using System.Buffers;

namespace R1Workbook.Core.Peers;

/// <summary>
/// The countdown grader of TinyZero (Jiayi-Pan/TinyZero, verl/utils/reward_score/countdown.py): 0 without an answer,
/// 0.1 for an answer, 1 for the right one. It reads the last line only, so a reward is lost wherever the answer is not
/// on it.
/// </summary>
public static class TinyZeroCountdownGrader
{
    private static readonly SearchValues<char> Allowed = SearchValues.Create("0123456789+-*/(). \t\r\n\f\v");

    /// <summary>The score.</summary>
    /// <param name="text">Prompt and completion; what stands before the first "Assistant:" is left out, without it
    /// there is no answer.</param>
    /// <param name="numbers">The numbers, each to be used once.</param>
    /// <param name="target">What the equation must give.</param>
    public static double Score(string text, IReadOnlyList<long> numbers, double target)
    {
        if (Equation(text) is not { } equation)
            return 0;
        bool right =
            PythonArithmetic.Uses(equation, numbers)
            && IsArithmetic(equation)
            && PythonArithmetic.Evaluate(equation) is { } value
            && Math.Abs(value - target) < 1e-5;
        return right ? 1 : 0.1;
    }

    /// <summary>Whether a text holds only what an equation may.</summary>
    internal static bool IsArithmetic(string equation) =>
        equation.Length > 0 && !equation.AsSpan().ContainsAnyExcept(Allowed);

    private static string? Equation(string text)
    {
        foreach (string speaker in (string[])["Assistant:", "<|im_start|>assistant"])
        {
            int at = text.IndexOf(speaker, StringComparison.Ordinal);
            if (at < 0)
                continue;
            string line = text[(at + speaker.Length)..];
            line = line[(line.LastIndexOf('\n') + 1)..];
            return Tags.Last(line, "answer")?.Trim();
        }
        return null;
    }
}
