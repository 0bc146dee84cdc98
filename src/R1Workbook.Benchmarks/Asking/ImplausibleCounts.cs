using System.Text.Json;
using Microsoft.Extensions.AI;
using R1Workbook.Core.Files;

namespace R1Workbook.Benchmarks.Asking;

/// <summary>Numbers of tokens that no answer has (below 0, above 100 million, no whole number): they are taken for
/// missing, and the first is told.</summary>
/// <param name="told">Receives one line.</param>
internal sealed class ImplausibleCounts(Action<string>? told)
{
    /// <summary>The property of a response that holds the first such number.</summary>
    private const string Property = "implausible_count";

    private const long Most = 100_000_000;

    private int _isTold;

    /// <summary>The number of a field of a server's usage; null where it is missing or implausible.</summary>
    /// <param name="usage">The usage.</param>
    /// <param name="name">The field.</param>
    /// <param name="properties">Where an implausible number is written down.</param>
    public static long? Read(JsonElement usage, string name, AdditionalPropertiesDictionary properties)
    {
        if (!usage.TryGetProperty(name, out JsonElement value) || value.ValueKind == JsonValueKind.Null)
            return null;
        if (Plausible(value) is { } count)
            return count;
        string shown = value.GetRawText();
        properties.TryAdd(Property, $"{name} {(shown.Length > 40 ? shown[..40] + "..." : shown)}");
        return null;
    }

    /// <summary>A number of tokens; null where no answer has so many.</summary>
    public static long? Plausible(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long count) && count is >= 0 and <= Most
            ? count
            : null;

    /// <summary>Tells of a response that holds such a number, once.</summary>
    public void Tell(ChatResponse response)
    {
        object? found = null;
        if (
            response.AdditionalProperties?.TryGetValue(Property, out found) is not true
            && !response.Messages.Any(message => message.AdditionalProperties?.TryGetValue(Property, out found) is true)
        )
        {
            return;
        }

        if (Interlocked.Exchange(ref _isTold, 1) == 0)
        {
            told?.Invoke(
                TerminalText.Clean(
                    $"The server says {found}: no answer has such a number of tokens. Such numbers are left out, and "
                        + "lengths are estimated."
                )
            );
        }
    }
}
