using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Data.Analysis;
using Microsoft.DotNet.Interactive.Formatting;
using R1Workbook.Kernel.Contracts;

namespace R1Workbook.Kernel.Directives;

/// <summary>A value on its way from one language to another.</summary>
/// <param name="Value">The value.</param>
/// <param name="Type">The type under which it is declared.</param>
internal sealed record SharedValue(object? Value, Type Type)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        ReferenceHandler = ReferenceHandler.IgnoreCycles,
        IncludeFields = true,
    };

    /// <summary>A value under its own type.</summary>
    public static SharedValue Of(object? value) => new(value, value?.GetType() ?? typeof(object));

    /// <summary>A copy of a variable in the form of a mime type: JSON becomes plain values, every other form is a
    /// text.</summary>
    /// <exception cref="CellException">The value has no such form.</exception>
    public static SharedValue Copy(CellVariable variable, string mime, DirectiveArguments arguments)
    {
        try
        {
            return mime == "application/json"
                ? OfJson(
                    JsonSerializer.Serialize(variable.Value is DataFrame frame ? Rows(frame) : variable.Value, Json)
                )
                : Of(
                    mime == "text/plain" && variable.Value is string s
                        ? s
                        : Formatter.ToDisplayString(variable.Value, mime)
                );
        }
        catch (Exception e)
            when (e is JsonException or NotSupportedException or InvalidOperationException or ArgumentException)
        {
            throw arguments.Error($"{variable.Name} ({variable.Type}) cannot be written as {mime}: {e.Message}");
        }
    }

    /// <summary>What JSON holds: a number, text, truth value, null, or a JsonDocument for lists and objects.</summary>
    /// <exception cref="JsonException">The text is no JSON.</exception>
    public static SharedValue OfJson(string json)
    {
        var document = JsonDocument.Parse(json);
        JsonElement root = document.RootElement;
        return root.ValueKind switch
        {
            JsonValueKind.String => Of(root.GetString()),
            JsonValueKind.True => Of(true),
            JsonValueKind.False => Of(false),
            JsonValueKind.Null => Of(null),
            JsonValueKind.Number => Of(
                root.TryGetInt32(out int i) ? i
                : root.TryGetInt64(out long l) ? l
                : root.GetDouble()
            ),
            _ => Of(document),
        };
    }

    private static IEnumerable<Dictionary<string, object?>> Rows(DataFrame frame)
    {
        for (long row = 0; row < frame.Rows.Count; row++)
        {
            yield return frame.Columns.ToDictionary(c => c.Name, object? (c) => c[row]);
        }
    }
}
