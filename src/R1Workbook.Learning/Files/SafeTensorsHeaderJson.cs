using System.Globalization;
using System.Text.Json;
using R1Workbook.Core.Files;

namespace R1Workbook.Learning.Files;

/// <summary>Reads the JSON of a safetensors header, and says which field of which tensor is not as the format
/// demands.</summary>
internal static class SafeTensorsHeaderJson
{
    /// <summary>The tensors and texts of a header.</summary>
    /// <param name="path">The file's name, for messages.</param>
    /// <param name="bytes">The header with its length in front.</param>
    /// <exception cref="SafeTensorsException">It is none; the message names the field, or the byte where the JSON
    /// breaks off.</exception>
    public static SafeTensorsHeader Read(string path, byte[] bytes)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(
                bytes.AsMemory(8),
                new JsonDocumentOptions { MaxDepth = 8 }
            );
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                throw new FormatException($"it is no object but {document.RootElement.ValueKind}");
            var entries = new List<SafeTensorsEntry>();
            var metadata = new Dictionary<string, string>();
            var names = new HashSet<string>();
            foreach (JsonProperty property in document.RootElement.EnumerateObject())
            {
                if (!names.Add(property.Name))
                    throw new SafeTensorsException(path, $"{property.Name} stands twice in its header.");
                if (property.Name != "__metadata__")
                {
                    entries.Add(Entry(path, property.Name, property.Value));
                }
                else
                {
                    AddMetadata(path, property.Value, metadata);
                }
            }
            return new SafeTensorsHeader(entries, metadata, bytes);
        }
        catch (JsonException exception)
        {
            // The position is that of the file: 8 bytes of length stand before the JSON, which has no line breaks as a
            // rule.
            string at =
                exception.LineNumber is 0 && exception.BytePositionInLine is { } position
                    ? string.Create(CultureInfo.InvariantCulture, $" at byte {position + 8} of the file")
                    : "";
            throw new SafeTensorsException(path, $"its header is no safetensors header{at} ({exception.Message}).");
        }
        catch (Exception exception) when (exception is InvalidOperationException or FormatException)
        {
            throw new SafeTensorsException(path, $"its header is no safetensors header ({exception.Message}).");
        }
    }

    private static void AddMetadata(string path, JsonElement given, Dictionary<string, string> metadata)
    {
        if (given.ValueKind != JsonValueKind.Object)
        {
            throw new SafeTensorsException(
                path,
                $"its header is no safetensors header: __metadata__ is {Shown(given)}, and an object of texts is "
                    + "expected."
            );
        }

        foreach (JsonProperty text in given.EnumerateObject())
        {
            metadata[text.Name] =
                text.Value.ValueKind == JsonValueKind.String
                    ? LoneSurrogates.ReplacedInText(LoneSurrogates.TextWithHalves(text.Value))
                    : throw new SafeTensorsException(
                        path,
                        $"its header is no safetensors header: __metadata__.{text.Name} is {Shown(text.Value)}, "
                            + "and text is expected."
                    );
        }
    }

    private static SafeTensorsEntry Entry(string path, string name, JsonElement value)
    {
        JsonElement Field(string field) =>
            value.ValueKind == JsonValueKind.Object && value.TryGetProperty(field, out JsonElement found)
                ? found
                : throw new SafeTensorsException(path, $"{name} has no {field}.");
        long[] Numbers(string field) =>
            Field(field) is { ValueKind: JsonValueKind.Array } list
            && list.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Number && item.TryGetInt64(out long _))
                ? [.. list.EnumerateArray().Select(item => item.GetInt64())]
                : throw new SafeTensorsException(
                    path,
                    $"its header is no safetensors header: {field} of {name} is {Shown(Field(field))}, and a list of "
                        + "whole numbers is expected."
                );
        string type = Field("dtype") is { ValueKind: JsonValueKind.String } text
            ? text.GetString()!
            : throw new SafeTensorsException(
                path,
                $"its header is no safetensors header: dtype of {name} is {Shown(Field("dtype"))}, and text is "
                    + "expected."
            );
        if (!SafeTensorsHeader.TypeBytes.TryGetValue(type, out int typeBytes))
            throw new SafeTensorsException(path, $"{name} is of type {type}, which safetensors files do not have.");
        long[] shape = Numbers("shape");
        long[] offsets = Numbers("data_offsets");
        Int128 size = typeBytes;
        foreach (long side in shape)
        {
            if (side < 0)
                throw new SafeTensorsException(path, $"{name} has a side of {side}.");
            size =
                size * side > long.MaxValue
                    ? throw new SafeTensorsException(
                        path,
                        $"{name}: its shape [{string.Join(", ", shape)}] exceeds any file."
                    )
                    : size * side;
        }
        if (offsets is not [>= 0, _] || (Int128)offsets[1] - offsets[0] != size)
        {
            throw new SafeTensorsException(
                path,
                $"{name}: its shape needs {size} bytes, its offsets are {string.Join(" to ", offsets)}."
            );
        }

        return new SafeTensorsEntry(name, type, shape, offsets[0], offsets[1]);
    }

    private static string Shown(JsonElement value) =>
        value.GetRawText() is { Length: <= 60 } raw ? raw : $"{value.GetRawText()[..60]}...";
}
