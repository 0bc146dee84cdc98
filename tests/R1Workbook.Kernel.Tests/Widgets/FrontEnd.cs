using System.Text.Json.Nodes;
using R1Workbook.Kernel.Comms;
using R1Workbook.Kernel.Interrupts;
using R1Workbook.Kernel.Outputs;
using R1Workbook.Kernel.Widgets;

namespace R1Workbook.Kernel.Tests.Widgets;

/// <summary>The other side of the comms of this process.</summary>
internal sealed class FrontEnd : IDisposable
{
    private readonly List<(string Type, JsonObject Content, JsonObject Metadata)> _sent = [];

    public FrontEnd()
    {
        WidgetTable.Listen();
        CommLink.IsLive = true;
        CommLink.Send = sent =>
        {
            lock (_sent)
                _sent.Add((sent.Kind, sent.Content, sent.Metadata));
        };
    }

    /// <summary>What was sent since the last call.</summary>
    public (string Type, JsonObject Content, JsonObject Metadata)[] Sent()
    {
        lock (_sent)
        {
            var sent = _sent.ToArray();
            _sent.Clear();
            return sent;
        }
    }

    /// <summary>The data of the messages sent since the last call.</summary>
    public JsonNode[] Data() => [.. Sent().Select(message => message.Content["data"]!)];

    /// <summary>Shows a widget and forgets what was sent for it.</summary>
    public static JsonObject Show(Widget widget) => MimeBundle.Of(widget);

    /// <summary>Sends data to a widget.</summary>
    /// <returns>Whether a handler waits.</returns>
    public static bool Send(Widget widget, JsonObject data) =>
        CommTable.Take("comm_msg", new JsonObject { ["comm_id"] = widget.ModelId, ["data"] = data.DeepClone() }, 1);

    /// <summary>Sets a property as a front end does.</summary>
    public static bool Set(Widget widget, string name, JsonNode? value) =>
        Send(
            widget,
            new JsonObject
            {
                ["method"] = "update",
                ["state"] = new JsonObject { [name] = value },
                ["buffer_paths"] = new JsonArray(),
            }
        );

    /// <summary>The state that a message opens a model with.</summary>
    public static JsonNode State((string Type, JsonObject Content, JsonObject Metadata) message) =>
        message.Content["data"]!["state"]!;

    /// <summary>Runs the handlers that wait.</summary>
    public static int RunHandlers()
    {
        int ran = 0;
        while (CellVisits.RunOne())
            ran++;
        return ran;
    }

    public void Dispose()
    {
        CommLink.IsLive = false;
        CommLink.Send = _ => { };
    }
}
