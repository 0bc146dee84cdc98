using System.Text.Json.Nodes;
using R1Workbook.Kernel.Contracts;
using R1Workbook.Kernel.Host;

namespace R1Workbook.Kernel.Jupyter;

/// <summary>Runs the cells of <c>execute_request</c>.</summary>
internal sealed class CellExecution(
    CellHostSupervisor host,
    IopubOutputs outputs,
    ExecuteHistory history,
    UserQuestions questions
) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private readonly Lock _gate = new();
    private CancellationTokenSource? _running;
    private int _count;

    /// <summary>Interrupts the cell that runs, should one run.</summary>
    public void Interrupt()
    {
        lock (_gate)
        {
            _ = _running?.CancelAsync();
        }
    }

    public void Dispose() => _turn.Dispose();

    /// <summary>The reply to a cell that is not run because one before it failed.</summary>
    public JsonObject Aborted() => new() { ["status"] = "aborted", ["execution_count"] = _count };

    /// <summary>Runs one cell and publishes what it shows. A cell of a subshell waits until the one that runs has
    /// ended: the notebook has one engine, and cells see each other's variables.</summary>
    /// <returns>The content of the reply, and whether the cells that wait are to be aborted.</returns>
    /// <exception cref="BadRequestException">A field is of the wrong type; nothing ran.</exception>
    public async Task<(JsonObject Reply, bool AbortsWaiting)> RunAsync(JupyterMessage request)
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        try
        {
            return await RunInTurnAsync(request).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Runs the handlers of cells that wait for their turn: now where nothing runs, else as soon as nothing
    /// does. An error that ends them all is published under the request.</summary>
    public async Task RunHandlersAsync(JupyterMessage request)
    {
        if (await _turn.WaitAsync(0).ConfigureAwait(false))
        {
            await RunHandlersInTurnAsync(request).ConfigureAwait(false);
        }
        else
        {
            _ = Task.Run(async () =>
            {
                await _turn.WaitAsync().ConfigureAwait(false);
                await RunHandlersInTurnAsync(request).ConfigureAwait(false);
            });
        }
    }

    private async Task RunHandlersInTurnAsync(JupyterMessage request)
    {
        using var running = new CancellationTokenSource();
        SetRunning(running);
        try
        {
            if (
                await host.RunHandlersAsync(running.Token).ConfigureAwait(false) is
                { Kind: not CellErrorKind.Interrupted } error
            )
            {
                outputs.Publish(request, "error", IopubOutputs.Content(error));
            }
        }
        finally
        {
            SetRunning(null);
            _turn.Release();
        }
    }

    private async Task<(JsonObject Reply, bool AbortsWaiting)> RunInTurnAsync(JupyterMessage request)
    {
        JsonObject content = request.Content;
        string code = content.Text("code");
        bool silent = content.Flag("silent", false),
            stored = content.Flag("store_history", true) && !silent;
        bool stopsOnError = content.Flag("stop_on_error", true),
            allowsInput = content.Flag("allow_stdin", false);
        JsonObject expressions = content.Object("user_expressions");
        _count += stored ? 1 : 0;
        outputs.Begin(request, _count, silent);
        if (!silent)
        {
            outputs.Publish(request, "execute_input", new JsonObject { ["code"] = code, ["execution_count"] = _count });
        }

        using var running = new CancellationTokenSource();
        SetRunning(running);
        CellError? error = null;
        var values = new JsonObject();
        try
        {
            error = string.IsNullOrWhiteSpace(code)
                ? null
                : await host.RunAsync(
                        code,
                        CellLanguage.Of(request),
                        _count,
                        questions.For(request, allowsInput),
                        running.Token
                    )
                    .ConfigureAwait(false);
            foreach ((string name, JsonNode? expression) in error is null ? expressions : [])
            {
                values[name] = await ValueAsync(expression, running.Token).ConfigureAwait(false);
            }
        }
        finally
        {
            SetRunning(null);
        }

        if (stored)
        {
            history.Add(_count, code, outputs.ResultText);
        }

        if (error is null)
        {
            return (
                new JsonObject
                {
                    ["status"] = "ok",
                    ["execution_count"] = _count,
                    ["user_expressions"] = values,
                    ["payload"] = new JsonArray(),
                },
                false
            );
        }

        outputs.Error(error);
        JsonObject reply = IopubOutputs.Content(error);
        (reply["status"], reply["execution_count"]) = ("error", _count);
        return (reply, stopsOnError);
    }

    private async Task<JsonObject> ValueAsync(JsonNode? expression, CancellationToken cancellationToken)
    {
        CellError error = new(CellErrorKind.Invalid, "BadRequest", "An expression is a text.", null, []);
        if (expression is JsonValue value && value.TryGetValue(out string? text))
        {
            (JsonObject? bundle, CellError? failure) = await host.EvaluateAsync(text, cancellationToken)
                .ConfigureAwait(false);
            if (failure is null)
            {
                return new JsonObject
                {
                    ["status"] = "ok",
                    ["data"] = bundle ?? [],
                    ["metadata"] = new JsonObject(),
                };
            }

            error = failure;
        }

        JsonObject content = IopubOutputs.Content(error);
        content["status"] = "error";
        return content;
    }

    private void SetRunning(CancellationTokenSource? running)
    {
        lock (_gate)
        {
            _running = running;
        }
    }
}
