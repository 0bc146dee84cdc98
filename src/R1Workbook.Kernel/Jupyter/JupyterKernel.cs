using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NetMQ;
using NetMQ.Sockets;
using R1Workbook.Kernel.Languages;
using R1Workbook.Kernel.Running;

namespace R1Workbook.Kernel.Jupyter;

/// <summary>
/// A Jupyter kernel (messaging protocol 5.3) for C# cells. This process only talks; cells run in the same process of their own as
/// under <see cref="NotebookRun"/>, so that a crash in a cell ends neither the kernel nor the notebook.
/// </summary>
public sealed class JupyterKernel : IDisposable
{
    private readonly ConnectionFile _connection;
    private readonly RunOptions _options;
    private readonly TextWriter _log;
    private readonly byte[] _key;
    private readonly string _session = Guid.NewGuid().ToString("N");
    private readonly NetMQQueue<(NetMQSocket Socket, NetMQMessage Frames)> _sends = new();
    private readonly Channel<(JupyterMessage Message, NetMQSocket Socket, int Number)> _requests = Channel.CreateUnbounded<(JupyterMessage, NetMQSocket, int)>();
    private readonly ExecuteHistory _history = new();
    private readonly NetMQPoller _poller = [];
    private readonly IopubOutputs _outputs;
    private readonly XPublisherSocket _iopub = new();
    private CellHostProcess? _host;
    private CancellationTokenSource _running = new();
    private int _executionCount;
    private int _received;
    private int _abortUpTo;

    /// <summary>A kernel.</summary>
    /// <param name="connection">Where its sockets are.</param>
    /// <param name="host">Starts the process in which cells run.</param>
    /// <param name="log">Takes a line for what is refused.</param>
    public JupyterKernel(ConnectionFile connection, HostCommand host, TextWriter log)
    {
        (_connection, _log, _key) = (connection, log, Encoding.UTF8.GetBytes(connection.Key));
        _options = new RunOptions(host, Environment.CurrentDirectory);
        _outputs = new IopubOutputs(message => Send(_iopub, message), _session);
    }

    /// <summary>Serves until a client asks for the shutdown, or the client's process is gone.</summary>
    /// <param name="cancellationToken">Ends the kernel.</param>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var shell = new RouterSocket();
        using var control = new RouterSocket();
        using var stdin = new RouterSocket();
        using var heartbeat = new ResponseSocket();
        Bind(shell, _connection.ShellPort);
        Bind(control, _connection.ControlPort);
        Bind(stdin, _connection.StdinPort);
        Bind(heartbeat, _connection.HeartbeatPort);
        Bind(_iopub, _connection.IopubPort);
        shell.ReceiveReady += (_, _) => Receive(shell, control: false);
        control.ReceiveReady += (_, _) => Receive(control, control: true);
        stdin.ReceiveReady += (_, _) => stdin.ReceiveMultipartMessage();
        heartbeat.ReceiveReady += (_, _) => heartbeat.SendFrame(heartbeat.ReceiveFrameBytes());
        _iopub.ReceiveReady += (_, _) => Welcome(_iopub.ReceiveFrameBytes());
        _sends.ReceiveReady += (_, _) =>
        {
            while (_sends.TryDequeue(out (NetMQSocket Socket, NetMQMessage Frames) next, TimeSpan.Zero))
            {
                next.Socket.SendMultipartMessage(next.Frames);
            }
        };
        foreach (ISocketPollable socket in (ISocketPollable[])[shell, control, stdin, heartbeat, _iopub])
        {
            _poller.Add(socket);
        }

        _poller.Add(_sends);
        using CancellationTokenRegistration stop = cancellationToken.Register(Stop);
        using Timer parent = WatchParent();
        Task work = Task.Run(WorkAsync, CancellationToken.None);
        try
        {
            await Task.Run(_poller.Run, CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            _requests.Writer.TryComplete();
            await _running.CancelAsync().ConfigureAwait(false);
            await work.ConfigureAwait(false);
        }
    }

    /// <summary>Frees the sockets.</summary>
    public void Dispose()
    {
        _poller.Dispose();
        _iopub.Dispose();
        _sends.Dispose();
        _running.Dispose();
        NetMQConfig.Cleanup(block: false);
    }

    private void Bind(NetMQSocket socket, int port)
    {
        socket.Options.Linger = TimeSpan.FromSeconds(1);
        socket.Bind(FormattableString.Invariant($"tcp://{_connection.Ip}:{port}"));
    }

    // A kernel whose client died would stay for ever.
    private Timer WatchParent()
    {
        _ = int.TryParse(Environment.GetEnvironmentVariable("JPY_PARENT_PID"), out int parent);
        return new Timer(_ =>
        {
            try
            {
                if (parent > 1)
                {
                    Process.GetProcessById(parent).Dispose();
                }
            }
            catch (ArgumentException)
            {
                Stop();
            }
        }, null, 1_000, 1_000);
    }

    private void Stop()
    {
        _requests.Writer.TryComplete();
        if (_poller.IsRunning)
        {
            _poller.StopAsync();
        }
    }

    private void Send(NetMQSocket socket, JupyterMessage message)
    {
        try
        {
            _sends.Enqueue((socket, message.ToFrames(_key)));
        }
        catch (ObjectDisposedException)
        {
            // The kernel is ending; nobody listens any more.
        }
    }

    // JEP 65: a client that has seen this misses nothing that comes after it.
    private void Welcome(byte[] subscription)
    {
        if (subscription is [1, .. byte[] topic])
        {
            var content = new JsonObject { ["subscription"] = Encoding.UTF8.GetString(topic) };
            Send(_iopub, new JupyterMessage([topic], JupyterMessage.NewHeader("iopub_welcome", _session), [], [], content));
        }
    }

    private void Receive(NetMQSocket socket, bool control)
    {
        try
        {
            JupyterMessage message = JupyterMessage.Read(socket.ReceiveMultipartMessage(), _key);
            if (control)
            {
                Serve(message, socket, () => Control(message));
            }
            else
            {
                _requests.Writer.TryWrite((message, socket, ++_received));
            }
        }
        catch (FormatException e)
        {
            _log.WriteLine("A message was left out: " + e.Message);
        }
    }

    private void Serve(JupyterMessage message, NetMQSocket socket, Func<JsonObject?> handle)
    {
        _outputs.Publish(message, "status", new JsonObject { ["execution_state"] = "busy" });
        try
        {
            if (handle() is { } content)
            {
                Send(socket, message.Answer(message.Type.Replace("_request", "_reply", StringComparison.Ordinal), content, _session));
            }
            else
            {
                _log.WriteLine($"A message of the type {message.Type} was left out: it is not known.");
            }
        }
        catch (InvalidOperationException e)
        {
            Send(socket, message.Answer(message.Type.Replace("_request", "_reply", StringComparison.Ordinal), BadRequest(e), _session));
        }

        _outputs.Publish(message, "status", new JsonObject { ["execution_state"] = "idle" });
    }

    private JsonObject? Control(JupyterMessage message)
    {
        switch (message.Type)
        {
            case "interrupt_request":
                _running.Cancel();
                return Ok();
            case "shutdown_request":
                bool restart = message.Content["restart"]?.GetValue<bool>() is true;
                // After the reply: the poller sends what is queued before it stops.
                _ = Task.Delay(100).ContinueWith(_ => Stop(), TaskScheduler.Default);
                return Ok(("restart", restart));
            default:
                return Shell(message);
        }
    }

    private JsonObject? Shell(JupyterMessage message) => message.Type switch
    {
        "kernel_info_request" => KernelInfo(),
        "is_complete_request" => IsComplete(message.Content["code"]?.GetValue<string>() ?? ""),
        "history_request" => Ok(("history", _history.Find(message.Content))),
        "comm_info_request" => Ok(("comms", new JsonObject())),
        "complete_request" => Complete(message.Content),
        "inspect_request" => Ok(("found", false), ("data", new JsonObject()), ("metadata", new JsonObject())),
        _ => null,
    };

    private async Task WorkAsync()
    {
        await foreach ((JupyterMessage message, NetMQSocket socket, int number) in _requests.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            if (message.Type == "execute_request")
            {
                try
                {
                    await ExecuteAsync(message, socket, number).ConfigureAwait(false);
                }
                catch (InvalidOperationException e)
                {
                    Send(socket, message.Answer("execute_reply", BadRequest(e), _session));
                }
            }
            else
            {
                Serve(message, socket, () => message.Type == "shutdown_request" ? Control(message) : Shell(message));
            }
        }

        if (_host is { } host)
        {
            await host.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task ExecuteAsync(JupyterMessage message, NetMQSocket socket, int number)
    {
        bool silent = message.Content["silent"]?.GetValue<bool>() is true, stored = !silent && message.Content["store_history"]?.GetValue<bool>() is not false;
        string code = message.Content["code"]?.GetValue<string>() ?? "";
        if (number <= _abortUpTo)
        {
            Send(socket, message.Answer("execute_reply", new JsonObject { ["status"] = "aborted", ["execution_count"] = _executionCount }, _session));
            return;
        }

        if (stored)
        {
            _history.Add(++_executionCount, code);
        }

        _outputs.Publish(message, "status", new JsonObject { ["execution_state"] = "busy" });
        if (!silent)
        {
            _outputs.Publish(message, "execute_input", new JsonObject { ["code"] = code, ["execution_count"] = _executionCount });
        }

        _outputs.Begin(message, _executionCount, silent);
        CellError? error = string.IsNullOrWhiteSpace(code) ? null : await RunCellAsync(code).ConfigureAwait(false);
        JsonObject reply = Ok(("execution_count", _executionCount), ("user_expressions", new JsonObject()), ("payload", new JsonArray()));
        if (error is not null)
        {
            _outputs.Error(error);
            reply = IopubOutputs.Content(error);
            (reply["status"], reply["execution_count"]) = ("error", _executionCount);
            if (message.Content["stop_on_error"]?.GetValue<bool>() is not false)
            {
                // Those that were sent before the client could know of the error.
                _abortUpTo = Volatile.Read(ref _received);
            }
        }

        Send(socket, message.Answer("execute_reply", reply, _session));
        _outputs.Publish(message, "status", new JsonObject { ["execution_state"] = "idle" });
    }

    private async Task<CellError?> RunCellAsync(string code)
    {
        _running.Dispose();
        _running = new CancellationTokenSource();
        try
        {
            _host ??= await CellHostProcess.StartAsync(_options, _options.OutputFolder, _outputs, _running.Token).ConfigureAwait(false);
            return await _host.RunAsync(code, "csharp", _executionCount, _running.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is CellHostException or OperationCanceledException)
        {
            if (_host is { } host)
            {
                await host.DisposeAsync().ConfigureAwait(false);
            }

            _host = null;
            string what = e is CellHostException ? e.Message : "The cell was interrupted.";
            string message = what + " Variables of earlier cells are gone: run those cells again.";
            return new CellError(e is CellHostException ? "ProcessEnded" : "Interrupted", message, null, [message]);
        }
    }

    private static JsonObject KernelInfo() => Ok(
        ("protocol_version", JupyterMessage.ProtocolVersion),
        ("implementation", "r1"),
        ("implementation_version", typeof(JupyterKernel).Assembly.GetName().Version!.ToString(3)),
        ("language_info", new JsonObject
        {
            ["name"] = "C#",
            ["version"] = "14.0",
            ["mimetype"] = "text/x-csharp",
            ["file_extension"] = ".cs",
            ["pygments_lexer"] = "csharp",
            ["codemirror_mode"] = "text/x-csharp",
        }),
        ("banner", $"C# on .NET {Environment.Version}, the kernel of the R1 Workbook"),
        ("help_links", new JsonArray()));

    private static JsonObject IsComplete(string code)
    {
        SyntaxTree tree = CSharpSyntaxTree.ParseText(code, new CSharpParseOptions(LanguageVersion.Latest, kind: SourceCodeKind.Script));
        if (!SyntaxFactory.IsCompleteSubmission(tree))
        {
            return new JsonObject { ["status"] = "incomplete", ["indent"] = "    " };
        }

        return new JsonObject { ["status"] = tree.GetDiagnostics().Any(d => d.Severity == DiagnosticSeverity.Error) ? "invalid" : "complete" };
    }

    // Completion is not built yet: nothing is offered, and the cursor stays where it is.
    private static JsonObject Complete(JsonObject request)
    {
        int cursor = request["cursor_pos"]?.GetValue<int>() ?? 0;
        return Ok(("matches", new JsonArray()), ("cursor_start", cursor), ("cursor_end", cursor), ("metadata", new JsonObject()));
    }

    // A field of another type than the protocol gives it.
    private static JsonObject BadRequest(InvalidOperationException e) =>
        new() { ["status"] = "error", ["ename"] = "BadRequest", ["evalue"] = e.Message, ["traceback"] = new JsonArray() };

    private static JsonObject Ok(params (string Name, JsonNode? Value)[] fields)
    {
        var content = new JsonObject { ["status"] = "ok" };
        foreach ((string name, JsonNode? value) in fields)
        {
            content[name] = value;
        }

        return content;
    }
}
