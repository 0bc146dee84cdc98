using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace R1Workbook.Kernel.Tests.Jupyter;

/// <summary>Plays the client of a transcript to a kernel and reads what the kernel sends.</summary>
internal sealed partial class TranscriptPlayer : IDisposable
{
    private static readonly string[] Channels = ["iopub", "stdin", "shell", "control"];

    // Only a transcript that is written anew ends by silence.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(4);

    private readonly RunningKernel _kernel;
    private readonly WireClient _client;
    private readonly List<string> _requests = [],
        _displays = [];
    private readonly HashSet<int> _onControl = [];
    private readonly Dictionary<(string Channel, bool OnControl), Queue<TranscriptLine>> _unread = [];
    private readonly int _before;

    public TranscriptPlayer(RunningKernel kernel)
    {
        _kernel = kernel;
        _client = new WireClient(kernel);
        // How many cells other transcripts have run; it is taken from every count.
        _before = (int)_client.Execute("", silent: true).Reply["execution_count"]!;
    }

    public void Dispose() => _client.Dispose();

    /// <summary>Does what a client's line says.</summary>
    public void Send(TranscriptLine line)
    {
        switch (line.Channel)
        {
            case "file":
                // What was sent before an answer on the control socket waits at the kernel by then.
                _client.Reply(_client.Ask("kernel_info_request", [], control: true), control: true);
                File.WriteAllText(Path.Combine(_kernel.Folder, line.Type), "");
                break;
            case "stdin":
                _client.AnswerQuestion((string)line.Content["value"]!);
                break;
            default:
                Assert.Equal(_requests.Count + 1, line.Request);
                JsonObject content = line.Content.DeepClone().AsObject();
                _requests.Add(_client.Ask(line.Type, content, control: line.Channel == "control"));
                if (line.Channel == "control")
                    _onControl.Add(line.Request);
                break;
        }
    }

    /// <summary>The next message on a channel under the requests of one socket. Shell and control are answered side by
    /// side, so that only the order within each is certain.</summary>
    public TranscriptLine Next(TranscriptLine like)
    {
        Queue<TranscriptLine> wanted = Unread(like);
        while (wanted.Count == 0)
        {
            if (Line(like.Channel, _client.Next(like.Channel)) is { } line)
                Unread(line).Enqueue(line);
        }
        return wanted.Dequeue();
    }

    /// <summary>All messages until the kernel is silent.</summary>
    public IEnumerable<TranscriptLine> Rest()
    {
        foreach (string channel in Channels)
        {
            while (_client.Next(channel, channel == "iopub" ? Silence : TimeSpan.Zero) is { } message)
            {
                if (Line(channel, message) is { } line)
                    yield return line;
            }
        }
    }

    /// <summary>Fails where the kernel has sent more than was read.</summary>
    public void AssertNothingIsLeft()
    {
        string last = _client.Ask("kernel_info_request", []);
        foreach (string channel in (string[])["iopub", "shell"])
        {
            while (_client.Next(channel) is var message && message.ParentId != last)
            {
                if (Line(channel, message) is { } line)
                    Unread(line).Enqueue(line);
            }
        }
        Assert.Empty(_unread.Values.SelectMany(lines => lines));
    }

    private Queue<TranscriptLine> Unread(TranscriptLine line)
    {
        (string, bool) key = (line.Channel, _onControl.Contains(line.Request));
        if (!_unread.TryGetValue(key, out Queue<TranscriptLine>? lines))
            _unread[key] = lines = [];
        return lines;
    }

    // Null where it answers to something else than a request of the transcript.
    private TranscriptLine? Line(string channel, WireMessage message) =>
        _requests.IndexOf(message.ParentId ?? "") is >= 0 and int at
            ? new TranscriptLine("kernel", channel, at + 1, message.Type, Lasting(message.Content).AsObject())
            : null;

    // Numbers of cells, ids of displays, versions and folders differ from run to run.
    private JsonNode Lasting(JsonNode content)
    {
        JsonNode copy = content.DeepClone();
        if (copy["execution_count"] is JsonValue count)
            copy["execution_count"] = (int)count - _before;
        if (copy["transient"]?["display_id"] is JsonValue display)
        {
            if (!_displays.Contains((string)display!))
                _displays.Add((string)display!);
            copy["transient"]!["display_id"] = $"display {_displays.IndexOf((string)display!) + 1}";
        }
        if (copy["implementation_version"] is not null)
            copy["implementation_version"] = "VERSION";
        if (copy["banner"] is JsonValue banner)
            copy["banner"] = DotNetVersion().Replace((string)banner!, ".NET VERSION");
        foreach (JsonNode? entry in copy["history"] as JsonArray ?? [])
            entry![1] = (int)entry[1]! - _before;
        return JsonNode.Parse(Places(copy.ToJsonString()))!;
    }

    // Where an error was: "In[7]" and the sources of the kernel.
    private string Places(string json) =>
        SourcePlace()
            .Replace(
                CellNumber()
                    .Replace(
                        json,
                        match => $"In[{int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) - _before}]"
                    ),
                " in SOURCE"
            );

    [GeneratedRegex(@"In\[(\d+)\]")]
    private static partial Regex CellNumber();

    [GeneratedRegex(@" in [^ ""]+\.cs, line \d+")]
    private static partial Regex SourcePlace();

    [GeneratedRegex(@"\.NET [\d.]+\d")]
    private static partial Regex DotNetVersion();
}
