using System.Text.Json.Nodes;
using R1Workbook.Kernel.Contracts;

namespace R1Workbook.Kernel.Debugging;

/// <summary>Answers <c>debug_request</c>: the Debug Adapter Protocol with Jupyter's additions (jupyter-client,
/// "Messaging in Jupyter", "Debug request").</summary>
/// <param name="debugger">Stops cells.</param>
/// <param name="cells">What they declared.</param>
internal sealed class DebugSession(CellDebugger debugger, IDebuggedCells cells) : IDisposable
{
    private readonly BoundedRead _bounded = new();
    private readonly DebugStack _stack = new(debugger);
    private DebugValues? _values;
    private bool _isStarted;

    private DebugValues Values => _values ??= new DebugValues(_stack, cells, _bounded);

    /// <summary>The response to a request; what cannot be done is told in it.</summary>
    /// <param name="request">A request of the protocol.</param>
    public JsonObject Answer(JsonObject request)
    {
        string command = Text(request["command"]) ?? "";
        var response = new JsonObject
        {
            ["type"] = "response",
            ["request_seq"] = request["seq"]?.DeepClone() ?? 0,
            ["seq"] = request["seq"]?.DeepClone() ?? 0,
            ["command"] = command,
        };
        try
        {
            JsonObject body = Body(command, request["arguments"] as JsonObject ?? []);
            (response["success"], response["body"]) = (true, body);
        }
        catch (Exception e) when (e is DebugRefusedException or NotSupportedException)
        {
            (response["success"], response["message"], response["body"]) = (false, e.Message, new JsonObject());
        }

        return response;
    }

    public void Dispose() => _bounded.Dispose();

    private JsonObject Body(string command, JsonObject arguments)
    {
        // These are for the variable panel too, which needs no debugger.
        switch (command)
        {
            case "debugInfo":
                return Info();
            case "inspectVariables":
                return Values.All();
            case "richInspectVariables":
                return Values.Rich(Text(arguments["variableName"]) ?? "", Number(arguments["frameId"]));
            case "variables":
                return Values.Children(
                    Number(arguments["variablesReference"]) ?? 0,
                    Number(arguments["start"]) ?? 0,
                    Number(arguments["count"])
                );
            case "modules":
                return new JsonObject { ["modules"] = new JsonArray(), ["totalModules"] = 0 };
            case "initialize":
                _isStarted = true;
                debugger.Attach();
                return Capabilities();
        }

        return _isStarted
            ? Started(command, arguments)
            : throw new DebugRefusedException($"{command}: the debugger is not started. Send initialize first.");
    }

    private JsonObject Started(string command, JsonObject arguments)
    {
        switch (command)
        {
            case "attach" or "launch" or "configurationDone":
                return [];
            case "disconnect" or "terminate":
                debugger.Detach();
                _isStarted = false;
                return [];
            case "dumpCell":
                return new JsonObject { ["sourcePath"] = debugger.Sources.Keep(Text(arguments["code"]) ?? "") };
            case "source":
                return new JsonObject
                {
                    ["content"] =
                        debugger.Sources.Text(Path(arguments))
                        ?? throw new DebugRefusedException($"{Path(arguments)}: no cell of this kernel."),
                };
            case "setBreakpoints":
                return Breakpoints(arguments);
            case "setExceptionBreakpoints":
                debugger.ExceptionFilters = (arguments["filters"] as JsonArray ?? [])
                    .Select(Text)
                    .OfType<string>()
                    .ToHashSet();
                return new JsonObject { ["breakpoints"] = new JsonArray() };
            case "threads":
                return new JsonObject
                {
                    ["threads"] = new JsonArray(new JsonObject { ["id"] = 1, ["name"] = "Cells" }),
                };
            case "stackTrace":
                return _stack.Trace(Number(arguments["startFrame"]) ?? 0, Number(arguments["levels"]));
            case "scopes":
                return Values.Scopes(Number(arguments["frameId"]) ?? 0);
            case "evaluate":
                return Values.Evaluate(Text(arguments["expression"]) ?? "", Number(arguments["frameId"]));
            case "copyToGlobals":
                return Copy(arguments);
            case "pause":
                debugger.Pause();
                return [];
            case "continue" or "next" or "stepIn" or "stepOut":
                return debugger.GoOn(command)
                    ? new JsonObject { ["allThreadsContinued"] = true }
                    : throw new DebugRefusedException($"{command}: no cell stands at a breakpoint.");
            case "exceptionInfo":
                return _stack.Exception();
            default:
                throw new DebugRefusedException($"This kernel does not know the command \"{command}\".");
        }
    }

    private JsonObject Info() =>
        new()
        {
            ["isStarted"] = _isStarted,
            ["hashMethod"] = "Murmur2",
            ["hashSeed"] = CellSources.Seed,
            ["tmpFilePrefix"] = CellSources.Prefix,
            ["tmpFileSuffix"] = CellSources.Suffix,
            ["breakpoints"] = debugger.Breakpoints.Describe(),
            ["stoppedThreads"] = debugger.Stopped is null ? new JsonArray() : new JsonArray(1),
            ["richRendering"] = true,
            ["copyToGlobals"] = true,
            ["exceptionPaths"] = new JsonArray("C# exceptions"),
        };

    private static JsonObject Capabilities() =>
        new()
        {
            ["supportsConfigurationDoneRequest"] = true,
            ["supportsEvaluateForHovers"] = true,
            ["supportsExceptionInfoRequest"] = true,
            ["exceptionBreakpointFilters"] = new JsonArray(
                new JsonObject
                {
                    ["filter"] = "raised",
                    ["label"] = "Raised Exceptions",
                    ["default"] = false,
                    ["description"] = "Stop at every exception that reaches code of a cell.",
                },
                new JsonObject
                {
                    ["filter"] = "uncaught",
                    ["label"] = "Uncaught Exceptions",
                    ["default"] = false,
                    ["description"] = "Stop at exceptions that no catch clause around their calls names.",
                }
            ),
        };

    private JsonObject Breakpoints(JsonObject arguments)
    {
        string path = Path(arguments);
        List<int> lines =
        [
            .. (arguments["breakpoints"] as JsonArray ?? []).Select(b => Number(b?["line"])).OfType<int>(),
        ];
        JsonArray set = debugger.Breakpoints.Set(path, debugger.Sources.Text(path), lines);
        debugger.Update();
        return new JsonObject { ["breakpoints"] = set };
    }

    private JsonObject Copy(JsonObject arguments)
    {
        string name = Text(arguments["srcVariableName"]) ?? "";
        CellVariable found =
            _stack.Locals(Number(arguments["srcFrameId"]) ?? 0).FirstOrDefault(v => v.Name == name)
            ?? throw new DebugRefusedException($"The frame has no variable \"{name}\".");
        cells.Declare(Text(arguments["dstVariableName"]) ?? name, found.Value);
        return [];
    }

    private static string Path(JsonObject arguments) => Text((arguments["source"] as JsonObject)?["path"]) ?? "";

    private static string? Text(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private static int? Number(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue(out int number) ? number : null;
}
