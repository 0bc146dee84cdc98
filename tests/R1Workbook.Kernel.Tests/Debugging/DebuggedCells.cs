using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using R1Workbook.Kernel.Contracts;
using R1Workbook.Kernel.Notebooks;
using R1Workbook.Kernel.Tests.Session;

namespace R1Workbook.Kernel.Tests.Debugging;

/// <summary>A session with the client's side of a debugger, in this process.</summary>
public sealed class DebuggedCells : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly CellSessionHarness _cells = new();
    private readonly BlockingCollection<(string Name, JsonObject Body)> _events = [];
    private int _sequence;

    public DebuggedCells() => _cells.Session.DebugEvent = (name, body) => _events.Add((name, body));

    /// <summary>Attaches as a front end does.</summary>
    public DebuggedCells Attach()
    {
        Body("initialize");
        Body("attach");
        Body("configurationDone");
        return this;
    }

    /// <summary>The whole response to a request.</summary>
    public JsonObject Ask(string command, JsonObject? arguments = null) =>
        _cells.Session.Debug.Answer(
            new JsonObject
            {
                ["type"] = "request",
                ["seq"] = ++_sequence,
                ["command"] = command,
                ["arguments"] = arguments ?? [],
            }
        );

    /// <summary>The body of a response that must be one of success.</summary>
    public JsonNode Body(string command, JsonObject? arguments = null)
    {
        JsonObject response = Ask(command, arguments);
        Assert.True((bool)response["success"]!, response.ToJsonString());
        return response["body"]!;
    }

    /// <summary>Sets breakpoints in a cell that will be run.</summary>
    /// <returns>The lines where they are.</returns>
    public int[] Break(string code, params int[] lines)
    {
        var source = new JsonObject
        {
            ["path"] = Body("dumpCell", new JsonObject { ["code"] = code })["sourcePath"]!.DeepClone(),
        };
        return
        [
            .. Body(
                "setBreakpoints",
                new JsonObject
                {
                    ["source"] = source,
                    ["breakpoints"] = new JsonArray([.. lines.Select(line => new JsonObject { ["line"] = line })]),
                }
            )["breakpoints"]!
                .AsArray()
                .Where(b => (bool)b!["verified"]!)
                .Select(b => (int)b!["line"]!),
        ];
    }

    /// <summary>Runs a cell on another thread; it may stop.</summary>
    public Task<(IReadOnlyList<CellOutput> Outputs, CellError? Error)> Start(
        string code,
        CancellationToken cancellationToken = default
    ) => Task.Run(() => _cells.TryAsync(code, cancellationToken: cancellationToken), CancellationToken.None);

    /// <summary>Runs a cell to its end.</summary>
    public Task<IReadOnlyList<CellOutput>> RunAsync(string code, string language = "csharp") =>
        _cells.RunAsync(code, language);

    /// <summary>The body of the next event of a name; others are left out.</summary>
    public JsonObject Next(string name)
    {
        while (_events.TryTake(out (string Name, JsonObject Body) found, Patience))
        {
            if (found.Name == name)
                return found.Body;
        }
        throw new TimeoutException($"no event {name} came");
    }

    /// <summary>Waits for a stop.</summary>
    /// <returns>Why, and the lines of the calls, innermost first.</returns>
    public (string Reason, string Lines) Stopped()
    {
        string reason = (string)Next("stopped")["reason"]!;
        return (reason, string.Join(' ', Frames().Select(frame => (int)frame!["line"]!)));
    }

    /// <summary>Goes on and waits for the next stop.</summary>
    public (string Reason, string Lines) Go(string command)
    {
        Body(command, new JsonObject { ["threadId"] = 1 });
        return Stopped();
    }

    public JsonArray Frames() => Body("stackTrace", new JsonObject { ["threadId"] = 1 })["stackFrames"]!.AsArray();

    /// <summary>The local variables of a call, as name=value in their order.</summary>
    public string Locals(int frame = 1)
    {
        JsonNode scopes = Body("scopes", new JsonObject { ["frameId"] = frame })["scopes"]!;
        Assert.Equal(["Locals", "Globals"], scopes.AsArray().Select(scope => (string)scope!["name"]!));
        return Children((int)scopes[0]!["variablesReference"]!);
    }

    /// <summary>What is in a variable, as name=value in its order.</summary>
    public string Children(int reference) =>
        string.Join(
            ' ',
            Body("variables", new JsonObject { ["variablesReference"] = reference })["variables"]!
                .AsArray()
                .Select(variable => $"{(string)variable!["name"]!}={(string)variable["value"]!}")
        );

    /// <summary>The value of an expression.</summary>
    public string Evaluate(string expression, int frame = 1) =>
        (string)Body("evaluate", new JsonObject { ["expression"] = expression, ["frameId"] = frame })["result"]!;

    public void Dispose()
    {
        Ask("disconnect");
        _cells.Dispose();
        _events.Dispose();
    }
}
