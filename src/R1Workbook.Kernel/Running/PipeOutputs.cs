using System.Text.Json.Nodes;
using R1Workbook.Kernel.Outputs;

namespace R1Workbook.Kernel.Running;

/// <summary>Sends the outputs of the running cell to the process that runs the notebook: one JSON object a line.</summary>
internal sealed class PipeOutputs(TextWriter writer, OutputLimits limits) : ICellOutputs
{
    private readonly Lock _gate = new();
    private long _shown;
    private bool _saidFull;

    /// <summary>Console text that was written before an output has to be sent before it.</summary>
    public Action FlushConsole { get; set; } = () => { };

    public void BeginCell() => (_shown, _saidFull) = (0, false);

    public void Stream(string name, string text) => Send(new JsonObject { ["type"] = "stream", ["name"] = name, ["text"] = text });

    public void Display(JsonObject bundle, string? displayId) =>
        SendBounded(bundle, b => new JsonObject { ["type"] = "display", ["id"] = displayId, ["data"] = b });

    public void Update(string displayId, JsonObject bundle) =>
        Send(new JsonObject { ["type"] = "update", ["id"] = displayId, ["data"] = limits.Bound(bundle) });

    public void Result(JsonObject bundle) => SendBounded(bundle, b => new JsonObject { ["type"] = "result", ["data"] = b });

    public void Send(JsonObject message)
    {
        string line = message.ToJsonString();
        using CellRun.Shielded shield = CellRun.Shield();
        lock (_gate)
        {
            writer.WriteLine(line);
            writer.Flush();
        }
    }

    private void SendBounded(JsonObject bundle, Func<JsonObject, JsonObject> message)
    {
        FlushConsole();
        bundle = limits.Bound(bundle);
        _shown += bundle.Sum(p => OutputLimits.Size(p.Value));
        if (_shown <= limits.CellBytes)
        {
            Send(message(bundle));
        }
        else if (!_saidFull)
        {
            _saidFull = true;
            Stream("stderr", FormattableString.Invariant($"[further outputs left out: the limit for one cell is {limits.CellBytes:N0} bytes]\n"));
        }
    }
}
