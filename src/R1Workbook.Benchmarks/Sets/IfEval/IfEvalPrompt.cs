using System.Text.Json.Nodes;
using R1Workbook.Benchmarks.Files;
using R1Workbook.Benchmarks.Scoring;
using R1Workbook.Core.Instructions;

namespace R1Workbook.Benchmarks.Sets.IfEval;

/// <summary>
/// One prompt of IF-Eval in the official format (google-research/instruction_following_eval,
/// <c>data/input_data.jsonl</c>, 541 prompts with 834 instructions). The prompt is given to a model as it stands, no
/// template around it.
/// </summary>
/// <param name="Key"><c>key</c>, the number of the prompt.</param>
/// <param name="Prompt">What the model is asked, the instructions included.</param>
/// <param name="Instructions">The instructions, made from <c>instruction_id_list</c> and <c>kwargs</c>.</param>
public sealed record IfEvalPrompt(int Key, string Prompt, IReadOnlyList<Instruction> Instructions)
{
    /// <summary>The prompts of a file, in its order.</summary>
    /// <param name="path">The file.</param>
    /// <param name="languageOf">Tells the language of a response; the workbook's own where absent.</param>
    /// <exception cref="DataFileException">The file is missing, a row is not in the format, or an instruction cannot be
    /// made; the message names line and field.</exception>
    public static IEnumerable<IfEvalPrompt> Read(string path, Func<string, string?>? languageOf = null) =>
        DataFile.Read(
            path,
            row => new IfEvalPrompt(row.Integer("key"), row.Text("prompt"), InstructionsOf(row, languageOf))
        );

    private static Instruction[] InstructionsOf(DataRow row, Func<string, string?>? languageOf)
    {
        IReadOnlyList<string> ids = row.Texts("instruction_id_list");
        IReadOnlyList<JsonObject> arguments = row.Objects("kwargs");
        if (ids.Count == 0)
        {
            throw new DataFileException(
                row.File,
                row.Line,
                "field \"instruction_id_list\" is empty: a prompt without an instruction cannot be scored."
            );
        }

        if (ids.Count != arguments.Count)
        {
            throw new DataFileException(
                row.File,
                row.Line,
                $"field \"kwargs\" has {arguments.Count} items for the {ids.Count} of \"instruction_id_list\"; "
                    + $"there must be one each."
            );
        }

        try
        {
            return [.. ids.Zip(arguments, (id, given) => InstructionCatalogue.Create(id, given, languageOf))];
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            throw new DataFileException(
                row.File,
                row.Line,
                $"fields \"instruction_id_list\" and \"kwargs\": {exception.Message}"
            );
        }
    }
}

/// <summary>What a model wrote for one prompt.</summary>
/// <param name="Id">The prompt itself, as in the official response files, or its key.</param>
/// <param name="Text">The response, chain of thought included.</param>
public sealed record IfEvalResponse(string Id, string Text)
{
    /// <summary>Where it stands, for errors; null where it comes from no file.</summary>
    public string? Place { get; init; }

    /// <summary>The rows <c>{prompt, response}</c> (official) or <c>{id, response}</c> or <c>{key, response}</c> of a
    /// file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="told">Told of each response that is null; it counts as an empty one.</param>
    /// <exception cref="DataFileException">The file is missing or a row is not in the format.</exception>
    public static IEnumerable<IfEvalResponse> Read(string path, Action<string>? told = null) =>
        DataFile.Read(
            path,
            row => new IfEvalResponse(row.Has("prompt") ? row.Text("prompt") : KeyOrId(row), Response(row, told))
            {
                Place = $"{row.File}, {row.Unit} {row.Line}",
            }
        );

    private static string Response(DataRow row, Action<string>? told) =>
        ResponseTexts.Of(row, "response", told) is [var only] ? only : throw row.Wrong("response", "one text");

    private static string KeyOrId(DataRow row)
    {
        string name = row.Has("key") ? "key" : "id";
        return row.Has(name) && row.Fields.GetProperty(name).ValueKind == System.Text.Json.JsonValueKind.Number
            ? row.Integer(name).ToString(System.Globalization.CultureInfo.InvariantCulture)
            : row.Text(name);
    }
}
