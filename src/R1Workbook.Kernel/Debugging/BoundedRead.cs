using System.Globalization;
using System.Reflection;
using R1Workbook.Kernel.Interrupts;

namespace R1Workbook.Kernel.Debugging;

/// <summary>Runs code of a value's own beside the cells, for at most a moment: getters, formatters, expressions. What
/// is in a cell has guards and ends; what does not end loses its thread.</summary>
internal sealed class BoundedRead : IDisposable
{
    private readonly CellThread _thread = new(TimeSpan.FromSeconds(1));

    /// <summary>How long a piece of code may take.</summary>
    public static TimeSpan Limit { get; } = TimeSpan.FromSeconds(2);

    /// <summary>Runs a piece of code.</summary>
    /// <param name="read">The code.</param>
    /// <returns>Its value, or in words why it has none.</returns>
    public (object? Value, string? Failure) Run(Func<object?> read) => Run(_ => Task.FromResult(read()), Limit);

    /// <summary>The same for code that waits.</summary>
    /// <param name="read">The code; its token is cancelled when the time is over.</param>
    /// <param name="limit">How long it may take.</param>
    public (object? Value, string? Failure) Run(Func<CancellationToken, Task<object?>> read, TimeSpan limit)
    {
        using var over = new CancellationTokenSource(limit);
        try
        {
            return (
                _thread
                    .RunAsync(() => CellDebugger.Unwatch(() => read(over.Token)), over.Token)
                    .GetAwaiter()
                    .GetResult(),
                null
            );
        }
        catch (Exception) when (over.IsCancellationRequested)
        {
            return (
                null,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"not read: it took longer than {limit.TotalSeconds:0.###} s"
                )
            );
        }
        catch (Exception e)
        {
            Exception thrown = e is TargetInvocationException { InnerException: { } inner } ? inner : e;
            return (null, $"{thrown.GetType().Name}: {thrown.Message}");
        }
    }

    public void Dispose() => _thread.Dispose();
}
