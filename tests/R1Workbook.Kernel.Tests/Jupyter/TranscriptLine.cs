using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace R1Workbook.Kernel.Tests.Jupyter;

/// <summary>A line of a transcript: <c>who channel request type content</c>, for example
/// <c>kernel iopub 1 status {"execution_state":"busy"}</c>.</summary>
/// <param name="Who">client or kernel.</param>
/// <param name="Channel">shell, control, stdin or iopub; of the client also file, which makes a file for which a cell
/// waits.</param>
/// <param name="Request">The number of the request to which it belongs, from 1.</param>
/// <param name="Type">The type of the message; for a file its name.</param>
/// <param name="Content">The content without what differs from run to run.</param>
internal sealed record TranscriptLine(string Who, string Channel, int Request, string Type, JsonObject Content)
{
    private static readonly JsonSerializerOptions Plain = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The transcripts by name, which lie beside the other golden values.</summary>
    public static string Folder { get; } = RepositoryFolder.Of("tests", "R1Workbook.Golden", "Transcripts");

    /// <summary>A line that begins with # is a remark.</summary>
    public static bool IsRemark(string line) => line.StartsWith('#');

    /// <exception cref="FormatException">It is no line of a transcript.</exception>
    public static TranscriptLine Parse(string line) =>
        line.Split(' ', 5) is [("client" or "kernel") and var who, var channel, var request, var type, var content]
            ? new TranscriptLine(
                who,
                channel,
                int.Parse(request, System.Globalization.CultureInfo.InvariantCulture),
                type,
                JsonNode.Parse(content)!.AsObject()
            )
            : throw new FormatException($"a line is \"who channel request type content\", not \"{line}\".");

    public override string ToString() =>
        FormattableString.Invariant($"{Who} {Channel} {Request} {Type} {Content.ToJsonString(Plain)}");
}
