using System.Text.Json.Nodes;

namespace R1Workbook.Kernel.Tests.Jupyter;

/// <summary>The debugger over the wire, as JupyterLab asks for it.</summary>
public sealed class DebugRequestTests(RunningKernel kernel) : IClassFixture<RunningKernel>
{
    private const string Loop = "int sum = 0;\nfor (int i = 0; i < 3; i++)\n{\n    sum += i;\n}";
    private int _sequence;

    [Fact]
    public void A_front_end_attaches_stops_in_a_loop_looks_around_and_goes_on()
    {
        using var client = new WireClient(kernel);
        JsonNode info = Body(client, "debugInfo");
        Assert.Equal(("Murmur2", true), ((string)info["hashMethod"]!, (bool)info["richRendering"]!));
        string path = Attach(client, Loop, 4);
        Assert.StartsWith((string)info["tmpFilePrefix"]!, path, StringComparison.Ordinal);
        Assert.EndsWith((string)info["tmpFileSuffix"]!, path, StringComparison.Ordinal);

        string cell = client.Start(Loop);
        WireMessage stopped = Stopped(client, cell);
        Assert.Equal(("event", "breakpoint"), ((string)stopped.Content["type"]!, Reason(stopped)));
        JsonNode frame = Body(client, "stackTrace", new JsonObject { ["threadId"] = 1 })["stackFrames"]![0]!;
        Assert.Equal((4, path), ((int)frame["line"]!, (string)frame["source"]!["path"]!));
        Assert.Equal("0", (string)Body(client, "evaluate", Expression("sum + i"))["result"]!);
        Body(client, "next", new JsonObject { ["threadId"] = 1 });
        Assert.Equal("breakpoint", Reason(Stopped(client, cell)));
        Assert.Equal("1", (string)Body(client, "evaluate", Expression("i"))["result"]!);
        Body(client, "disconnect");
        Assert.Equal("ok", (string)client.Reply(cell).Content["status"]!);
        Assert.Equal("3", client.Value("sum"));
    }

    [Fact]
    public void The_variable_panel_is_filled_while_a_cell_runs()
    {
        using var client = new WireClient(kernel);
        client.Execute("int mine = 41;");
        string ends = Path.Combine(kernel.Folder, Guid.NewGuid().ToString("N"));
        string cell = client.Start(
            $"mine++; Console.WriteLine(\"it runs\"); while (!System.IO.File.Exists(\"{ends}\")) {{ }}"
        );
        client.WaitFor(cell, "stream");
        JsonNode shown = Body(client, "inspectVariables")["variables"]!
            .AsArray()
            .Single(v => (string)v!["name"]! == "mine")!;
        Assert.Equal("42", (string)shown["value"]!);
        Assert.Equal(
            "42",
            (string)
                Body(client, "richInspectVariables", new JsonObject { ["variableName"] = "mine" })["data"]![
                    "text/plain"
                ]!
        );
        File.WriteAllText(ends, "");
        Assert.Equal("ok", (string)client.Reply(cell).Content["status"]!);
    }

    [Fact]
    public void An_interrupt_ends_a_cell_at_a_breakpoint_and_the_next_one_stops_again()
    {
        using var client = new WireClient(kernel);
        Attach(client, Loop, 4);
        string cell = client.Start(Loop);
        Stopped(client, cell);
        client.Interrupt();
        Assert.Equal("Interrupted", (string)client.Reply(cell).Content["ename"]!);
        Assert.Equal("0", client.Value("sum"));

        string again = client.Start(Loop);
        Stopped(client, again);
        Body(client, "disconnect");
        Assert.Equal("ok", (string)client.Reply(again).Content["status"]!);
    }

    [Fact]
    public void A_shutdown_at_a_breakpoint_ends_the_kernel()
    {
        using var client = new WireClient();
        Attach(client, Loop, 4);
        Stopped(client, client.Start(Loop));
        client.Ask("shutdown_request", new JsonObject { ["restart"] = true }, control: true);
        Assert.True(client.Kernel.WaitForExit(60_000));
        Assert.Equal(0, client.Kernel.ExitCode);
    }

    [Fact]
    public void A_process_that_takes_the_place_of_another_keeps_the_breakpoints()
    {
        using var client = new WireClient();
        Attach(client, Loop, 4);
        string gone = client.Start("Environment.Exit(3);");
        Assert.Equal("ProcessEnded", (string)client.Reply(gone).Content["ename"]!);
        while ((string)client.WaitFor(gone, "debug_event").Content["event"]! != "exited") { }

        string cell = client.Start(Loop);
        Assert.Equal("breakpoint", Reason(Stopped(client, cell)));
        Body(client, "disconnect");
        Assert.Equal("ok", (string)client.Reply(cell).Content["status"]!);
    }

    [Fact]
    public void A_request_without_a_command_is_refused()
    {
        using var client = new WireClient(kernel);
        WireMessage refused = client.Reply(client.Ask("debug_request", [], control: true), control: true);
        Assert.Equal(("debug_reply", "error"), (refused.Type, (string)refused.Content["status"]!));
    }

    private static JsonObject Expression(string code) =>
        new()
        {
            ["expression"] = code,
            ["frameId"] = 1,
            ["context"] = "repl",
        };

    private static string Reason(WireMessage stopped) => (string)stopped.Content["body"]!["reason"]!;

    private static WireMessage Stopped(WireClient client, string cell)
    {
        while (client.WaitFor(cell, "debug_event") is var message)
        {
            if ((string)message.Content["event"]! == "stopped")
                return message;
        }
        throw new InvalidOperationException();
    }

    private string Attach(WireClient client, string code, int line)
    {
        JsonNode filters = Body(client, "initialize")["exceptionBreakpointFilters"]!;
        Assert.Equal(["raised", "uncaught"], filters.AsArray().Select(f => (string)f!["filter"]!));
        Body(client, "attach");
        string path = (string)Body(client, "dumpCell", new JsonObject { ["code"] = code })["sourcePath"]!;
        JsonNode set = Body(
            client,
            "setBreakpoints",
            new JsonObject
            {
                ["source"] = new JsonObject { ["path"] = path },
                ["breakpoints"] = new JsonArray(new JsonObject { ["line"] = line }),
                ["sourceModified"] = false,
            }
        )["breakpoints"]![0]!;
        Assert.Equal((true, line), ((bool)set["verified"]!, (int)set["line"]!));
        Body(client, "configurationDone");
        return path;
    }

    private JsonNode Body(WireClient client, string command, JsonObject? arguments = null)
    {
        string id = client.Ask(
            "debug_request",
            new JsonObject
            {
                ["type"] = "request",
                ["seq"] = ++_sequence,
                ["command"] = command,
                ["arguments"] = arguments ?? [],
            },
            control: true
        );
        JsonNode reply = client.Reply(id, control: true).Content;
        Assert.True((bool)reply["success"]!, reply.ToJsonString());
        Assert.Equal(_sequence, (int)reply["request_seq"]!);
        return reply["body"]!;
    }
}
