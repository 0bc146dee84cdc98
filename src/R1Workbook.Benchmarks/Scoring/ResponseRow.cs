using System.Globalization;
using System.Text.Json;
using R1Workbook.Benchmarks.Files;
using R1Workbook.Core.Completions;
using R1Workbook.Core.Tasks;

namespace R1Workbook.Benchmarks.Scoring;

/// <summary>What a model wrote for one question, as a response file has it.</summary>
/// <param name="Place">Where it stands, for errors.</param>
/// <param name="Names">How the row names its question: ids first, then the question's text.</param>
/// <param name="Samples">The samples, at least one.</param>
/// <param name="Number">The number that the row gives its sample; null where it gives none.</param>
public sealed record ResponseRow(
    string Place,
    IReadOnlyList<string> Names,
    IReadOnlyList<Response> Samples,
    string? Number
)
{
    private const int MostSamples = 10_000;
    private static readonly string[] Ids =
    [
        "id",
        "unique_id",
        "question_id",
        "task_id",
        "uid",
        "key",
        "name",
        "instance_id",
        "idx",
    ];
    private static readonly string[] Questions = ["question", "problem", "prompt", "instruction", "Question"];
    private static readonly string[] Texts =
    [
        "response",
        "responses",
        "output",
        "output_list",
        "completion",
        "completions",
        "generated_text",
        "model_outputs",
        "model_output",
        "generation",
    ];

    /// <summary>
    /// The rows of a response file in one of the layouts in use: plain <c>{id, response}</c> or <c>{id, responses}</c>
    /// for several samples; ZeroEval's <c>{id, output: [...]}</c>; MMLU-Pro's <c>{question_id, model_outputs or
    /// generated_text}</c>, bare texts passed over; LiveCodeBench's eval_all <c>{question_id, output_list,
    /// graded_list}</c>; human-eval's <c>{task_id, completion}</c>. A judge's reply stands in <c>grade</c> or
    /// <c>grades</c>.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="field">The field that holds the response, where it has another name; within an object there, its
    /// field "solution" or "response" is meant.</param>
    /// <param name="told">Receives a remark on each response that is null (the server gave none); it counts as
    /// empty.</param>
    /// <exception cref="DataFileException">The file is missing or a row is in no such layout.</exception>
    public static IEnumerable<ResponseRow> Read(string path, string? field = null, Action<string>? told = null) =>
        DataFile.Read(path, row => Of(row, field, told));

    private static ResponseRow Of(DataRow row, string? field, Action<string>? told)
    {
        string[] names =
        [
            .. row.Key.Length > 0 ? [row.Key] : Array.Empty<string>(),
            .. Ids.Where(row.IsGiven).Select(row.Id),
            .. Questions
                .Where(name => row.IsGiven(name) && row.Fields.GetProperty(name).ValueKind == JsonValueKind.String)
                .Select(row.Text),
        ];
        if (names.Length == 0)
        {
            throw row.Problem(
                $"it names no question: one of the fields {string.Join(", ", Ids)} or "
                    + $"{string.Join(", ", Questions)} is expected."
            );
        }

        DataRow holder = row;
        string name = field ?? (Texts.Any(row.IsGiven) ? null : Texts.FirstOrDefault(row.Has)) ?? row.FirstOf(Texts);
        if (field is not null && row.IsGiven(field) && row.Fields.GetProperty(field).ValueKind == JsonValueKind.Object)
        {
            holder = row.Rows(field)[0];
            name = holder.FirstOf("solution", "response");
        }
        string[] texts = ResponseTexts.Of(holder, name, told);
        if (texts.Length == 0)
            throw row.Problem($"field \"{name}\" is empty: a question without a sample cannot be scored.");
        IReadOnlyList<string>? grades =
            row.IsGiven("grades") ? row.Texts("grades")
            : row.IsGiven("grade") ? [row.Text("grade")]
            : null;
        if (grades is not null && grades.Count != texts.Length)
            throw row.Problem($"{grades.Count} grades for {texts.Length} samples; there must be one each.");
        bool[]? passed = row.IsGiven("graded_list") ? Verdicts(row, texts.Length) : null;
        string? number = row.IsGiven("sample") ? row.Id("sample") : null;
        int first =
            texts.Length == 1
            && number is not null
            && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int given)
                ? given
                : 0;
        if (first >= MostSamples)
            throw row.Wrong("sample", $"the number of a sample, from 0 and less than {MostSamples}");
        return new ResponseRow(
            $"{row.File}, {row.Unit} {row.Line}",
            names,
            [
                .. texts.Select(
                    (text, i) =>
                        new Response(ThinkAnswer.AfterThinking(text))
                        {
                            Number = first + i,
                            Grade = grades?[i],
                            Passed = passed?[i],
                        }
                ),
            ],
            number
        );
    }

    private static bool[] Verdicts(DataRow row, int samples)
    {
        JsonElement list = row.Fields.GetProperty("graded_list");
        if (
            list.ValueKind != JsonValueKind.Array
            || list.EnumerateArray().Any(item => item.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        )
        {
            throw row.Wrong("graded_list", "a list of true and false");
        }

        bool[] verdicts = [.. list.EnumerateArray().Select(item => item.GetBoolean())];
        return verdicts.Length == samples
            ? verdicts
            : throw row.Problem(
                $"field \"graded_list\" has {verdicts.Length} verdicts for {samples} samples; there must be one each."
            );
    }
}
