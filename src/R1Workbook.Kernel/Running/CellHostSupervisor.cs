using R1Workbook.Kernel.Interactive;
using R1Workbook.Kernel.Languages;
using R1Workbook.Kernel.Outputs;

namespace R1Workbook.Kernel.Running;

/// <summary>Keeps a process for cells at hand: one is started before the first cell asks for it, and another as soon as
/// one is gone.</summary>
/// <param name="options">How to start it.</param>
/// <param name="outputs">Takes what cells show.</param>
internal sealed class CellHostSupervisor(RunOptions options, ICellOutputs outputs) : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private Task<CellHostProcess>? _host;

    /// <summary>Starts the process unless there is one.</summary>
    public void Start() => _host ??= CellHostProcess.StartAsync(options, options.OutputFolder, outputs, _end.Token);

    /// <summary>Runs one cell; see <see cref="CellHostProcess.RunAsync"/>. An end of the process is told as the error
    /// of the cell.</summary>
    public async Task<CellError?> RunAsync(
        string source,
        string language,
        int executionCount,
        UserInput? input,
        CancellationToken cancellationToken
    )
    {
        try
        {
            CellHostProcess host = await HostAsync(cancellationToken).ConfigureAwait(false);
            CellError? error = await host.RunAsync(source, language, executionCount, input, cancellationToken)
                .ConfigureAwait(false);
            return error?.Name == "NotInterrupted"
                ? await ReplaceAsync("Interrupted", error.Message).ConfigureAwait(false)
                : error;
        }
        catch (CellHostException e)
        {
            return await ReplaceAsync("ProcessEnded", e.Message).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return await ReplaceAsync(
                    "Interrupted",
                    "The cell did not stop when interrupted, so its process was ended."
                )
                .ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return new CellError(
                "Interrupted",
                "The cell was interrupted before it began.",
                null,
                ["The cell was interrupted before it began."]
            );
        }
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

    private async Task<CellError> ReplaceAsync(string name, string why)
    {
        // One that did not even start is tried again by the next cell, not for ever.
        bool started = _host?.IsCompletedSuccessfully is true;
        await DisposeHostAsync().ConfigureAwait(false);
        if (started && !_end.IsCancellationRequested)
        {
            Start();
        }

        string message = why + " Variables of earlier cells are gone: run those cells again.";
        return new CellError(name, message, null, [message]);
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
