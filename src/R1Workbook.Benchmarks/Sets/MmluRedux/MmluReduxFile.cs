using System.Text.Json.Nodes;
using R1Workbook.Benchmarks.Families;
using R1Workbook.Benchmarks.Files;
using R1Workbook.Core.Tasks;

namespace R1Workbook.Benchmarks.Sets.MmluRedux;

/// <summary>
/// MMLU-Redux (Gema et al. 2024, arXiv 2406.04127; aryopg/mmlu-redux): 100 questions of each MMLU subject with a
/// reviewer's finding. Its files differ in delimiter, encoding, order of columns and spelling; what is scored is the
/// original answer, as ZeroEval does.
/// </summary>
public static class MmluReduxFile
{
    private static readonly ChoiceForm Form = new(
        question => ChoicePrompt.ZeroEval(question.Question, question.Choices),
        ChoiceLetter.ZeroEval
    );

    /// <summary>The questions; an id is the subject and the place of the row there, from 0.</summary>
    /// <param name="path">The folder of the files <c>mmlu_SUBJECT.csv</c>, or one of them.</param>
    /// <exception cref="DataFileException">The file is missing or a row is not in the format.</exception>
    public static IEnumerable<IProblem> Read(string path) =>
        DataFile.Read(
            path,
            row =>
                (IProblem)
                    new ChoiceQuestion(
                        $"{Subject(row.File)}/{row.Line - 1}",
                        row.Text("question"),
                        Choices(row),
                        ((char)('A' + Index(row))).ToString(),
                        Subject(row.File),
                        Form
                    )
        );

    /// <summary>How often each finding stands in the files, spelt one way: ok, wrong_groundtruth and so on.</summary>
    /// <exception cref="DataFileException">The file is missing or a row is not in the format.</exception>
    public static IReadOnlyDictionary<string, int> Findings(string path) =>
        DataFile
            .Read(path, row => row.Text("error_type"))
            .GroupBy(Spelling)
            .ToDictionary(group => group.Key, group => group.Count());

    private static string Spelling(string finding) => finding.Trim().ToLowerInvariant().Replace(' ', '_');

    private static string[] Choices(DataRow row)
    {
        try
        {
            return PythonLiteral.Parse(row.Text("choices")) is JsonArray { Count: >= 2 } list
                ? [.. list.Select(choice => choice?.ToString() ?? "")]
                : throw row.Wrong("choices", "a list of choices");
        }
        catch (FormatException exception)
        {
            throw row.Problem($"field \"choices\": {exception.Message}");
        }
    }

    private static int Index(DataRow row) =>
        row.Integer("answer") is >= 0 and < 26 and int index
            ? index
            : throw row.Wrong("answer", "the place of the right choice, from 0");

    private static string Subject(string file) =>
        Path.GetFileNameWithoutExtension(file) is var name && name.StartsWith("mmlu_", StringComparison.Ordinal)
            ? name[5..]
            : name;
}
