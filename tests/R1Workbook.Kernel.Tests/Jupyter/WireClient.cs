using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using NetMQ;
using NetMQ.Sockets;

namespace R1Workbook.Kernel.Tests.Jupyter;

/// <summary>A Jupyter client that knows nothing of the kernel's code: it speaks the protocol over the wire.</summary>
internal sealed class WireClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly RunningKernel _kernel;
    private readonly bool _ownsKernel;
    private readonly DealerSocket _shell = new(),
        _control = new(),
        _stdin = new();
    private readonly SubscriberSocket _iopub = new();
    private readonly RequestSocket _heartbeat = new();
    private readonly string _session = Guid.NewGuid().ToString("N");

    /// <summary>A client with a kernel of its own.</summary>
    public WireClient()
        : this(new RunningKernel()) => _ownsKernel = true;

    /// <summary>A further client of a kernel.</summary>
    public WireClient(RunningKernel kernel, bool stdin = true)
    {
        _kernel = kernel;
        byte[] identity = Encoding.ASCII.GetBytes(_session);
        foreach (DealerSocket socket in (DealerSocket[])[_shell, _control, _stdin])
            socket.Options.Identity = identity;
        _iopub.Options.ReceiveHighWatermark = 0;
        _iopub.Connect(kernel.Address("iopub_port"));
        _iopub.SubscribeToAnyTopic();
        _shell.Connect(kernel.Address("shell_port"));
        _control.Connect(kernel.Address("control_port"));
        _heartbeat.Connect(kernel.Address("hb_port"));
        if (stdin)
            _stdin.Connect(kernel.Address("stdin_port"));
        // A subscription counts before its welcome is sent: what is published between the two comes first.
        do First = NextPublished();
        while (First.Type != "iopub_welcome");
    }

    /// <summary>The welcome.</summary>
    public WireMessage First { get; }

    public Process Kernel => _kernel.Process;

    public string ConnectionFile => _kernel.ConnectionFile;

    public string Ask(
        string type,
        JsonObject content,
        bool control = false,
        string? key = null,
        JsonObject? metadata = null,
        string? subshell = null
    )
    {
        string id = Guid.NewGuid().ToString("N");
        JsonObject header = Header(type, id);
        if (subshell is not null)
            header["subshell_id"] = subshell;
        byte[][] parts = Parts(header, metadata ?? [], content);
        SendFrames(control ? _control : _shell, parts, key ?? RunningKernel.Key);
        return id;
    }

    public JsonObject Header(string type, string id) =>
        new()
        {
            ["msg_id"] = id,
            ["session"] = _session,
            ["username"] = "test",
            ["msg_type"] = type,
            ["version"] = "5.3",
            ["date"] = "2026-01-01T00:00:00Z",
        };

    /// <summary>Sends four frames of any content to the shell, signed.</summary>
    public void Send(params byte[][] parts) => SendFrames(_shell, parts, RunningKernel.Key);

    /// <summary>Sends frames as they are to the shell.</summary>
    public void SendRaw(params byte[][] frames) => _shell.SendMultipartBytes(frames);

    public WireMessage Reply(string id, bool control = false)
    {
        while (true)
        {
            WireMessage message = Receive(control ? _control : _shell);
            if (message.ParentId == id)
                return message;
        }
    }

    /// <summary>Whether any reply comes on the shell within the time.</summary>
    public bool IsAnswered(TimeSpan within) => Next("shell", within) is not null;

    /// <summary>Asks on the shell and waits for the content of the reply.</summary>
    public JsonNode Get(string type, JsonObject content, JsonObject? metadata = null) =>
        Reply(Ask(type, content, metadata: metadata)).Content;

    /// <summary>What was published under a request, up to its idle.</summary>
    public WireMessage[] Published(string id)
    {
        List<WireMessage> found = [];
        while (true)
        {
            WireMessage message = NextPublished();
            if (message.ParentId != id)
                continue;
            found.Add(message);
            if (message.IsStatus("idle"))
                return [.. found];
        }
    }

    /// <summary>Waits for a message of a type under a request.</summary>
    public WireMessage WaitFor(string id, string type)
    {
        while (true)
        {
            WireMessage message = NextPublished();
            if (message.ParentId == id && message.Type == type)
                return message;
        }
    }

    public (WireMessage[] Published, JsonNode Reply) Execute(string code, bool silent = false)
    {
        string id = Start(code, content => content["silent"] = silent);
        return (Published(id), Reply(id).Content);
    }

    /// <summary>Sends a cell and does not wait.</summary>
    public string Start(string code, Action<JsonObject>? change = null)
    {
        var content = new JsonObject
        {
            ["code"] = code,
            ["silent"] = false,
            ["store_history"] = true,
        };
        change?.Invoke(content);
        return Ask("execute_request", content);
    }

    /// <summary>The text of the value of a cell, or its error.</summary>
    public string Value(string code)
    {
        (WireMessage[] published, JsonNode reply) = Execute(code);
        return (string?)
                published.FirstOrDefault(message => message.Type == "execute_result")?.Content["data"]!["text/plain"]
            ?? (string?)reply["evalue"]
            ?? "";
    }

    public void Interrupt() =>
        Assert.Equal(
            "ok",
            (string)Reply(Ask("interrupt_request", [], control: true), control: true).Content["status"]!
        );

    /// <summary>The next question of a cell.</summary>
    public WireMessage Question() => Receive(_stdin);

    public void AnswerQuestion(string text) =>
        SendFrames(
            _stdin,
            Parts(
                Header("input_reply", Guid.NewGuid().ToString("N")),
                metadata: [],
                new JsonObject { ["value"] = text }
            ),
            RunningKernel.Key
        );

    /// <summary>Whether the kernel still runs cells and gives back what the heartbeat sends.</summary>
    public void AssertAnswers()
    {
        Assert.Equal("2", Value("1 + 1"));
        Assert.Equal("there", Echo("there"));
    }

    public string Echo(string text)
    {
        _heartbeat.SendFrame(text);
        Assert.True(_heartbeat.TryReceiveFrameString(Patience, out string? echo));
        return echo!;
    }

    public WireMessage NextPublished() => Receive(_iopub);

    /// <summary>The next message on a channel: iopub, stdin, shell or control.</summary>
    public WireMessage Next(string channel) => Receive(Socket(channel));

    /// <summary>The same; null where none comes within the time.</summary>
    public WireMessage? Next(string channel, TimeSpan within)
    {
        var frames = new NetMQMessage();
        return Socket(channel).TryReceiveMultipartMessage(within, ref frames) ? WireMessage.Of(frames) : null;
    }

    public void Dispose()
    {
        foreach (NetMQSocket socket in (NetMQSocket[])[_shell, _control, _stdin, _iopub, _heartbeat])
            socket.Dispose();
        if (_ownsKernel)
            _kernel.Dispose();
    }

    // A client's message answers nothing: its parent is empty.
    private static byte[][] Parts(JsonObject header, JsonObject metadata, JsonObject content) =>
        [.. new[] { header, [], metadata, content }.Select(part => Encoding.UTF8.GetBytes(part.ToJsonString()))];

    private static void SendFrames(NetMQSocket socket, byte[][] parts, string key)
    {
        var frames = new NetMQMessage();
        frames.Append("<IDS|MSG>");
        frames.Append(
            Convert.ToHexStringLower(
                HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), parts.SelectMany(part => part).ToArray())
            )
        );
        foreach (byte[] part in parts)
            frames.Append(part);
        socket.SendMultipartMessage(frames);
    }

    private static WireMessage Receive(NetMQSocket socket)
    {
        var frames = new NetMQMessage();
        Assert.True(socket.TryReceiveMultipartMessage(Patience, ref frames), "the kernel was silent for 90 s");
        return WireMessage.Of(frames);
    }

    private NetMQSocket Socket(string channel) =>
        channel switch
        {
            "iopub" => _iopub,
            "stdin" => _stdin,
            "shell" => _shell,
            _ => _control,
        };
}
