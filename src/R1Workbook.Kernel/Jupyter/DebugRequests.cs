using System.Text.Json.Nodes;
using R1Workbook.Kernel.Host;

namespace R1Workbook.Kernel.Jupyter;

/// <summary>Answers <c>debug_request</c>, and remembers what a debugger has set: a process of cells that takes the
/// place of another is told the same.</summary>
internal sealed class DebugRequests(CellHostSupervisor host)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, JsonObject> _set = new(StringComparer.Ordinal);

    /// <summary>The content of a <c>debug_reply</c>: a response of the Debug Adapter Protocol.</summary>
    /// <exception cref="BadRequestException">It names no command.</exception>
    public async Task<JsonObject?> AnswerAsync(JupyterMessage request)
    {
        JsonObject content = request.Content;
        string command = content.Text("command");
        if (command.Length == 0)
        {
            throw new BadRequestException("\"command\" of the request is to name a command of the debugger.");
        }

        JsonObject? response = await host.AskAsync(h => h.DebugAsync(content, default), null, default)
            .ConfigureAwait(false);
        if (response?["success"] is JsonValue value && value.TryGetValue(out bool success) && success)
        {
            Remember(command, content);
        }

        return response
            ?? new JsonObject
            {
                ["type"] = "response",
                ["request_seq"] = content["seq"]?.DeepClone() ?? 0,
                ["command"] = command,
                ["success"] = false,
                ["message"] = "The process of this notebook's cells is gone; a new one starts.",
                ["body"] = new JsonObject(),
            };
    }

    /// <summary>Whether a debugger is attached.</summary>
    public bool IsStarted
    {
        get
        {
            lock (_gate)
            {
                return _set.ContainsKey("initialize");
            }
        }
    }

    /// <summary>Tells a new process what was set.</summary>
    public async Task RepeatAsync(CellHostProcess process, CancellationToken cancellationToken)
    {
        List<JsonObject> requests;
        lock (_gate)
        {
            requests = [.. _set.Values];
        }

        foreach (JsonObject request in requests)
        {
            await process.DebugAsync(request, cancellationToken).ConfigureAwait(false);
        }
    }

    private void Remember(string command, JsonObject content)
    {
        lock (_gate)
        {
            switch (command)
            {
                case "initialize" or "setExceptionBreakpoints":
                    _set[command] = content;
                    break;
                case "dumpCell" or "setBreakpoints":
                    JsonNode? arguments = content["arguments"];
                    _set[$"{command} {arguments?["code"] ?? arguments?["source"]?["path"]}"] = content;
                    break;
                case "disconnect" or "terminate":
                    _set.Clear();
                    break;
            }
        }
    }
}
