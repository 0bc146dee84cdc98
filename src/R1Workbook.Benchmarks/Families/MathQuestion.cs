using R1Workbook.Core.Tasks;
using R1Workbook.Core.Verification;

namespace R1Workbook.Benchmarks.Families;

/// <summary>
/// A problem of MATH-500 or CNMO 2024: the answer is an expression, judged by <see cref="MathVerifier"/>, and answers
/// that are equal vote as one.
/// </summary>
/// <param name="Id">Its id.</param>
/// <param name="Problem">The problem, LaTeX within text.</param>
/// <param name="Gold">The right answer.</param>
/// <param name="Group">The subject.</param>
public sealed record MathQuestion(string Id, string Problem, string Gold, string Group = "") : IProblem
{
    /// <inheritdoc/>
    public string Text => Problem;

    /// <inheritdoc/>
    public IReadOnlyList<string> OtherNames => [Problem];

    /// <summary>The directive that DeepSeek recommends (README of deepseek-ai/DeepSeek-R1, usage); the official
    /// evaluation has none of its own.</summary>
    public string Prompt(PromptStyle style) =>
        $"{Problem}\nPlease reason step by step, and put your final answer within \\boxed{{}}.";

    /// <inheritdoc/>
    public Verdict Judge(Response response, CancellationToken cancellationToken = default)
    {
        Verdict verdict = MathVerifier.Verify(Gold, response.Text);
        return Verdict.Graded(
            string.IsNullOrEmpty(verdict.Answer) ? null : verdict.Answer,
            verdict.IsCorrect ? 1 : 0,
            verdict.Reason
        );
    }

    /// <inheritdoc/>
    public bool SameAnswer(string first, string second) =>
        first == second || MathVerifier.Verify($"${first}$", $"${second}$").IsCorrect;
}
