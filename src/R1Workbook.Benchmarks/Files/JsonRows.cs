using System.Text;
using System.Text.Json;
using R1Workbook.Core.Files;

namespace R1Workbook.Benchmarks.Files;

/// <summary>
/// Rows of JSON. Whether a file is JSON Lines, one list or one object of rows is decided by its content: files called
/// <c>.json</c> often hold lines.
/// </summary>
internal static class JsonRows
{
    public static IEnumerable<DataRow> Read(string file, Func<Stream> open) =>
        Shape(file, open) switch
        {
            FileShape.Lines => Lines(file, open),
            _ => Document(file, open),
        };

    private enum FileShape
    {
        Lines,
        Document,
    }

    // Lines where the first line that is not empty is an object by itself, or breaks off while it is the only one.
    private static FileShape Shape(string file, Func<Stream> open)
    {
        using StreamReader reader = new(open(), Encoding.UTF8);
        string? first;
        do first = reader.ReadLine();
        while (first is not null && string.IsNullOrWhiteSpace(first));
        if (first is null)
            throw new DataFileException(file, 0, "the file is empty.");
        if (!first.TrimStart().StartsWith('{'))
            return FileShape.Document;
        if (first.Trim() == "{")
            return FileShape.Document;
        try
        {
            using JsonDocument line = JsonDocument.Parse(LoneSurrogates.Replaced(first));
            // A file that is one object on one line is an object of rows where all its values are objects.
            return reader.Peek() < 0 && IsObjectOfRows(line.RootElement) ? FileShape.Document : FileShape.Lines;
        }
        catch (JsonException)
        {
            return reader.Peek() < 0 ? FileShape.Lines : FileShape.Document;
        }
    }

    private static bool IsObjectOfRows(JsonElement root) =>
        root.EnumerateObject().Any()
        && root.EnumerateObject().All(field => field.Value.ValueKind == JsonValueKind.Object);

    private static IEnumerable<DataRow> Lines(string file, Func<Stream> open)
    {
        using StreamReader reader = new(open(), Encoding.UTF8);
        for (int number = 1; reader.ReadLine() is { } line; number++)
        {
            if (string.IsNullOrWhiteSpace(line))
                continue;
            using JsonDocument document = Parse(file, number, line);
            yield return document.RootElement.ValueKind == JsonValueKind.Object
                ? new DataRow(file, number, document.RootElement)
                : throw new DataFileException(file, number, "a JSON object is expected, one a line.");
        }
    }

    private static JsonDocument Parse(string file, int number, string line)
    {
        try
        {
            return JsonDocument.Parse(LoneSurrogates.Replaced(line));
        }
        catch (JsonException exception)
        {
            throw new DataFileException(
                file,
                number,
                $"no JSON ({exception.Message}). A download cut short looks like this: get the file again."
            );
        }
    }

    private static IEnumerable<DataRow> Document(string file, Func<Stream> open)
    {
        using JsonDocument document = Parse(file, open);
        JsonElement root = document.RootElement;
        if (root.ValueKind == JsonValueKind.Array)
        {
            int number = 0;
            foreach (JsonElement item in root.EnumerateArray())
            {
                number++;
                // Some result files hold bare texts among their objects (MMLU-Pro's of DeepSeek-Coder): they answer no
                // question.
                if (item.ValueKind == JsonValueKind.String)
                    continue;
                yield return item.ValueKind == JsonValueKind.Object
                    ? new DataRow(file, number, item, Unit: "row")
                    : throw new DataFileException(
                        file,
                        number,
                        $"a JSON object is expected, not {item.ValueKind}.",
                        "row"
                    );
            }
        }
        else if (root.ValueKind == JsonValueKind.Object && IsObjectOfRows(root))
        {
            int number = 0;
            foreach (JsonProperty item in root.EnumerateObject())
                yield return new DataRow(file, ++number, item.Value, item.Name, "row");
        }
        else if (root.ValueKind == JsonValueKind.Object)
        {
            yield return new DataRow(file, 1, root, Unit: "row");
        }
        else
        {
            throw new DataFileException(
                file,
                0,
                $"a list of JSON objects, or one a line, is expected, not {root.ValueKind}."
            );
        }
    }

    private static JsonDocument Parse(string file, Func<Stream> open)
    {
        using Stream stream = open();
        try
        {
            Memory<byte> json = WholeContent.Read(stream);
            LoneSurrogates.Replace(json.Span);
            // A mark of the byte order is no JSON.
            return JsonDocument.Parse(json.Span.StartsWith(Encoding.UTF8.Preamble) ? json[3..] : json);
        }
        catch (JsonException exception)
        {
            throw new DataFileException(
                file,
                (int)(exception.LineNumber ?? -1) + 1,
                $"no JSON ({exception.Message}). A download cut short looks like this: get the file again."
            );
        }
    }
}
