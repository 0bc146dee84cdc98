using System.Threading.Channels;

namespace R1Workbook.Kernel.Jupyter;

/// <summary>The requests of the shell socket to one shell, one after the other in the order in which they
/// came.</summary>
/// <param name="serve">Serves one; its bool says that the request was aborted by an error before it.</param>
internal sealed class ShellLoop(Func<ShellLoop, JupyterMessage, bool, Task> serve)
{
    private readonly Channel<(JupyterMessage Message, int Number)> _requests = Channel.CreateUnbounded<(
        JupyterMessage,
        int
    )>();
    private int _received;
    private int _abortUpTo;

    /// <summary>Takes a request; from any thread, in order for each client.</summary>
    /// <returns>Whether the shell still takes requests.</returns>
    public bool Add(JupyterMessage message) =>
        _requests.Writer.TryWrite((message, Interlocked.Increment(ref _received)));

    /// <summary>Aborts the cells that wait: they were sent before the client could know of the error.</summary>
    public void AbortWaiting() => _abortUpTo = Volatile.Read(ref _received);

    /// <summary>Takes no more requests.</summary>
    public void End() => _requests.Writer.TryComplete();

    /// <summary>Serves until <see cref="End"/>.</summary>
    /// <param name="cancellationToken">Leaves out what waits.</param>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await foreach (
            (JupyterMessage message, int number) in _requests
                .Reader.ReadAllAsync(CancellationToken.None)
                .ConfigureAwait(false)
        )
        {
            if (!cancellationToken.IsCancellationRequested)
            {
                await serve(this, message, number <= _abortUpTo).ConfigureAwait(false);
            }
        }
    }
}
