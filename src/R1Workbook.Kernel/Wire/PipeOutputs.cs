using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using R1Workbook.Kernel.Contracts;
using R1Workbook.Kernel.Interrupts;
using R1Workbook.Kernel.Outputs;

namespace R1Workbook.Kernel.Wire;

/// <summary>Sends the outputs of the running cell to the process that runs the notebook: one JSON object a
/// line.</summary>
internal sealed class PipeOutputs : ICellOutputs, IDisposable
{
    // What a message costs a client besides its data; a hundred thousand tiny outputs fill a notebook too.
    private const int BytesOfAnOutput = 1_000;

    private readonly TextWriter _writer;
    private readonly OutputLimits _limits;
    private readonly NativeMark _marks;
    private readonly DisplayUpdates _updates;
    private readonly Lock _gate = new();
    private long _shown;
    private bool _saidFull;

    public PipeOutputs(TextWriter writer, OutputLimits limits, NativeMark marks)
    {
        (_writer, _limits, _marks) = (writer, limits, marks);
        _updates = new DisplayUpdates((displayId, bundle) => Send(new UpdateShown(displayId, bundle)));
    }

    /// <summary>Console text that was written before an output has to be sent before it.</summary>
    public Action FlushConsole { get; set; } = () => { };

    public void BeginCell() => (_shown, _saidFull) = (0, false);

    /// <summary>Sends what was held back.</summary>
    public void EndCell() => _updates.EndCell();

    public void Stream(string name, string text) => SendInOrder(new StreamShown(name, text));

    public void Display(JsonObject bundle, string? displayId) =>
        SendBounded(bundle, b => new DisplayShown(displayId, b));

    public void Update(string displayId, JsonObject bundle) => _updates.Update(displayId, _limits.Bound(bundle));

    public void Result(JsonObject bundle) => SendBounded(bundle, b => new ResultShown(b));

    public void Clear(bool wait)
    {
        FlushConsole();
        SendInOrder(new OutputCleared(wait));
    }

    /// <summary>Sends a message after all that native code printed before it, and before all that it prints
    /// later.</summary>
    public void SendInOrder(HostMessage message)
    {
        using CellRun.Shielded shield = CellRun.Shield();
        lock (_gate)
        {
            Send(message with { Mark = _marks.Next() });
        }
    }

    public void Send(HostMessage message)
    {
        // Half a line on the pipe would garble the rest.
        using CellRun.Shielded shield = CellRun.Shield();
        lock (_gate)
        {
            try
            {
                _writer.WriteLine(JsonSerializer.Serialize(message, PipeJson.Default.HostMessage));
                _writer.Flush();
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException)
            {
                // The other side is gone; this process ends as soon as its reader sees that.
            }
        }
    }

    public void Dispose() => _updates.Dispose();

    private void SendBounded(JsonObject bundle, Func<JsonObject, HostMessage> message)
    {
        FlushConsole();
        bundle = _limits.Bound(bundle);
        _shown += BytesOfAnOutput + bundle.Sum(p => OutputLimits.Size(p.Value));
        if (_shown <= _limits.CellBytes)
        {
            SendInOrder(message(bundle));
        }
        else if (!_saidFull)
        {
            _saidFull = true;
            Stream(
                "stderr",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"[further outputs left out: the limit for one cell is {_limits.CellBytes:N0} bytes]\n"
                )
            );
        }
    }
}
