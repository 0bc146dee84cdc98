using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace R1Workbook.Kernel.Jupyter;

/// <summary>
/// The main shell and its subshells (Jupyter enhancement proposal 91): the requests of each are served one after the
/// other, and those of different ones side by side. A front end asks on a subshell what it cannot wait for while a cell
/// runs.
/// </summary>
/// <param name="serve">Serves a request; see <see cref="ShellLoop"/>.</param>
/// <param name="end">Ends all shells.</param>
internal sealed class Subshells(Func<ShellLoop, JupyterMessage, bool, Task> serve, CancellationToken end)
{
    // A front end needs one for each kind of comm and one for each console.
    private const int Most = 256;

    private readonly ConcurrentDictionary<string, ShellLoop> _loops = new();
    private readonly ConcurrentBag<Task> _running = [];
    private readonly ShellLoop _main = new(serve);

    /// <summary>Serves the main shell.</summary>
    public void Start() => Run(_main);

    /// <summary>Gives a request to the shell that its header names.</summary>
    /// <returns>Why it was not taken; null when it was.</returns>
    public string? Add(JupyterMessage request)
    {
        if (request.Header["subshell_id"] is not { } named)
        {
            _main.Add(request);
            return null;
        }

        return
            named is JsonValue value
            && value.TryGetValue(out string? id)
            && _loops.TryGetValue(id, out ShellLoop? loop)
            && loop.Add(request)
            ? null
            : $"There is no subshell {named.ToJsonString()}. Create one with create_subshell_request on the control "
                + "channel, or leave subshell_id out of the header.";
    }

    /// <summary>The reply to a request about subshells; null where it is about something else.</summary>
    /// <exception cref="BadRequestException">A field is of the wrong type, or there are too many subshells.</exception>
    public JsonObject? Answer(JupyterMessage request) =>
        request.Type switch
        {
            "create_subshell_request" => RequestHandlers.Ok("subshell_id", Create()),
            "delete_subshell_request" => Delete(request.Content.Text("subshell_id")),
            "list_subshell_request" => RequestHandlers.Ok(
                "subshell_id",
                new JsonArray([.. _loops.Keys.Order(StringComparer.Ordinal).Select(id => (JsonNode)id)])
            ),
            _ => null,
        };

    /// <summary>Takes no more requests.</summary>
    /// <returns>Ends when those that run have ended.</returns>
    public Task EndAsync()
    {
        foreach (ShellLoop loop in _loops.Values.Append(_main))
        {
            loop.End();
        }

        return Task.WhenAll(_running);
    }

    private string Create()
    {
        if (_loops.Count >= Most)
        {
            throw new BadRequestException($"There are {Most} subshells already. Delete one first.");
        }

        string id = Guid.NewGuid().ToString("N");
        var loop = new ShellLoop(serve);
        _loops[id] = loop;
        Run(loop);
        return id;
    }

    // What it was sent before is served to the end.
    private JsonObject Delete(string id)
    {
        if (!_loops.TryRemove(id, out ShellLoop? loop))
        {
            throw new BadRequestException($"There is no subshell \"{id}\" to delete.");
        }

        loop.End();
        return new JsonObject { ["status"] = "ok" };
    }

    private void Run(ShellLoop loop) => _running.Add(Task.Run(() => loop.RunAsync(end), CancellationToken.None));
}
