using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace R1Workbook.Kernel.Comms;

/// <summary>What a front end can open a line to.</summary>
public static class CommTargets
{
    private static readonly ConcurrentDictionary<string, Action<Comm, JsonObject>> Targets = new();

    /// <summary>Makes a target known. One of the same name is replaced.</summary>
    /// <param name="name">The name that the front end gives.</param>
    /// <param name="opened">Called with the new line and the data it was opened with, on the thread of cells.</param>
    public static void Register(string name, Action<Comm, JsonObject> opened) => Targets[name] = opened;

    /// <summary>Takes a target away; lines that are open stay.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>Whether it was known.</returns>
    public static bool Unregister(string name) => Targets.TryRemove(name, out _);

    internal static Action<Comm, JsonObject>? Find(string name) => Targets.GetValueOrDefault(name);
}
