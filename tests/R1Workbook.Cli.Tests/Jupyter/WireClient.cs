using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using NetMQ;
using NetMQ.Sockets;
using R1Workbook.Cli.Tests.Running;

namespace R1Workbook.Cli.Tests.Jupyter;

/// <summary>A Jupyter client that knows nothing of the kernel's code: it speaks the protocol over the wire, with a kernel process of its own.</summary>
internal sealed class WireClient : IDisposable
{
    private const string Key = "a-key-of-the-test";

    private readonly string _folder = Directory.CreateTempSubdirectory("r1-kernel-").FullName;
    private readonly DealerSocket _shell = new(), _control = new();
    private readonly SubscriberSocket _iopub = new();
    private readonly RequestSocket _heartbeat = new();
    private readonly string _session = Guid.NewGuid().ToString("N");

    public WireClient()
    {
        int[] ports = [.. Enumerable.Range(0, 5).Select(_ => FreePort())];
        string file = Path.Combine(_folder, "connection.json");
        File.WriteAllText(file, new JsonObject
        {
            ["transport"] = "tcp",
            ["ip"] = "127.0.0.1",
            ["signature_scheme"] = "hmac-sha256",
            ["key"] = Key,
            ["shell_port"] = ports[0],
            ["iopub_port"] = ports[1],
            ["stdin_port"] = ports[2],
            ["control_port"] = ports[3],
            ["hb_port"] = ports[4],
        }.ToJsonString());
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = _folder, RedirectStandardError = true };
        foreach (string argument in (string[])[TemporaryNotebook.R1, "kernel", "start", file]) start.ArgumentList.Add(argument);
        Kernel = Process.Start(start)!;
        _iopub.Connect($"tcp://127.0.0.1:{ports[1]}");
        _iopub.SubscribeToAnyTopic();
        _shell.Connect($"tcp://127.0.0.1:{ports[0]}");
        _control.Connect($"tcp://127.0.0.1:{ports[3]}");
        _heartbeat.Connect($"tcp://127.0.0.1:{ports[4]}");
        Assert.Equal("iopub_welcome", Type(NextPublished()));
    }

    public Process Kernel { get; }

    public string Ask(string type, JsonObject content, bool control = false, string? key = null)
    {
        string id = Guid.NewGuid().ToString("N");
        byte[][] parts =
        [
            .. new[]
            {
                new JsonObject { ["msg_id"] = id, ["session"] = _session, ["username"] = "test", ["msg_type"] = type, ["version"] = "5.3", ["date"] = "2026-01-01T00:00:00Z" },
                [], [], content,
            }.Select(part => Encoding.UTF8.GetBytes(part.ToJsonString())),
        ];
        Send(parts, key ?? Key, control);
        return id;
    }

    public void Send(byte[][] parts, string key, bool control = false)
    {
        var frames = new NetMQMessage();
        frames.Append("<IDS|MSG>");
        frames.Append(Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), parts.SelectMany(part => part).ToArray())));
        foreach (byte[] part in parts) frames.Append(part);
        (control ? _control : _shell).SendMultipartMessage(frames);
    }

    public (string Type, JsonNode Content) Reply(string id, bool control = false)
    {
        while (true)
        {
            JsonNode[] parts = Receive(control ? _control : _shell);
            if ((string)parts[1]["msg_id"]! == id) return (Type(parts), parts[3]);
        }
    }

    /// <summary>What was published under a request, up to its idle.</summary>
    public (string Type, JsonNode Content)[] Published(string id)
    {
        List<(string, JsonNode)> found = [];
        while (true)
        {
            JsonNode[] parts = NextPublished();
            if ((string?)parts[1]["msg_id"] != id) continue;
            found.Add((Type(parts), parts[3]));
            if (Type(parts) == "status" && (string)parts[3]["execution_state"]! == "idle") return [.. found];
        }
    }

    public ((string Type, JsonNode Content)[] Published, JsonNode Reply) Execute(string code, bool silent = false)
    {
        string id = Ask("execute_request", new JsonObject { ["code"] = code, ["silent"] = silent, ["store_history"] = true });
        return (Published(id), Reply(id).Content);
    }

    public string Echo(string text)
    {
        _heartbeat.SendFrame(text);
        Assert.True(_heartbeat.TryReceiveFrameString(TimeSpan.FromSeconds(10), out string? echo));
        return echo!;
    }

    public void Dispose()
    {
        if (!Kernel.HasExited) Kernel.Kill(entireProcessTree: true);
        foreach (NetMQSocket socket in (NetMQSocket[])[_shell, _control, _iopub, _heartbeat]) socket.Dispose();
        Kernel.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private JsonNode[] NextPublished() => Receive(_iopub);

    private static JsonNode[] Receive(NetMQSocket socket)
    {
        var frames = new NetMQMessage();
        Assert.True(socket.TryReceiveMultipartMessage(TimeSpan.FromSeconds(30), ref frames), "the kernel was silent for 30 s");
        int at = frames.Select((frame, i) => (frame, i)).First(pair => pair.frame.ConvertToString() == "<IDS|MSG>").i;
        byte[][] parts = [.. frames.Skip(at + 2).Take(4).Select(frame => frame.ToByteArray())];
        string signature = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Key), parts.SelectMany(part => part).ToArray()));
        Assert.Equal(signature, frames[at + 1].ConvertToString());
        return [.. parts.Select(part => JsonNode.Parse(part)!)];
    }

    private static string Type(JsonNode[] parts) => (string)parts[0]["msg_type"]!;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
