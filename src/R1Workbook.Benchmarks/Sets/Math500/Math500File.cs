using R1Workbook.Benchmarks.Families;
using R1Workbook.Benchmarks.Files;
using R1Workbook.Core.Tasks;

namespace R1Workbook.Benchmarks.Sets.Math500;

/// <summary>MATH-500: openai/prm800k <c>math_splits/test.jsonl</c> {problem, answer, subject, unique_id}, and
/// ZeroEval's result files {id, problem, answer}.</summary>
public static class Math500File
{
    /// <summary>The problems of a file, in its order.</summary>
    /// <exception cref="DataFileException">The file is missing or a row is not in the format.</exception>
    public static IEnumerable<IProblem> Read(string path) =>
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
}
