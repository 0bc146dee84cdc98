using R1Workbook.Benchmarks.Families;
using R1Workbook.Benchmarks.Files;
using R1Workbook.Core.Tasks;

namespace R1Workbook.Benchmarks.Sets.Cnmo2024;

/// <summary>CNMO 2024, of which DeepSeek published no file: OpenCompass' LiveMathBench {question, answer}, and
/// RUCAIBox/OlymMATH {problem, answer, subject, unique_id}, which can stand in for it.</summary>
public static class CnmoFile
{
    /// <summary>The problems of a file, in its order; where a row has no id, the number of its row, from 0.</summary>
    /// <exception cref="DataFileException">The file is missing or a row is not in the format.</exception>
    public static IEnumerable<IProblem> Read(string path) =>
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
}
