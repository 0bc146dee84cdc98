using System.Text.Json.Nodes;
using R1Workbook.Kernel.Contracts;
using R1Workbook.Kernel.Interactive;

namespace R1Workbook.Kernel.Host;

/// <summary>Keeps a process for cells at hand: one is started before the first cell asks for it, and another as soon as
/// one is gone.</summary>
/// <param name="options">How to start it.</param>
/// <param name="outputs">Takes what cells show.</param>
internal sealed class CellHostSupervisor(RunOptions options, ICellOutputs outputs) : IAsyncDisposable
{
    private const string Gone = " of earlier cells are gone: run those cells again.";
    private const string NotStopped = "This cell could not be stopped, so its process was replaced; variables" + Gone;

    private readonly CancellationTokenSource _end = new();
    private Task<CellHostProcess>? _host;

    /// <summary>Tells a new process what it has to know before its first cell.</summary>
    public Func<CellHostProcess, CancellationToken, Task> Prepare { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>Called when a process is gone, with all that its cells made.</summary>
    public Action Lost { get; set; } = () => { };

    /// <summary>Starts the process unless there is one.</summary>
    public void Start() => _host ??= StartAsync();

    /// <summary>Runs one cell; see <see cref="CellHostProcess.RunAsync"/>. An end of the process is told as the error
    /// of the cell.</summary>
    public Task<CellError?> RunAsync(
        string source,
        string language,
        int executionCount,
        UserInput? input,
        CancellationToken cancellationToken
    ) => RunAsync(host => host.RunAsync(source, language, executionCount, input, cancellationToken), cancellationToken);

    /// <summary>Runs the handlers that wait for the thread of cells; an end of the process is told as in
    /// <see cref="RunAsync(string, string, int, UserInput?, CancellationToken)"/>.</summary>
    public Task<CellError?> RunHandlersAsync(CancellationToken cancellationToken) =>
        RunAsync(host => host.RunHandlersAsync(cancellationToken), cancellationToken);

    private async Task<CellError?> RunAsync(
        Func<CellHostProcess, Task<CellError?>> run,
        CancellationToken cancellationToken
    )
    {
        try
        {
            CellHostProcess host = await HostAsync(cancellationToken).ConfigureAwait(false);
            return await ReplacedAsync(await run(host).ConfigureAwait(false)).ConfigureAwait(false);
        }
        catch (CellHostException e)
        {
            return await ReplaceAsync("ProcessEnded", e.Message + " Variables" + Gone).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return await ReplaceAsync("Interrupted", NotStopped).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return new CellError(
                CellErrorKind.Interrupted,
                "Interrupted",
                "The cell was interrupted before it began.",
                null,
                ["The cell was interrupted before it began."]
            );
        }
    }

    /// <summary>The value of an expression; see <see cref="CellHostProcess.EvaluateAsync"/>. An end of the process is
    /// told as the error of the expression.</summary>
    public async Task<(JsonObject? Bundle, CellError? Error)> EvaluateAsync(
        string expression,
        CancellationToken cancellationToken
    )
    {
        var gone = new CellError(
            CellErrorKind.ProcessEnded,
            "ProcessEnded",
            "The process of this notebook ended in this expression.",
            null,
            []
        );
        (JsonObject? bundle, CellError? error) = await AskAsync(
                host => host.EvaluateAsync(expression, cancellationToken),
                (null, gone),
                cancellationToken
            )
            .ConfigureAwait(false);
        return (bundle, await ReplacedAsync(error).ConfigureAwait(false));
    }

    /// <summary>Asks the process something beside cells.</summary>
    /// <param name="ask">The question.</param>
    /// <param name="otherwise">The answer when the process is gone or the question was cancelled.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<T> AskAsync<T>(
        Func<CellHostProcess, Task<T>> ask,
        T otherwise,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await ask(await HostAsync(cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        }
        catch (Exception e) when (e is CellHostException or TimeoutException or OperationCanceledException)
        {
            return otherwise;
        }
    }

    /// <summary>Ends the process, in the middle of a cell too.</summary>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        await DisposeHostAsync().ConfigureAwait(false);
        _end.Dispose();
    }

    private Task<CellHostProcess> HostAsync(CancellationToken cancellationToken)
    {
        Start();
        return _host!.WaitAsync(cancellationToken);
    }

    // A cell that nothing stops takes its process with it.
    private async Task<CellError?> ReplacedAsync(CellError? error) =>
        error?.Kind == CellErrorKind.NotInterrupted
            ? await ReplaceAsync("Interrupted", NotStopped).ConfigureAwait(false)
            : error;

    private async Task<CellError> ReplaceAsync(string name, string message)
    {
        // One that did not even start is tried again by the next cell, not for ever.
        bool started = _host?.IsCompletedSuccessfully is true;
        await DisposeHostAsync().ConfigureAwait(false);
        Lost();
        if (started && !_end.IsCancellationRequested)
        {
            Start();
        }

        return new CellError(CellErrorKind.ProcessEnded, name, message, null, [message]);
    }

    private async Task<CellHostProcess> StartAsync()
    {
        CellHostProcess host = await CellHostProcess
            .StartAsync(options, options.OutputFolder, outputs, _end.Token)
            .ConfigureAwait(false);
        await Prepare(host, _end.Token).ConfigureAwait(false);
        return host;
    }

    private async Task DisposeHostAsync()
    {
        Task<CellHostProcess>? host = Interlocked.Exchange(ref _host, null);
        try
        {
            if (host is not null)
            {
                await (await host.ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is CellHostException or OperationCanceledException)
        {
            // It never started.
        }
    }
}
