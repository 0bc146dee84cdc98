using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using R1Workbook.Kernel.Comms;

namespace R1Workbook.Kernel.Widgets;

/// <summary>The widgets that front ends know, and the line by which one that comes later asks for all of
/// them.</summary>
internal static class WidgetTable
{
    /// <summary>The target of a widget's line.</summary>
    public const string Target = "jupyter.widget";

    private const string ControlTarget = "jupyter.widget.control";

    private static readonly ConcurrentDictionary<string, Widget> Known = new();

    static WidgetTable() =>
        CommTable.Own(
            ControlTarget,
            (comm, _) =>
            {
                comm.Received = (data, _) => AnswerControl(comm, data);
                return false;
            }
        );

    /// <summary>The version of the protocol, as the metadata of each new line has it.</summary>
    public static JsonObject Version() => new() { ["version"] = "2.1.0" };

    /// <summary>Answers from now on; a session calls it when it starts, before any cell has made a widget.</summary>
    public static void Listen() =>
        System.Runtime.CompilerServices.RuntimeHelpers.RunClassConstructor(typeof(WidgetTable).TypeHandle);

    /// <summary>Adds a widget.</summary>
    public static void Add(Widget widget) => Known[widget.ModelId] = widget;

    /// <summary>Takes a widget away.</summary>
    public static void Remove(Widget widget) => Known.TryRemove(widget.ModelId, out _);

    private static bool AnswerControl(Comm comm, JsonObject data)
    {
        if ((data["method"] as JsonValue)?.ToString() == "request_states")
        {
            var states = new JsonObject();
            foreach (Widget widget in Known.Values)
            {
                JsonObject state = widget.State();
                states[widget.ModelId] = new JsonObject
                {
                    ["model_name"] = state["_model_name"]?.DeepClone(),
                    ["model_module"] = state["_model_module"]?.DeepClone(),
                    ["model_module_version"] = state["_model_module_version"]?.DeepClone(),
                    ["state"] = state,
                };
            }

            comm.Send(
                new JsonObject
                {
                    ["method"] = "update_states",
                    ["states"] = states,
                    ["buffer_paths"] = new JsonArray(),
                }
            );
        }

        return false;
    }
}
