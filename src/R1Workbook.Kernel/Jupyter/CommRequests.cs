using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using R1Workbook.Kernel.Host;

namespace R1Workbook.Kernel.Jupyter;

/// <summary>Comms: hands the messages of front ends on to the process of the cells, and knows which are open.</summary>
internal sealed class CommRequests
{
    private readonly CellHostSupervisor _host;
    private readonly CellExecution _cells;
    private readonly IopubOutputs _outputs;
    private readonly ConcurrentDictionary<string, string> _open = new(StringComparer.Ordinal);

    /// <param name="host">The process of the cells.</param>
    /// <param name="cells">Runs handlers when the engine is free.</param>
    /// <param name="outputs">Publishes what comes over comms.</param>
    public CommRequests(CellHostSupervisor host, CellExecution cells, IopubOutputs outputs)
    {
        (_host, _cells, _outputs) = (host, cells, outputs);
        outputs.CommSent = Note;
    }

    /// <summary>The comms that are open, of one target where the request names one.</summary>
    /// <exception cref="BadRequestException">A field is of the wrong type.</exception>
    public JsonObject Info(JsonObject request)
    {
        string target = request.Text("target_name");
        var comms = new JsonObject();
        foreach ((string id, string of) in _open.Where(comm => target.Length == 0 || comm.Value == target))
        {
            comms[id] = new JsonObject { ["target_name"] = of };
        }

        return RequestHandlers.Ok("comms", comms);
    }

    /// <summary>Takes a message of a front end. The handlers that it calls have run when it returns, unless a cell
    /// runs: then they wait, and it does not.</summary>
    /// <returns>Null: such messages have no reply.</returns>
    /// <exception cref="BadRequestException">A field is of the wrong type.</exception>
    public async Task<JsonObject?> TakeAsync(JupyterMessage request)
    {
        JsonObject content = request.Content;
        string id = content.Text("comm_id");
        _ = content.Object("data");
        if (request.Type == "comm_open")
        {
            _open[id] = content.Text("target_name");
        }
        else if (request.Type == "comm_close")
        {
            _open.TryRemove(id, out _);
        }

        long message = _outputs.Expect(request);
        bool waits = await _host
            .AskAsync(h => h.CommAsync(message, request.Type, content, default), false, default)
            .ConfigureAwait(false);
        if (waits)
        {
            await _cells.RunHandlersAsync(request).ConfigureAwait(false);
        }

        return null;
    }

    /// <summary>Closes all: the process at their other end is gone.</summary>
    public void CloseAll()
    {
        foreach (string id in _open.Keys)
        {
            _open.TryRemove(id, out _);
            _outputs.Publish(null, "comm_close", new JsonObject { ["comm_id"] = id, ["data"] = new JsonObject() });
        }
    }

    private void Note(string kind, JsonObject content)
    {
        string id = content.Text("comm_id");
        if (kind == "comm_open")
        {
            _open[id] = content.Text("target_name");
        }
        else if (kind == "comm_close")
        {
            _open.TryRemove(id, out _);
        }
    }
}
