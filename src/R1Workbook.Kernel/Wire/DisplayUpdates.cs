using System.Diagnostics;
using System.Text.Json.Nodes;

namespace R1Workbook.Kernel.Wire;

/// <summary>Sends updates of shown values at most some twenty times a second for each; the last one always.</summary>
/// <param name="send">Takes a display id and its newest bundle.</param>
internal sealed class DisplayUpdates(Action<string, JsonObject> send) : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, long> _sent = [];
    private readonly Dictionary<string, JsonObject> _waiting = [];
    private Timer? _timer;

    public void Update(string displayId, JsonObject bundle)
    {
        lock (_gate)
        {
            if (_sent.TryGetValue(displayId, out long last) && Stopwatch.GetElapsedTime(last) < Interval)
            {
                _waiting[displayId] = bundle;
                _timer ??= new Timer(_ => Flush());
                _timer.Change(Interval, Timeout.InfiniteTimeSpan);
                return;
            }

            _waiting.Remove(displayId);
            _sent[displayId] = Stopwatch.GetTimestamp();
            send(displayId, bundle);
        }
    }

    /// <summary>Sends what waits.</summary>
    public void Flush()
    {
        lock (_gate)
        {
            foreach ((string displayId, JsonObject bundle) in _waiting)
            {
                _sent[displayId] = Stopwatch.GetTimestamp();
                send(displayId, bundle);
            }

            _waiting.Clear();
        }
    }

    /// <summary>Ends a cell: what waits is sent, and ids that are used no more are forgotten.</summary>
    public void EndCell()
    {
        lock (_gate)
        {
            Flush();
            _sent.Clear();
        }
    }

    public void Dispose() => _timer?.Dispose();
}
