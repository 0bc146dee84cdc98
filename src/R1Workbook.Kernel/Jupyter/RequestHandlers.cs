using System.Text.Json.Nodes;

namespace R1Workbook.Kernel.Jupyter;

/// <summary>Says which request is answered by what; all but the running of cells.</summary>
internal sealed class RequestHandlers(
    ConnectionFile connection,
    CommRequests comms,
    ExecuteHistory history,
    CodeQuestions code,
    DebugRequests debug,
    TextWriter log
)
{
    /// <summary>Requests of both sockets that are answered at once, while a cell runs too.</summary>
    /// <returns>The content of the reply; null where the protocol has none or the type is not known.</returns>
    /// <exception cref="BadRequestException">A field is of the wrong type.</exception>
    public JsonObject? Answer(JupyterMessage request)
    {
        switch (request.Type)
        {
            case "kernel_info_request":
                return KernelInfo.Content();
            case "connect_request":
                return Ports();
            case "history_request":
                return Ok("history", history.Find(request.Content));
            case "comm_info_request":
                return comms.Info(request.Content);
            default:
                log.WriteLine($"A message of the type {request.Type} was left out: it is not known.");
                return null;
        }
    }

    /// <summary>Requests that ask the process in which cells run. Of the control socket only a debugger's do.</summary>
    public async Task<JsonObject?> AnswerAsync(JupyterMessage request) =>
        request.Type switch
        {
            "complete_request" => await code.CompleteAsync(request).ConfigureAwait(false),
            "inspect_request" => await code.InspectAsync(request).ConfigureAwait(false),
            "comm_open" or "comm_msg" or "comm_close" => await comms.TakeAsync(request).ConfigureAwait(false),
            "debug_request" => await debug.AnswerAsync(request).ConfigureAwait(false),
            "is_complete_request" => await code.CheckCompletenessAsync(request).ConfigureAwait(false),
            _ => Answer(request),
        };

    public static JsonObject Ok(string name, JsonNode? value) => new() { ["status"] = "ok", [name] = value };

    public static JsonObject Error(string name, string message) =>
        new()
        {
            ["status"] = "error",
            ["ename"] = name,
            ["evalue"] = message,
            ["traceback"] = new JsonArray(),
        };

    private JsonObject Ports() =>
        new()
        {
            ["status"] = "ok",
            ["shell_port"] = connection.ShellPort,
            ["iopub_port"] = connection.IopubPort,
            ["stdin_port"] = connection.StdinPort,
            ["control_port"] = connection.ControlPort,
            ["hb_port"] = connection.HeartbeatPort,
        };
}
