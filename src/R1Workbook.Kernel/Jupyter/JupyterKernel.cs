using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using R1Workbook.Kernel.Host;

namespace R1Workbook.Kernel.Jupyter;

/// <summary>
/// A Jupyter kernel (messaging protocol 5.4). This process only talks; cells run in the same process of their own as
/// under <c>NotebookRun</c>, so that a crash in a cell ends neither the kernel nor the notebook.
/// </summary>
public sealed class JupyterKernel : IDisposable
{
    private readonly TextWriter _log;
    private readonly string _session = Guid.NewGuid().ToString("N");
    private readonly CancellationTokenSource _end = new();
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly KernelSockets _sockets;
    private readonly IopubOutputs _outputs;
    private readonly CellHostSupervisor _host;
    private readonly CellExecution _cells;
    private readonly RequestHandlers _handlers;
    private readonly Subshells _shells;
    private int _started;

    /// <summary>A kernel.</summary>
    /// <param name="connection">Where its sockets are.</param>
    /// <param name="host">Starts the process in which cells run.</param>
    /// <param name="log">Takes a line for what is refused.</param>
    public JupyterKernel(ConnectionFile connection, HostCommand host, TextWriter log)
    {
        _log = log;
        _sockets = new KernelSockets(connection, log);
        _outputs = new IopubOutputs(_sockets, _session);
        _host = new CellHostSupervisor(new RunOptions(host, Environment.CurrentDirectory), _outputs);
        var history = new ExecuteHistory();
        var questions = new UserQuestions(_sockets, _session);
        _cells = new CellExecution(_host, _outputs, history, questions);
        var debug = new DebugRequests(_host);
        _host.Prepare = debug.RepeatAsync;
        var comms = new CommRequests(_host, _cells, _outputs);
        _host.Lost = () =>
        {
            if (debug.IsStarted)
            {
                _outputs.Debug("exited", new JsonObject { ["exitCode"] = 1 });
            }

            comms.CloseAll();
        };
        _handlers = new RequestHandlers(connection, comms, history, new CodeQuestions(_host), debug, log);
        _shells = new Subshells(ServeShellAsync, _end.Token);
        (_sockets.Shell, _sockets.Control, _sockets.Stdin) = (
            TakeShell,
            message => _ = ServeControlAsync(message),
            questions.Take
        );
        (_sockets.Welcome, _sockets.Subscribed) = (_outputs.Welcome, Subscribed);
    }

    /// <summary>Serves until a client asks for the shutdown, the client's process is gone, or SIGTERM comes. SIGINT
    /// interrupts the running cell.</summary>
    /// <param name="cancellationToken">Ends the kernel.</param>
    /// <exception cref="ConnectionFileException">A port is taken.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        _sockets.Start();
        IgnoredInterrupt.TakeBack();
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(
            PosixSignal.SIGINT,
            context => (context.Cancel, _) = (true, Task.Run(_cells.Interrupt))
        );
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(
            PosixSignal.SIGTERM,
            context =>
            {
                context.Cancel = true;
                Stop();
            }
        );
        using CancellationTokenRegistration stop = cancellationToken.Register(Stop);
        using var parent = new ParentWatch(Stop);
        _shells.Start();
        _host.Start();
        await _stopped.Task.ConfigureAwait(false);
        await _end.CancelAsync().ConfigureAwait(false);
        await _sockets.StopAsync().ConfigureAwait(false);
        Task shells = _shells.EndAsync();
        await _host.DisposeAsync().ConfigureAwait(false);
        await shells.ConfigureAwait(false);
    }

    /// <summary>Frees the sockets.</summary>
    public void Dispose()
    {
        _sockets.Dispose();
        _cells.Dispose();
        _end.Dispose();
    }

    private void Stop() => _stopped.TrySetResult();

    private void Subscribed()
    {
        if (Interlocked.Exchange(ref _started, 1) == 0)
        {
            // Before the first client listens there is nobody to tell.
            _outputs.Status(null, "starting");
        }
    }

    private void TakeShell(JupyterMessage request)
    {
        if (_shells.Add(request) is { } refusal)
        {
            _ = ServeAsync(request, () => throw new BadRequestException(refusal));
        }
    }

    private async Task ServeShellAsync(ShellLoop shell, JupyterMessage request, bool aborted)
    {
        switch (request.Type)
        {
            case "execute_request":
                await ServeAsync(
                        request,
                        async () =>
                        {
                            if (aborted)
                            {
                                return _cells.Aborted();
                            }

                            (JsonObject reply, bool abortsWaiting) = await _cells
                                .RunAsync(request)
                                .ConfigureAwait(false);
                            if (abortsWaiting)
                            {
                                // Before the reply: what the client sends after it is no longer waiting.
                                shell.AbortWaiting();
                            }

                            return reply;
                        }
                    )
                    .ConfigureAwait(false);
                break;
            case "shutdown_request" or "interrupt_request":
                await ServeControlAsync(request).ConfigureAwait(false);
                break;
            default:
                await ServeAsync(request, () => _handlers.AnswerAsync(request)).ConfigureAwait(false);
                break;
        }
    }

    private async Task ServeControlAsync(JupyterMessage request)
    {
        switch (request.Type)
        {
            case "shutdown_request":
                bool ends = false;
                await ServeAsync(
                        request,
                        () =>
                        {
                            JsonObject reply = RequestHandlers.Ok("restart", request.Content.Flag("restart", false));
                            ends = true;
                            return Task.FromResult<JsonObject?>(reply);
                        }
                    )
                    .ConfigureAwait(false);
                if (ends)
                {
                    Stop();
                }

                break;
            case "interrupt_request":
                await ServeAsync(
                        request,
                        () =>
                        {
                            _cells.Interrupt();
                            return Task.FromResult<JsonObject?>(new JsonObject { ["status"] = "ok" });
                        }
                    )
                    .ConfigureAwait(false);
                break;
            case "debug_request":
                await ServeAsync(request, () => _handlers.AnswerAsync(request)).ConfigureAwait(false);
                break;
            default:
                await ServeAsync(request, () => Task.FromResult(_shells.Answer(request) ?? _handlers.Answer(request)))
                    .ConfigureAwait(false);
                break;
        }
    }

    // Busy, the reply should there be one, idle: under every request exactly once.
    private async Task ServeAsync(JupyterMessage request, Func<Task<JsonObject?>> answer)
    {
        _outputs.Status(request, "busy");
        JsonObject? content;
        try
        {
            content = await answer().ConfigureAwait(false);
        }
        catch (BadRequestException e)
        {
            _log.WriteLine($"{request.Type}: {e.Message}");
            content = RequestHandlers.Error("BadRequest", e.Message);
        }
        catch (Exception e)
        {
            // Whatever is wrong with one request, the notebook's variables are worth more.
            await _log.WriteLineAsync($"{request.Type}: {e}").ConfigureAwait(false);
            content = RequestHandlers.Error(e.GetType().Name, e.Message);
        }

        if (content is not null)
        {
            _sockets.Reply(
                request.Answer(request.Type.Replace("_request", "_reply", StringComparison.Ordinal), content, _session)
            );
        }

        _outputs.Status(request, "idle");
    }
}
