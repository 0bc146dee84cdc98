using R1Workbook.Benchmarks.Families;
using R1Workbook.Benchmarks.Files;
using R1Workbook.Core.Tasks;

namespace R1Workbook.Benchmarks.Sets.Frames;

/// <summary>FRAMES: the official test.tsv with Prompt, Answer and reasoning_types, and its repackaged form {id,
/// question, answer}. In the official file the id of a question is the number of its row, from 0.</summary>
public static class FramesFile
{
    /// <summary>The questions of a file, in its order.</summary>
    /// <exception cref="DataFileException">The file is missing or a row is not in the format.</exception>
    public static IEnumerable<IProblem> Read(string path) =>
        DataFile.Read(path, row => (IProblem)(row.Has("Prompt") ? Official(row) : Repackaged(row)));

    private static GradedQuestion Official(DataRow row) =>
        new(
            $"{row.Line - 1}",
            row.Text("Prompt"),
            row.Text("Answer"),
            row.TextOrNull("reasoning_types") ?? "",
            JudgeReply.Frames
        );

    private static GradedQuestion Repackaged(DataRow row) =>
        new(row.Text("id"), row.Text("question"), row.Text("answer"), "", JudgeReply.Frames);
}
