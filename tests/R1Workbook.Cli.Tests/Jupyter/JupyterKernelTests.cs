using System.Text.Json.Nodes;

namespace R1Workbook.Cli.Tests.Jupyter;

public sealed class JupyterKernelTests
{
    [Fact]
    public void It_says_who_it_is_echoes_and_shuts_down()
    {
        using var client = new WireClient();
        string id = client.Ask("kernel_info_request", []);
        (string type, JsonNode content) = client.Reply(id);
        Assert.Equal(("kernel_info_reply", "ok", "C#"), (type, (string)content["status"]!, (string)content["language_info"]!["name"]!));
        Assert.Equal(["status", "status"], client.Published(id).Select(message => message.Type));
        Assert.Equal("are you there", client.Echo("are you there"));
        string end = client.Ask("shutdown_request", new JsonObject { ["restart"] = false }, control: true);
        Assert.Equal("shutdown_reply", client.Reply(end, control: true).Type);
        Assert.True(client.Kernel.WaitForExit(10_000));
        Assert.Equal(0, client.Kernel.ExitCode);
    }

    [Fact]
    public void A_cell_publishes_its_input_its_outputs_in_order_and_its_value()
    {
        using var client = new WireClient();
        (var published, JsonNode reply) = client.Execute("Console.WriteLine(\"hello\"); var shown = display(HTML(\"<i>x</i>\")); shown.Update(\"y\"); 6 * 7");
        Assert.Equal(["status", "execute_input", "stream", "display_data", "update_display_data", "execute_result", "status"], published.Select(message => message.Type));
        Assert.Equal(("hello\n", "<i>x</i>", "42"), ((string)published[2].Content["text"]!, (string)published[3].Content["data"]!["text/html"]!, (string)published[5].Content["data"]!["text/plain"]!));
        Assert.Equal((string)published[3].Content["transient"]!["display_id"]!, (string)published[4].Content["transient"]!["display_id"]!);
        Assert.Equal(("ok", 1), ((string)reply["status"]!, (int)reply["execution_count"]!));
        Assert.Equal(["status", "status"], client.Execute("var quiet = 1;", silent: true).Published.Select(message => message.Type));
        Assert.Equal("43", (string)client.Execute("quiet + 42").Published[2].Content["data"]!["text/plain"]!);
    }

    [Fact]
    public void After_an_error_waiting_cells_are_aborted_and_later_ones_run()
    {
        using var client = new WireClient();
        string Send(string code) => client.Ask("execute_request", new JsonObject { ["code"] = code, ["stop_on_error"] = true });
        (string failing, string waiting) = (Send("System.Threading.Thread.Sleep(500); throw new Exception(\"on purpose\");"), Send("1 + 1"));
        JsonNode error = client.Reply(failing).Content;
        Assert.Equal(("error", "on purpose"), ((string)error["status"]!, (string)error["evalue"]!));
        Assert.Equal("aborted", (string)client.Reply(waiting).Content["status"]!);
        Assert.Equal("ok", (string)client.Execute("1 + 1").Reply["status"]!);
    }

    [Fact]
    public void A_cell_that_ends_its_process_or_is_interrupted_leaves_a_kernel_that_goes_on()
    {
        using var client = new WireClient();
        Assert.Contains("exit code 3", (string)client.Execute("Environment.Exit(3);").Reply["evalue"]!, StringComparison.Ordinal);
        Assert.Equal("ok", (string)client.Execute("int kept = 5;").Reply["status"]!);
        string endless = client.Ask("execute_request", new JsonObject { ["code"] = "while (true) { }" });
        Thread.Sleep(1_500);
        Assert.Equal("interrupt_reply", client.Reply(client.Ask("interrupt_request", [], control: true), control: true).Type);
        JsonNode stopped = client.Reply(endless).Content;
        Assert.Equal("Interrupted", (string)stopped["ename"]!);
        Assert.Contains("Variables of earlier cells are gone", (string)stopped["evalue"]!, StringComparison.Ordinal);
        Assert.Equal("2", (string)client.Execute("1 + 1").Published[2].Content["data"]!["text/plain"]!);
    }

    [Fact]
    public void What_is_no_valid_message_is_left_out_and_the_kernel_goes_on()
    {
        using var client = new WireClient();
        client.Ask("execute_request", new JsonObject { ["code"] = "Environment.Exit(1);" }, key: "another key");
        client.Send(["{"u8.ToArray(), "{}"u8.ToArray(), "{}"u8.ToArray(), "{}"u8.ToArray()], "a-key-of-the-test");
        client.Send([[0xFF, 0xFE]], "a-key-of-the-test");
        client.Ask("nonsense_request", []);
        client.Reply(client.Ask("execute_request", new JsonObject { ["code"] = 7 }));
        Assert.Equal("ok", (string)client.Execute("1").Reply["status"]!);
    }

    [Theory]
    [InlineData("1 + 1", "complete")]
    [InlineData("void F()\n{", "incomplete")]
    [InlineData("int x = );", "invalid")]
    public void It_knows_whether_a_cell_is_complete(string code, string status)
    {
        using var client = new WireClient();
        Assert.Equal(status, (string)client.Reply(client.Ask("is_complete_request", new JsonObject { ["code"] = code })).Content["status"]!);
    }

    [Fact]
    public void It_remembers_the_inputs_of_the_session()
    {
        using var client = new WireClient();
        foreach (string code in (string[])["var a = 1;", "a + 1", "var a = 1;"]) client.Execute(code);
        string[] Find(JsonObject request) => [.. client.Reply(client.Ask("history_request", request)).Content["history"]!.AsArray().Select(entry => (string)entry![2]!)];
        Assert.Equal(["a + 1", "var a = 1;"], Find(new JsonObject { ["hist_access_type"] = "tail", ["n"] = 2 }));
        Assert.Equal(["a + 1"], Find(new JsonObject { ["hist_access_type"] = "range", ["start"] = 2, ["stop"] = 3 }));
        Assert.Equal(["var a = 1;"], Find(new JsonObject { ["hist_access_type"] = "search", ["pattern"] = "var*", ["unique"] = true }));
    }
}
