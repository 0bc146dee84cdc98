using System.Text.Json.Nodes;
using R1Workbook.Benchmarks.Families;
using R1Workbook.Benchmarks.Files;
using R1Workbook.Benchmarks.Scoring;
using R1Workbook.Core.Tasks;

namespace R1Workbook.Benchmarks.Sets.CEval;

/// <summary>
/// C-Eval (Huang et al. 2023, arXiv 2305.08322): Chinese examination questions of 52 subjects, CSV with id, question,
/// A, B, C, D, answer. The answers of its test set are not public; its validation set has 1,346. The official figure is
/// the mean over subjects, not over questions.
/// </summary>
public static class CEvalFile
{
    private static readonly ChoiceForm Form = new(
        question =>
            $"以下是中国关于{question.Group}考试的单项选择题，请选出其中的正确答案。\n\n"
            + $"{question.Question}\n{ChoicePrompt.Lettered(question.Choices, ". ")}答案：",
        ChoiceLetter.CEval
    );

    /// <summary>The questions; an id is the subject and the id in its file: <c>law/0</c>.</summary>
    /// <param name="path">The folder of the files <c>SUBJECT_val.csv</c>, or one of them.</param>
    /// <exception cref="DataFileException">The file is missing or a row is not in the format, or the file is the test
    /// set without answers.</exception>
    public static IEnumerable<IProblem> Read(string path) =>
        DataFile.Read(
            path,
            row =>
            {
                string subject = Subject(row.File);
                if (!row.Has("answer"))
                {
                    throw row.Problem(
                        "field \"answer\" is missing: the answers of C-Eval's test set are not public, send "
                            + "responses to its site, or take the validation set."
                    );
                }

                string answer = row.Text("answer");
                return answer is "A" or "B" or "C" or "D"
                    ? (IProblem)
                        new ChoiceQuestion(
                            $"{subject}/{row.Text("id")}",
                            row.Text("question"),
                            [row.Text("A"), row.Text("B"), row.Text("C"), row.Text("D")],
                            answer,
                            subject,
                            Form
                        )
                    : throw row.Wrong("answer", "A, B, C or D");
            }
        );

    /// <summary>Adds the official mean over subjects.</summary>
    internal static void AddMacro(BenchmarkScore score, JsonObject metrics) =>
        metrics["accuracy_over_subjects"] = score.ByGroup.Average(group => group.Accuracy);

    private static string Subject(string file)
    {
        string name = Path.GetFileNameWithoutExtension(file);
        int end = name.LastIndexOf('_');
        return end > 0 ? name[..end] : name;
    }
}
