using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using R1Workbook.Kernel.Interrupts;

namespace R1Workbook.Kernel.Comms;

/// <summary>The lines that are open, and what comes over them.</summary>
internal static class CommTable
{
    private static readonly ConcurrentDictionary<string, Comm> Open = new();
    private static readonly ConcurrentDictionary<string, Func<Comm, JsonObject, bool>> OwnTargets = new();

    /// <summary>Adds a line.</summary>
    public static void Add(Comm comm) => Open[comm.Id] = comm;

    /// <summary>Takes a line away.</summary>
    /// <returns>Whether it was open.</returns>
    public static bool Remove(string id) => Open.TryRemove(id, out _);

    /// <summary>A target of the kernel's own, which answers at once and not on the thread of cells.</summary>
    public static void Own(string target, Func<Comm, JsonObject, bool> opened) => OwnTargets[target] = opened;

    /// <summary>Lets a handler of cells wait for its turn.</summary>
    public static void Queue(long message, Action handler) =>
        CellVisits.Add(() => CommLink.RunHandler(message, handler));

    /// <summary>Takes a message of the front end.</summary>
    /// <param name="type">comm_open, comm_msg or comm_close.</param>
    /// <param name="content">Its content.</param>
    /// <param name="message">A number for it, under which handlers show what they show.</param>
    /// <returns>Whether a handler of cells waits for its turn.</returns>
    public static bool Take(string type, JsonObject content, long message)
    {
        string id = Text(content["comm_id"]);
        JsonObject data = content["data"] as JsonObject ?? [];
        switch (type)
        {
            case "comm_open":
                return TakeOpen(new Comm(id, Text(content["target_name"])), data, message);
            case "comm_msg":
                return Open.GetValueOrDefault(id)?.Take(data, message) == true;
            default:
                return Open.TryRemove(id, out Comm? closed) && closed.TakeClose(data, message);
        }
    }

    private static bool TakeOpen(Comm comm, JsonObject data, long message)
    {
        if (OwnTargets.TryGetValue(comm.TargetName, out Func<Comm, JsonObject, bool>? own))
        {
            Add(comm);
            return own(comm, data);
        }

        if (CommTargets.Find(comm.TargetName) is { } opened)
        {
            Add(comm);
            Queue(message, () => opened(comm, data));
            return true;
        }

        // The protocol's answer to a target that nobody knows.
        CommLink.Publish("comm_close", new JsonObject { ["comm_id"] = comm.Id, ["data"] = new JsonObject() }, null);
        return false;
    }

    private static string Text(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue(out string? text) ? text : "";
}
