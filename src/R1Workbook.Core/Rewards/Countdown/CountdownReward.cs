using System.Globalization;
using System.Text.RegularExpressions;

namespace R1Workbook.Core.Rewards.Countdown;

/// <summary>Which published reward of the countdown task.</summary>
public enum CountdownVariant
{
    /// <summary>TinyZero: 0 without an answer, 0.1 for an answer, 1 for a right one; only the last line of what follows "Assistant:" is read.</summary>
    TinyZero,

    /// <summary>GRPO-Zero: the answer, 0 or 1, plus a tenth of the form (1 whole; else 0.1 for the reasoning and 0.5 for the answer tags).</summary>
    GrpoZero,

    /// <summary>nano-aha-moment: the answer, 0 or 1, plus the form (1; 0.5 where the answer is no arithmetic).</summary>
    NanoAha,
}

/// <summary>
/// The rewards of small reproductions on the countdown task: reach a target from given numbers, each used once. Three projects, three rewards,
/// as their sources compute them (read in 2026).
/// </summary>
public static partial class CountdownReward
{
    private const double Tolerance = 1e-5;

    /// <summary>The reward with its parts.</summary>
    /// <param name="completion">What the model wrote (TinyZero: prompt and completion).</param>
    /// <param name="numbers">The numbers given.</param>
    /// <param name="target">The number wanted.</param>
    /// <param name="variant">Whose reward.</param>
    /// <param name="endToken">The end token that may stand behind the completion.</param>
    public static RewardExplanation Explain(string completion, IReadOnlyList<int> numbers, double target, CountdownVariant variant, string endToken = "<|endoftext|>") => variant switch
    {
        CountdownVariant.TinyZero => TinyZero(completion, numbers, target),
        CountdownVariant.GrpoZero => GrpoZero(completion, numbers, target, endToken),
        _ => NanoAha(completion, numbers, target, endToken),
    };

    private static RewardExplanation TinyZero(string text, IReadOnlyList<int> numbers, double target)
    {
        string? response = After(text, "Assistant:") ?? After(text, "<|im_start|>assistant");
        if (response is null) return new RewardExplanation(0, "no turn of the assistant");
        string last = response[(response.LastIndexOf('\n') + 1)..];
        if (LastBetween(last, "<answer>", "</answer>") is not { } equation) return new RewardExplanation(0, "no answer in the last line");
        string problem = Problem(equation.Trim(), numbers, target, pointAllowed: true);
        return problem.Length == 0 ? new RewardExplanation(1, "right") : new RewardExplanation(0.1, $"an answer, but {problem}");
    }

    private static RewardExplanation GrpoZero(string completion, IReadOnlyList<int> numbers, double target, string endToken)
    {
        string text = "<think>" + Without(completion, endToken);
        bool thought = Between(text, "<think>", "</think>") is not null;
        string? answer = Between(text, "<answer>", "</answer>");
        bool whole = text.EndsWith("</answer>", StringComparison.Ordinal) && text.Contains("</think>\n<answer>", StringComparison.Ordinal);
        double form = whole ? 1 : (thought ? 0.1 : 0) + (answer is not null ? 0.5 : 0);
        string problem = answer is null ? "no answer" : Problem(answer, numbers, target, pointAllowed: false);
        return Combined(0.1 * form, problem, string.Create(CultureInfo.InvariantCulture, $"a tenth of the form {form:0.#}"));
    }

    private static RewardExplanation NanoAha(string completion, IReadOnlyList<int> numbers, double target, string endToken)
    {
        string text = "<think>" + Without(completion, endToken);
        int turn = text.IndexOf("</think>", StringComparison.Ordinal);
        const string opening = "</think>\n<answer>", closing = "</answer>";
        bool whole = turn >= 0 && text.AsSpan(turn).StartsWith(opening, StringComparison.Ordinal) && text.EndsWith(closing, StringComparison.Ordinal)
            && text.LastIndexOf("<think>", turn, StringComparison.Ordinal) == 0 && text.Length >= turn + opening.Length + closing.Length;
        double form = !whole ? 0 : Arithmetic().IsMatch(text[(turn + opening.Length)..^closing.Length].Trim()) ? 1 : 0.5;
        string? answer = Between(text, "<answer>", closing);
        string problem = answer is null || answer.Contains('\n', StringComparison.Ordinal) ? "no answer on one line" : Problem(answer.Trim(), numbers, target, pointAllowed: true);
        return Combined(form, problem, string.Create(CultureInfo.InvariantCulture, $"the form {form:0.#}"));
    }

    private static RewardExplanation Combined(double form, string problem, string said) =>
        problem.Length == 0 ? new RewardExplanation(1 + form, $"right, plus {said}") : new RewardExplanation(form, $"{problem}; {said}");

    /// <summary>What is wrong with an answer; empty where nothing is.</summary>
    private static string Problem(string equation, IReadOnlyList<int> numbers, double target, bool pointAllowed)
    {
        int[] used = [.. Digits().Matches(equation).Select(match => int.TryParse(match.ValueSpan, CultureInfo.InvariantCulture, out int number) ? number : -1).Order()];
        if (!used.SequenceEqual(numbers.Order())) return $"it uses {string.Join(", ", used)} where {string.Join(", ", numbers.Order())} are given";
        if (!Arithmetic().IsMatch(equation) || !pointAllowed && equation.Contains('.', StringComparison.Ordinal)) return "it is no arithmetic";
        if (ArithmeticExpression.Evaluate(equation) is not { } value) return "it cannot be evaluated";
        return Math.Abs(value - target) < Tolerance ? "" : string.Create(CultureInfo.InvariantCulture, $"it is {value:0.####}, not {target:0.####}");
    }

    private static string? After(string text, string mark) => text.IndexOf(mark, StringComparison.Ordinal) is >= 0 and int at ? text[(at + mark.Length)..] : null;

    private static string Without(string text, string endToken) => endToken.Length > 0 && text.EndsWith(endToken, StringComparison.Ordinal) ? text[..^endToken.Length] : text;

    private static string? Between(string text, string open, string close)
    {
        int start = text.IndexOf(open, StringComparison.Ordinal);
        int end = start < 0 ? -1 : text.IndexOf(close, start + open.Length, StringComparison.Ordinal);
        return end < 0 ? null : text[(start + open.Length)..end];
    }

    /// <summary>The last of the pairs that follow each other from the left.</summary>
    private static string? LastBetween(string text, string open, string close)
    {
        string? last = null;
        for (int at = 0; (at = text.IndexOf(open, at, StringComparison.Ordinal)) >= 0;)
        {
            int start = at + open.Length, end = text.IndexOf(close, start, StringComparison.Ordinal);
            if (end < 0) break;
            last = text[start..end];
            at = end + close.Length;
        }
        return last;
    }

    [GeneratedRegex(@"^[\d+\-*/().\s]+$", RegexOptions.CultureInvariant)]
    private static partial Regex Arithmetic();

    [GeneratedRegex(@"\d+", RegexOptions.CultureInvariant)]
    private static partial Regex Digits();
}
