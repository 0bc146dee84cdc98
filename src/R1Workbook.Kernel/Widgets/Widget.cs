using System.Text.Json.Nodes;
using R1Workbook.Kernel.Comms;
using R1Workbook.Kernel.Outputs;

namespace R1Workbook.Kernel.Widgets;

/// <summary>
/// Something that a front end draws and a cell can change, and the other way round: the wire models of ipywidgets
/// (protocol 2.1), which JupyterLab, Notebook and VS Code draw with what they ship.
/// </summary>
/// <remarks>Properties can be read and set from any thread. Events come on the thread of cells: between cells, or while
/// a cell waits at an await.</remarks>
public abstract class Widget : IOwnBundle
{
    private readonly Lock _gate = new();
    private readonly JsonObject _state;
    private Comm? _comm;

    private protected Widget(string module, string version, string model, string view)
    {
        _state = new JsonObject
        {
            ["_model_module"] = module,
            ["_model_module_version"] = version,
            ["_model_name"] = model,
            ["_view_module"] = module,
            ["_view_module_version"] = version,
            ["_view_name"] = view,
            ["_view_count"] = null,
        };
    }

    /// <summary>The id of the model, the same on both sides.</summary>
    public string ModelId { get; } = Guid.NewGuid().ToString("N");

    /// <summary>Takes the widget off the page.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _comm?.Close();
            _comm = null;
        }

        WidgetTable.Remove(this);
    }

    /// <summary>The widget as a still picture, for readers without a front end.</summary>
    internal abstract string StillHtml { get; }

    /// <summary>The widget in one line.</summary>
    internal abstract string StillText { get; }

    /// <summary>The widgets inside of it.</summary>
    private protected virtual IEnumerable<Widget> Parts => [];

    /// <inheritdoc/>
    public override string ToString() => StillText;

    /// <summary>The widget for an output of a cell: live where a front end draws it, and as a still picture.</summary>
    JsonObject IOwnBundle.Show()
    {
        var bundle = new JsonObject { ["text/plain"] = StillText, ["text/html"] = StillHtml };
        if (CommLink.IsLive)
        {
            Open();
            bundle["application/vnd.jupyter.widget-view+json"] = new JsonObject
            {
                ["version_major"] = 2,
                ["version_minor"] = 0,
                ["model_id"] = ModelId,
            };
        }

        return bundle;
    }

    /// <summary>Makes the front end know the widget and all in it.</summary>
    internal void Open()
    {
        foreach (Widget part in Parts)
        {
            part.Open();
        }

        lock (_gate)
        {
            if (_comm is not null || !CommLink.IsLive)
            {
                return;
            }

            _comm = new Comm(ModelId, WidgetTable.Target) { Received = Take };
            WidgetTable.Add(this);
            _comm.Announce(
                new JsonObject { ["state"] = _state.DeepClone(), ["buffer_paths"] = new JsonArray() },
                WidgetTable.Version()
            );
        }
    }

    /// <summary>Whether a front end knows it.</summary>
    private protected bool IsOpen => _comm is not null;

    /// <summary>All of the state, for a front end that comes later.</summary>
    internal JsonObject State()
    {
        lock (_gate)
        {
            return _state.DeepClone().AsObject();
        }
    }

    /// <summary>How other widgets name this one.</summary>
    internal string Reference => "IPY_MODEL_" + ModelId;

    private protected T Get<T>(string name)
    {
        lock (_gate)
        {
            return _state[name] is { } node ? node.GetValue<T>() : default!;
        }
    }

    private protected JsonNode? Node(string name)
    {
        lock (_gate)
        {
            return _state[name]?.DeepClone();
        }
    }

    /// <summary>Sets a property, and tells the front end where it is another value.</summary>
    /// <returns>Whether it was another one.</returns>
    private protected bool Set(string name, JsonNode? value)
    {
        lock (_gate)
        {
            if (_state.ContainsKey(name) && JsonNode.DeepEquals(_state[name], value))
            {
                return false;
            }

            _state[name] = value;
            Send("update", new JsonObject { [name] = value?.DeepClone() });
            return true;
        }
    }

    /// <summary>Takes a property that the front end has set.</summary>
    /// <param name="name">Its name on the wire.</param>
    /// <param name="value">Its value.</param>
    /// <param name="message">The message it came with.</param>
    /// <returns>Whether it was taken, and whether a handler waits for its turn.</returns>
    private protected virtual (bool Taken, bool Queued) TakeProperty(string name, JsonNode? value, long message) =>
        (false, false);

    /// <summary>Takes a message of the widget's own: a click.</summary>
    /// <returns>Whether a handler waits for its turn.</returns>
    private protected virtual bool TakeCustom(JsonObject content, long message) => false;

    private void Send(string method, JsonObject state) =>
        _comm?.Send(
            new JsonObject
            {
                ["method"] = method,
                ["state"] = state,
                ["buffer_paths"] = new JsonArray(),
            }
        );

    private bool Take(JsonObject data, long message)
    {
        switch ((data["method"] as JsonValue)?.ToString())
        {
            case "update" when data["state"] is JsonObject changed:
                return TakeUpdate(changed, message);
            case "request_state":
                lock (_gate)
                {
                    Send("update", _state.DeepClone().AsObject());
                }

                return false;
            case "custom" when data["content"] is JsonObject content:
                return TakeCustom(content, message);
            default:
                return false;
        }
    }

    // What was taken is sent back first, so that front ends beside the one that changed it know it too.
    private bool TakeUpdate(JsonObject changed, long message)
    {
        lock (_gate)
        {
            Send("echo_update", changed.DeepClone().AsObject());
            bool queued = false;
            foreach ((string name, JsonNode? value) in changed)
            {
                (bool taken, bool waits) = TakeProperty(name, value, message);
                queued |= waits;
                if (taken)
                {
                    _state[name] = value?.DeepClone();
                }
                else if (!JsonNode.DeepEquals(_state[name], value))
                {
                    // Not a value for this property: the front end goes back to what it was.
                    Send("update", new JsonObject { [name] = _state[name]?.DeepClone() });
                }
            }

            return queued;
        }
    }
}
