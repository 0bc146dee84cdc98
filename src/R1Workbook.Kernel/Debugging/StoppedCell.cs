using System.Text.Json.Nodes;
using R1Workbook.Kernel.Interrupts;

namespace R1Workbook.Kernel.Debugging;

/// <summary>A thread of a cell that stands.</summary>
internal sealed class StoppedCell : IDisposable
{
    private readonly ManualResetEventSlim _go = new();
    private readonly string _reason;

    public StoppedCell(DebugFrame frame, string reason, Exception? exception)
    {
        (_reason, Exception) = (reason, exception);
        var frames = new List<DebugFrame>();
        for (DebugFrame? next = frame; next is not null; next = next.Caller)
        {
            if (next.Place >= 0)
            {
                frames.Add(next);
            }
        }

        Frames = frames;
    }

    /// <summary>The calls, innermost first; at least the one that stands.</summary>
    public IReadOnlyList<DebugFrame> Frames { get; }

    /// <summary>The exception that stopped it; null where none did.</summary>
    public Exception? Exception { get; }

    /// <summary>The body of the event that tells of it. The front end knows one thread of cells, whichever
    /// stands.</summary>
    public JsonObject Describe()
    {
        var body = new JsonObject
        {
            ["reason"] = _reason,
            ["threadId"] = 1,
            ["allThreadsStopped"] = true,
        };
        if (Exception is not null)
        {
            body["description"] = $"{Exception.GetType().Name}: {Exception.Message}";
            body["text"] = Exception.GetType().FullName;
        }

        return body;
    }

    /// <summary>Waits until it is let go, or the cell is interrupted.</summary>
    /// <exception cref="CellInterruptedException">The cell was interrupted.</exception>
    public void Wait()
    {
        try
        {
            _go.Wait(CellRun.StopToken);
        }
        catch (Exception e) when (e is OperationCanceledException or ThreadInterruptedException)
        {
            CellRun.ThrowIfStopped();
            throw;
        }
    }

    /// <summary>Lets it go.</summary>
    public void GoOn() => _go.Set();

    public void Dispose() => _go.Dispose();
}
