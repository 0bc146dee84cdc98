using R1Workbook.Benchmarks.Files;
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

    /// <summary>
    /// MATH-500: openai/prm800k <c>math_splits/test.jsonl</c> {problem, answer, subject, unique_id}, and ZeroEval's
    /// result files {id, problem, answer}.
    /// </summary>
    /// <exception cref="DataFileException">The file is missing or a row is not in the format.</exception>
    public static IEnumerable<IProblem> ReadMath(string path) =>
        DataFile.Read(
            path,
            row =>
                (IProblem)
                    new MathQuestion(
                        row.Id(row.FirstOf("unique_id", "id")),
                        row.Text("problem"),
                        row.Text("answer"),
                        row.TextOrNull("subject") ?? ""
                    )
        );

    /// <summary>
    /// CNMO 2024, of which DeepSeek published no file: OpenCompass' LiveMathBench {question, answer}, and
    /// RUCAIBox/OlymMATH {problem, answer, subject, unique_id}, which can stand in for it.
    /// </summary>
    /// <exception cref="DataFileException">The file is missing or a row is not in the format.</exception>
    public static IEnumerable<IProblem> ReadCnmo(string path) =>
        DataFile.Read(
            path,
            row =>
                (IProblem)
                    new MathQuestion(
                        row.IsGiven("unique_id") ? row.Text("unique_id")
                            : row.IsGiven("id") ? row.Id("id")
                            : $"{row.Line - 1}",
                        row.Text(row.FirstOf("problem", "question")),
                        row.Text("answer"),
                        row.TextOrNull("subject") ?? ""
                    )
        );

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
