using R1Workbook.Benchmarks.Families;
using R1Workbook.Benchmarks.Files;
using R1Workbook.Core.Tasks;

namespace R1Workbook.Benchmarks.Sets.CSimpleQa;

/// <summary>Chinese SimpleQA's official file: JSON Lines with id, primary_category, question, answer.</summary>
public static class CSimpleQaFile
{
    /// <summary>The questions of a file, in its order.</summary>
    /// <exception cref="DataFileException">The file is missing or a row is not in the format.</exception>
    public static IEnumerable<IProblem> Read(string path) =>
        DataFile.Read(
            path,
            row =>
                (IProblem)
                    new GradedQuestion(
                        row.Text("id"),
                        row.Text("question"),
                        row.Text("answer"),
                        row.Text("primary_category"),
                        JudgeReply.SimpleQa
                    )
        );
}
