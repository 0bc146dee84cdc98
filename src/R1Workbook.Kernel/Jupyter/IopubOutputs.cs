using System.Text;
using System.Text.Json.Nodes;
using R1Workbook.Kernel.Languages;
using R1Workbook.Kernel.Outputs;

namespace R1Workbook.Kernel.Jupyter;

/// <summary>Publishes what cells show, each time under the request that is running.</summary>
internal sealed class IopubOutputs(Action<JupyterMessage> publish, string session) : ICellOutputs
{
    private JupyterMessage? _request;
    private int _executionCount;
    private bool _silent;

    /// <summary>What comes from now on belongs to this request.</summary>
    public void Begin(JupyterMessage request, int executionCount, bool silent) => (_request, _executionCount, _silent) = (request, executionCount, silent);

    public void Stream(string name, string text) => Publish("stream", new JsonObject { ["name"] = name, ["text"] = text });

    public void Display(JsonObject bundle, string? displayId) => Publish("display_data", Shown(bundle, displayId));

    public void Update(string displayId, JsonObject bundle) => Publish("update_display_data", Shown(bundle, displayId));

    public void Result(JsonObject bundle)
    {
        JsonObject content = Shown(bundle, null);
        content["execution_count"] = _executionCount;
        Publish("execute_result", content);
    }

    public void Error(CellError error) => Publish("error", Content(error));

    public static JsonObject Content(CellError error) => new()
    {
        ["ename"] = error.Name,
        ["evalue"] = error.Message,
        ["traceback"] = new JsonArray([.. error.Traceback.Select(line => (JsonNode)line)]),
    };

    /// <summary>Publishes under a request, whichever is running.</summary>
    public void Publish(JupyterMessage request, string type, JsonObject content) =>
        publish(request.Answer(type, content, session, [Encoding.ASCII.GetBytes(type)]));

    private void Publish(string type, JsonObject content)
    {
        if (_request is { } request && !_silent)
        {
            Publish(request, type, content);
        }
    }

    private static JsonObject Shown(JsonObject bundle, string? displayId)
    {
        var content = new JsonObject { ["data"] = bundle.DeepClone(), ["metadata"] = new JsonObject(), ["transient"] = new JsonObject() };
        if (displayId is not null)
        {
            content["transient"]!["display_id"] = displayId;
        }

        return content;
    }
}
