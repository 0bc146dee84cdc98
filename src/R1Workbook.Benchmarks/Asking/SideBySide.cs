using System.Runtime.ExceptionServices;

namespace R1Workbook.Benchmarks.Asking;

/// <summary>Asks much at once without losing what is under way when one question fails: it has been paid for.</summary>
internal static class SideBySide
{
    /// <summary>Does all work; after a failure none begins any more, what is under way comes to its end, and then the
    /// first failure is thrown.</summary>
    /// <param name="items">The items to work on.</param>
    /// <param name="atOnce">How many are under way at most.</param>
    /// <param name="work">Does one.</param>
    /// <param name="cancellationToken">Stops all, at once.</param>
    public static async Task DoAsync<T>(
        IReadOnlyCollection<T> items,
        int atOnce,
        Func<T, CancellationToken, Task> work,
        CancellationToken cancellationToken
    )
    {
        ExceptionDispatchInfo? failure = null;
        ParallelOptions options = new() { MaxDegreeOfParallelism = atOnce, CancellationToken = cancellationToken };
        await Parallel
            .ForEachAsync(
                items,
                options,
                async (item, stop) =>
                {
                    if (Volatile.Read(ref failure) is not null)
                        return;
                    try
                    {
                        await work(item, stop).ConfigureAwait(false);
                    }
                    catch (Exception exception) when (exception is not OperationCanceledException)
                    {
                        Interlocked.CompareExchange(ref failure, ExceptionDispatchInfo.Capture(exception), null);
                    }
                }
            )
            .ConfigureAwait(false);
        failure?.Throw();
    }
}
