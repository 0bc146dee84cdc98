using System.Text.Json.Nodes;

namespace R1Workbook.Kernel.Comms;

/// <summary>A line between a cell and the front end, by which both send JSON (Jupyter's "custom messages").</summary>
/// <remarks>Handlers run on the thread of cells: between cells, or while a cell waits at an await.</remarks>
public sealed class Comm
{
    internal Comm(string id, string targetName) => (Id, TargetName) = (id, targetName);

    /// <summary>Called with the data of each message of the front end.</summary>
    public event Action<JsonObject>? MessageReceived;

    /// <summary>Called with the data of the front end's last message, when it closes the line.</summary>
    public event Action<JsonObject>? Closed;

    /// <summary>The line's id, the same on both sides.</summary>
    public string Id { get; }

    /// <summary>What the line is for; each side opens lines to targets that the other one knows.</summary>
    public string TargetName { get; }

    /// <summary>Called at once, on another thread than that of cells, and tells whether it queued a handler of
    /// cells.</summary>
    internal Func<JsonObject, long, bool>? Received { get; set; }

    /// <summary>Opens a line to a target of the front end.</summary>
    /// <param name="targetName">The target.</param>
    /// <param name="data">What the target is given.</param>
    /// <param name="metadata">Further fields of the message; null for none.</param>
    public static Comm Open(string targetName, JsonObject? data = null, JsonObject? metadata = null)
    {
        var comm = new Comm(Guid.NewGuid().ToString("N"), targetName);
        comm.Announce(data ?? [], metadata);
        return comm;
    }

    /// <summary>Sends data.</summary>
    /// <param name="data">Any JSON object; it is copied.</param>
    /// <param name="metadata">Further fields of the message; null for none.</param>
    public void Send(JsonObject data, JsonObject? metadata = null) =>
        CommLink.Publish("comm_msg", Content(data), metadata);

    /// <summary>Ends the line.</summary>
    /// <param name="data">The last words; null for none.</param>
    public void Close(JsonObject? data = null)
    {
        if (CommTable.Remove(Id))
        {
            CommLink.Publish("comm_close", Content(data ?? []), null);
        }
    }

    internal void Announce(JsonObject data, JsonObject? metadata)
    {
        CommTable.Add(this);
        JsonObject content = Content(data);
        content["target_name"] = TargetName;
        CommLink.Publish("comm_open", content, metadata);
    }

    /// <summary>Takes a message of the front end.</summary>
    /// <returns>Whether a handler of cells waits for its turn.</returns>
    internal bool Take(JsonObject data, long message)
    {
        bool queued = Received?.Invoke(data, message) == true;
        if (MessageReceived is { } handlers)
        {
            CommTable.Queue(message, () => handlers(data));
            queued = true;
        }

        return queued;
    }

    /// <summary>Takes the front end's end of the line.</summary>
    /// <returns>Whether a handler of cells waits for its turn.</returns>
    internal bool TakeClose(JsonObject data, long message)
    {
        if (Closed is not { } handlers)
        {
            return false;
        }

        CommTable.Queue(message, () => handlers(data));
        return true;
    }

    private JsonObject Content(JsonObject data) => new() { ["comm_id"] = Id, ["data"] = data.DeepClone() };
}
