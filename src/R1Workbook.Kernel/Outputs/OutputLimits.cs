using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace R1Workbook.Kernel.Outputs;

/// <summary>How much of what a cell shows is kept, so that one endless print cannot fill a notebook.</summary>
/// <param name="OutputBytes">Most bytes of one mime type of one output.</param>
/// <param name="CellBytes">Most bytes of all displayed outputs of one cell.</param>
/// <param name="ConsoleCharacters">Most characters of console output of one cell.</param>
public sealed record OutputLimits(
    int OutputBytes = 1_000_000,
    int CellBytes = 20_000_000,
    int ConsoleCharacters = 200_000
)
{
    private const int Head = 4_000;

    /// <summary>The bundle without the mime types that are too large; says in text/plain what was left out.</summary>
    /// <param name="bundle">Mime type to data; not changed.</param>
    /// <returns>The same object when nothing is too large.</returns>
    public JsonObject Bound(JsonObject bundle)
    {
        var large = bundle.Select(p => (Mime: p.Key, Bytes: Size(p.Value))).Where(p => p.Bytes > OutputBytes).ToList();
        if (large.Count == 0)
        {
            return bundle;
        }

        var bounded = (JsonObject)bundle.DeepClone();
        var said = new StringBuilder();
        foreach ((string mime, long bytes) in large)
        {
            if (mime == "text/plain")
            {
                string text = bundle[mime]!.GetValue<string>();
                said.Append(text.AsSpan(0, Math.Min(Head, text.Length))).Append('\n');
            }

            bounded.Remove(mime);
            said.Append(
                CultureInfo.InvariantCulture,
                $"[{mime} of {bytes:N0} bytes left out: the limit for one output is {OutputBytes:N0} bytes]\n"
            );
        }

        string kept = bounded["text/plain"] is JsonValue plain ? plain.GetValue<string>() + "\n" : "";
        bounded["text/plain"] = kept + said.ToString().TrimEnd('\n');
        return bounded;
    }

    /// <summary>The bytes of one mime type's data as UTF-8.</summary>
    /// <param name="data">Text or JSON.</param>
    public static long Size(JsonNode? data) =>
        data is JsonValue value && value.TryGetValue(out string? text)
            ? Encoding.UTF8.GetByteCount(text)
            : data?.ToJsonString().Length ?? 0;
}
