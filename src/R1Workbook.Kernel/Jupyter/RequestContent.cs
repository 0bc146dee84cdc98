using System.Text.Json.Nodes;

namespace R1Workbook.Kernel.Jupyter;

/// <summary>A request whose content is not what the protocol says; the message names the field.</summary>
internal sealed class BadRequestException(string message) : Exception(message);

/// <summary>Fields of a message's content. A field that is missing has its default; one of another type is an
/// error.</summary>
internal static class RequestContent
{
    /// <exception cref="BadRequestException">It is no text.</exception>
    public static string Text(this JsonObject content, string name, string missing = "") =>
        Field(content, name, missing, "a text");

    /// <exception cref="BadRequestException">It is not true or false.</exception>
    public static bool Flag(this JsonObject content, string name, bool missing) =>
        Field(content, name, missing, "true or false");

    /// <exception cref="BadRequestException">It is no whole number.</exception>
    public static int? Number(this JsonObject content, string name) =>
        Field<int?>(content, name, null, "a whole number");

    /// <exception cref="BadRequestException">It is no object.</exception>
    public static JsonObject Object(this JsonObject content, string name) =>
        content[name] switch
        {
            null => [],
            JsonObject value => value,
            _ => throw new BadRequestException($"\"{name}\" of the request is to be an object."),
        };

    private static T Field<T>(JsonObject content, string name, T missing, string kind)
    {
        JsonNode? field = content[name];
        try
        {
            return field is null ? missing
                : field is JsonValue value && value.TryGetValue(out T? found) ? found!
                : throw new BadRequestException($"\"{name}\" of the request is to be {kind}.");
        }
        catch (InvalidOperationException e)
        {
            // Half a surrogate pair is JSON, and no text.
            throw new BadRequestException($"\"{name}\" of the request is to be {kind}: {e.Message}");
        }
    }
}
