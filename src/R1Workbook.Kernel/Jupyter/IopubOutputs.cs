using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using R1Workbook.Kernel.Contracts;
using R1Workbook.Kernel.Outputs;

namespace R1Workbook.Kernel.Jupyter;

/// <summary>Publishes what cells show, each time under the request that is running.</summary>
internal sealed class IopubOutputs(KernelSockets sockets, string session) : ICellOutputs, ICellEvents
{
    // Handlers that wait longer show their outputs under the cell that runs.
    private const int MostMessages = 1_000;

    private readonly ConcurrentDictionary<long, JupyterMessage> _messages = new();
    private JupyterMessage? _request;
    private int _executionCount;
    private bool _silent;
    private int _events;
    private (JupyterMessage? Request, bool Silent) _interrupted;
    private long _lastMessage;
    private bool _isPlotlyOnPage;

    /// <summary>The text of the running cell's value, for the history; null when it has none.</summary>
    public string? ResultText { get; private set; }

    /// <summary>Told of each message over a comm that cells send: its type and content.</summary>
    public Action<string, JsonObject> CommSent { get; set; } = (_, _) => { };

    /// <summary>What comes from now on belongs to this request.</summary>
    public void Begin(JupyterMessage request, int executionCount, bool silent) =>
        (_request, _executionCount, _silent, ResultText) = (request, executionCount, silent, null);

    /// <summary>Says that the kernel begins or ends to work on a request.</summary>
    public void Status(JupyterMessage? request, string state) =>
        Publish(request, "status", new JsonObject { ["execution_state"] = state });

    /// <summary>The first message to a new subscription (JEP 65): a client that has seen it misses nothing that comes
    /// after it.</summary>
    public JupyterMessage Welcome(byte[] topic) =>
        JupyterMessage.New(
            "iopub_welcome",
            new JsonObject { ["subscription"] = Encoding.UTF8.GetString(topic) },
            session,
            topic
        );

    public void Stream(string name, string text) =>
        Publish("stream", new JsonObject { ["name"] = name, ["text"] = text });

    public void Display(JsonObject bundle, string? displayId) => Publish("display_data", Shown(bundle, displayId));

    public void Update(string displayId, JsonObject bundle) => Publish("update_display_data", Shown(bundle, displayId));

    public void Result(JsonObject bundle)
    {
        ResultText = bundle["text/plain"] is JsonValue value && value.TryGetValue(out string? text) ? text : null;
        JsonObject content = Shown(bundle, null);
        content["execution_count"] = _executionCount;
        Publish("execute_result", content);
    }

    public void Debug(string name, JsonObject body) =>
        Publish(
            _request,
            "debug_event",
            new JsonObject
            {
                ["type"] = "event",
                ["seq"] = Interlocked.Increment(ref _events),
                ["event"] = name,
                ["body"] = body.DeepClone(),
            }
        );

    public void Comm(string kind, JsonObject content, JsonObject metadata, long answers)
    {
        CommSent(kind, content);
        Publish(_messages.GetValueOrDefault(answers) ?? _request, kind, content.DeepClone().AsObject(), metadata);
    }

    public void Handler(long message, bool begins)
    {
        if (begins)
        {
            _interrupted = (_request, _silent);
            (_request, _silent) = (_messages.GetValueOrDefault(message) ?? _request, false);
        }
        else
        {
            (_request, _silent) = _interrupted;
        }
    }

    public void HandlerFailed(CellError error) => Error(error);

    /// <summary>Gives a message a number, under which the handlers that it calls show what they show.</summary>
    public long Expect(JupyterMessage message)
    {
        long number = Interlocked.Increment(ref _lastMessage);
        _messages[number] = message;
        _messages.TryRemove(number - MostMessages, out _);
        return number;
    }

    public void Clear(bool wait) => Publish("clear_output", new JsonObject { ["wait"] = wait });

    public void Error(CellError error) => Publish("error", Content(error));

    public static JsonObject Content(CellError error) =>
        new()
        {
            ["ename"] = error.Name,
            ["evalue"] = error.Message,
            ["traceback"] = new JsonArray([.. error.Traceback.Select(line => (JsonNode)line)]),
        };

    /// <summary>Publishes under a request, whichever is running.</summary>
    public void Publish(JupyterMessage? request, string type, JsonObject content, JsonObject? metadata = null)
    {
        byte[] topic = Encoding.ASCII.GetBytes(type);
        JupyterMessage message = request is null
            ? JupyterMessage.New(type, content, session, topic)
            : request.Answer(type, content, session) with
            {
                Route = [topic],
            };
        sockets.Publish(metadata is null ? message : message with { Metadata = metadata });
    }

    private void Publish(string type, JsonObject content)
    {
        if (_request is { } request && !_silent)
        {
            Publish(request, type, content);
        }
    }

    private JsonObject Shown(JsonObject bundle, string? displayId)
    {
        var data = (JsonObject)bundle.DeepClone();
        BringPlotly(data);
        var content = new JsonObject
        {
            ["data"] = data,
            ["metadata"] = new JsonObject(),
            ["transient"] = new JsonObject(),
        };
        if (displayId is not null)
        {
            content["transient"]!["display_id"] = displayId;
        }

        return content;
    }

    // The first chart of a notebook brings plotly.js along, for clients that have none of their own; the others find it
    // on the page.
    private void BringPlotly(JsonObject data)
    {
        if (data[PlotlyDrawing.MimeType] is not { } figure || data["text/html"] is not JsonValue html)
        {
            return;
        }

        string drawn = PlotlyDrawing.Into(html.GetValue<string>(), figure.ToJsonString());
        data["text/html"] = _isPlotlyOnPage ? drawn : PlotlyScript.Element() + drawn;
        _isPlotlyOnPage = true;
    }
}
