using System.Text.Json;
using System.Text.Json.Nodes;

namespace R1Workbook.Benchmarks.Files;

/// <summary>A row of a data file that cannot be used, with the place where it stands.</summary>
/// <param name="file">The file.</param>
/// <param name="line">Its line, from 1; 0: the file as a whole.</param>
/// <param name="problem">What is wrong and what to do.</param>
public sealed class DataFileException(string file, int line, string problem)
    : IOException(line == 0 ? $"{file}: {problem}" : $"{file}, line {line}: {problem}")
{
    /// <summary>The line, from 1; 0: the file as a whole.</summary>
    public int Line { get; } = line;
}

/// <summary>Reads files with one JSON object a line, one row at a time.</summary>
public static class JsonLines
{
    /// <summary>Each row of <paramref name="path"/>, made by <paramref name="row"/> of the line's object. Empty lines are passed over.</summary>
    /// <exception cref="DataFileException">The file is missing, a line is no JSON object, or a field is missing or of the wrong type.</exception>
    public static IEnumerable<T> Read<T>(string path, Func<JsonRow, T> row)
    {
        if (!File.Exists(path)) throw new DataFileException(path, 0, "no such file.");
        int number = 0;
        foreach (string line in File.ReadLines(path))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line)) continue;
            using JsonDocument document = Parse(path, number, line);
            yield return row(new JsonRow(path, number, document.RootElement));
        }
    }

    private static JsonDocument Parse(string path, int number, string line)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(line);
        }
        catch (JsonException exception)
        {
            throw new DataFileException(path, number, $"no JSON ({exception.Message}). A download cut short looks like this: get the file again.");
        }
        if (document.RootElement.ValueKind == JsonValueKind.Object) return document;
        document.Dispose();
        throw new DataFileException(path, number, "a JSON object is expected, one a line.");
    }
}

/// <summary>One object of a data file, whose fields are asked for by name and type.</summary>
/// <param name="File">The file.</param>
/// <param name="Line">Its line, from 1.</param>
/// <param name="Fields">The object.</param>
public readonly record struct JsonRow(string File, int Line, JsonElement Fields)
{
    /// <summary>The text of field <paramref name="name"/>.</summary>
    /// <exception cref="DataFileException">It is missing or no text.</exception>
    public string Text(string name) =>
        Field(name) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : throw Wrong(name, "text");

    /// <summary>The whole number of field <paramref name="name"/>.</summary>
    /// <exception cref="DataFileException">It is missing or no whole number.</exception>
    public int Integer(string name) =>
        Field(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out int value) ? value : throw Wrong(name, "a whole number");

    /// <summary>The texts of field <paramref name="name"/>, a list.</summary>
    /// <exception cref="DataFileException">It is missing, no list, or an item is no text.</exception>
    public IReadOnlyList<string> Texts(string name) => List(name, "texts", item => item.ValueKind == JsonValueKind.String ? item.GetString() : null);

    /// <summary>The objects of field <paramref name="name"/>, a list, as they stand.</summary>
    /// <exception cref="DataFileException">It is missing, no list, or an item is no object.</exception>
    public IReadOnlyList<JsonObject> Objects(string name) => List(name, "objects", item => item.ValueKind == JsonValueKind.Object ? JsonObject.Create(item.Clone()) : null);

    /// <summary>Whether the row has field <paramref name="name"/>.</summary>
    public bool Has(string name) => Fields.TryGetProperty(name, out _);

    private IReadOnlyList<T> List<T>(string name, string kind, Func<JsonElement, T?> item)
        where T : class
    {
        DataFileException wrong = Wrong(name, $"a list of {kind}");
        return Field(name) is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray().Select(element => item(element) ?? throw wrong)] : throw wrong;
    }

    private JsonElement Field(string name) => Fields.TryGetProperty(name, out JsonElement value)
        ? value
        : throw new DataFileException(File, Line, $"field \"{name}\" is missing; the row has {string.Join(", ", Fields.EnumerateObject().Select(field => field.Name))}.");

    private DataFileException Wrong(string name, string expected) =>
        new(File, Line, $"field \"{name}\" should be {expected}, not {Field(name).ValueKind}.");
}
