using R1Workbook.Benchmarks.Families;
using R1Workbook.Benchmarks.Files;
using R1Workbook.Core.Tasks;

namespace R1Workbook.Benchmarks.Sets.SimpleQa;

/// <summary>SimpleQA's official file: CSV with metadata, problem, answer; metadata is a Python dictionary. The id of a
/// question is the number of its row, from 0.</summary>
public static class SimpleQaFile
{
    /// <summary>The questions of a file, in its order.</summary>
    /// <exception cref="DataFileException">The file is missing or a row is not in the format.</exception>
    public static IEnumerable<IProblem> Read(string path) =>
        DataFile.Read(
            path,
            row =>
                (IProblem)
                    new GradedQuestion(
                        $"{row.Line - 1}",
                        row.Text("problem"),
                        row.Text("answer"),
                        Topic(row),
                        JudgeReply.SimpleQa
                    )
        );

    private static string Topic(DataRow row)
    {
        if (row.TextOrNull("metadata") is not { Length: > 0 } metadata)
            return "";
        try
        {
            return PythonLiteral.Parse(metadata)?["topic"]?.ToString() ?? "";
        }
        catch (Exception exception) when (exception is FormatException or InvalidOperationException)
        {
            throw row.Problem($"field \"metadata\": {exception.Message}");
        }
    }
}
