using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace R1Workbook.Benchmarks.Files;

/// <summary>One row of a data file, whatever its format, whose fields are asked for by name and type.</summary>
/// <param name="File">The file; within an archive, the file there.</param>
/// <param name="Line">Its line or row, from 1.</param>
/// <param name="Fields">The row as a JSON object; the fields of a delimited file are texts.</param>
/// <param name="Key">Under which name the row stands, where the file is one object of rows; otherwise empty.</param>
/// <param name="Unit">What <paramref name="Line"/> counts: lines or rows.</param>
public readonly record struct DataRow(string File, int Line, JsonElement Fields, string Key = "", string Unit = "line")
{
    /// <summary>The text of field <paramref name="name"/>.</summary>
    /// <exception cref="DataFileException">It is missing or no text.</exception>
    public string Text(string name) =>
        Field(name) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : throw Wrong(name, "text");

    /// <summary>The text of field <paramref name="name"/>; null where it is missing or null.</summary>
    /// <exception cref="DataFileException">It is there and no text.</exception>
    public string? TextOrNull(string name) => IsGiven(name) ? Text(name) : null;

    /// <summary>The text of field <paramref name="name"/>, or a number there as text, as ids come.</summary>
    /// <exception cref="DataFileException">It is missing, or neither text nor number.</exception>
    public string Id(string name) =>
        Field(name) is { ValueKind: JsonValueKind.Number } number ? number.GetRawText() : Text(name);

    /// <summary>The whole number of field <paramref name="name"/>, also where a delimited file gives it as
    /// text.</summary>
    /// <exception cref="DataFileException">It is missing or no whole number.</exception>
    public int Integer(string name) =>
        Field(name) switch
        {
            { ValueKind: JsonValueKind.Number } number when number.TryGetInt32(out int value) => value,
            { ValueKind: JsonValueKind.String } text
                when Unit == "row"
                    && int.TryParse(
                        text.GetString(),
                        NumberStyles.Integer,
                        CultureInfo.InvariantCulture,
                        out int value
                    ) => value,
            _ => throw Wrong(name, "a whole number"),
        };

    /// <summary>The number of field <paramref name="name"/>.</summary>
    /// <exception cref="DataFileException">It is missing or no number.</exception>
    public double Number(string name) =>
        Field(name) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : throw Wrong(name, "a number");

    /// <summary>The texts of field <paramref name="name"/>, a list.</summary>
    /// <exception cref="DataFileException">It is missing, no list, or an item is no text.</exception>
    public IReadOnlyList<string> Texts(string name) =>
        List(name, "texts", item => item.ValueKind == JsonValueKind.String ? item.GetString() : null);

    /// <summary>The objects of field <paramref name="name"/>, a list, as they stand.</summary>
    /// <exception cref="DataFileException">It is missing, no list, or an item is no object.</exception>
    public IReadOnlyList<JsonObject> Objects(string name) =>
        List(name, "objects", item => item.ValueKind == JsonValueKind.Object ? JsonObject.Create(item.Clone()) : null);

    /// <summary>The rows of field <paramref name="name"/>, a list of objects or one object; errors in them name this
    /// row.</summary>
    /// <exception cref="DataFileException">It is missing or something else.</exception>
    public IReadOnlyList<DataRow> Rows(string name)
    {
        DataRow self = this;
        DataRow Inner(JsonElement item) =>
            item.ValueKind == JsonValueKind.Object
                ? self with
                {
                    Fields = item,
                }
                : throw self.Wrong(name, "a list of objects");
        return Field(name) switch
        {
            { ValueKind: JsonValueKind.Object } one => [Inner(one)],
            { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray().Select(Inner)],
            _ => throw Wrong(name, "a list of objects"),
        };
    }

    /// <summary>Whether the row has field <paramref name="name"/>.</summary>
    public bool Has(string name) => Fields.TryGetProperty(name, out _);

    /// <summary>Whether the row has field <paramref name="name"/> and it is not null.</summary>
    public bool IsGiven(string name) =>
        Fields.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null;

    /// <summary>The first of <paramref name="names"/> that the row has.</summary>
    /// <exception cref="DataFileException">It has none.</exception>
    public string FirstOf(params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            if (IsGiven(name))
                return name;
        }
        throw Problem($"one of the fields {string.Join(", ", names.ToArray())} is expected; the row has {Names()}.");
    }

    /// <summary>An error in this row.</summary>
    /// <param name="problem">What is wrong and what to do.</param>
    public DataFileException Problem(string problem) => new(File, Line, problem, Unit);

    /// <summary>An error in a field of this row.</summary>
    /// <param name="name">The field.</param>
    /// <param name="expected">What it should be.</param>
    public DataFileException Wrong(string name, string expected) =>
        Problem($"field \"{name}\" should be {expected}, not {Shown(Field(name))}.");

    private IReadOnlyList<T> List<T>(string name, string kind, Func<JsonElement, T?> item)
        where T : class
    {
        DataFileException wrong = Wrong(name, $"a list of {kind}");
        return Field(name) is { ValueKind: JsonValueKind.Array } list
            ? [.. list.EnumerateArray().Select(element => item(element) ?? throw wrong)]
            : throw wrong;
    }

    private JsonElement Field(string name) =>
        Fields.TryGetProperty(name, out JsonElement value)
            ? value
            : throw Problem($"field \"{name}\" is missing; the row has {Names()}.");

    private string Names() => string.Join(", ", Fields.EnumerateObject().Select(field => field.Name));

    private static string Shown(JsonElement value) =>
        value is { ValueKind: JsonValueKind.String } && value.GetString() is { Length: < 40 } text
            ? $"the text \"{text}\""
            : value.ValueKind.ToString();
}
