using System.Text.Json.Nodes;

namespace R1Workbook.Kernel.Tests.Jupyter;

public sealed class ExecuteTests(RunningKernel kernel) : IClassFixture<RunningKernel>
{
    [Fact]
    public void A_cell_publishes_its_input_its_outputs_in_order_and_its_value()
    {
        using var client = new WireClient(kernel);
        (WireMessage[] published, JsonNode reply) = client.Execute(
            "Console.WriteLine(\"hello\"); var shown = display(HTML(\"<i>x</i>\")); shown.Update(\"y\"); 6 * 7"
        );
        Assert.Equal(
            ["status", "execute_input", "stream", "display_data", "update_display_data", "execute_result", "status"],
            published.Select(message => message.Type)
        );
        Assert.Equal(
            ("hello\n", "<i>x</i>", "42"),
            (
                (string)published[2].Content["text"]!,
                (string)published[3].Content["data"]!["text/html"]!,
                (string)published[5].Content["data"]!["text/plain"]!
            )
        );
        Assert.Equal(
            (string)published[3].Content["transient"]!["display_id"]!,
            (string)published[4].Content["transient"]!["display_id"]!
        );
        Assert.Equal((int)published[1].Content["execution_count"]!, (int)published[5].Content["execution_count"]!);
        Assert.Equal("ok", (string)reply["status"]!);
        Assert.Empty(reply["payload"]!.AsArray());
    }

    [Fact]
    public void Text_for_stderr_says_so()
    {
        using var client = new WireClient(kernel);
        WireMessage text = Assert.Single(
            client.Execute("Console.Error.WriteLine(\"oops\");").Published,
            message => message.Type == "stream"
        );
        Assert.Equal(("stderr", "oops\n"), ((string)text.Content["name"]!, (string)text.Content["text"]!));
    }

    [Fact]
    public void Only_a_cell_that_is_stored_counts_and_a_silent_one_publishes_nothing()
    {
        using var client = new WireClient(kernel);
        int before = (int)client.Execute("1").Reply["execution_count"]!;
        (WireMessage[] published, JsonNode silent) = client.Execute(
            "var quiet = 1; Console.WriteLine(quiet); quiet",
            silent: true
        );
        Assert.Equal(["status", "status"], published.Select(message => message.Type));
        string unstored = client.Start("quiet + 42", content => content["store_history"] = false);
        Assert.Equal("43", (string)client.Published(unstored)[2].Content["data"]!["text/plain"]!);
        Assert.Equal(
            (before, before),
            ((int)silent["execution_count"]!, (int)client.Reply(unstored).Content["execution_count"]!)
        );
        Assert.Equal(before + 1, (int)client.Execute("1").Reply["execution_count"]!);
    }

    [Fact]
    public void User_expressions_are_evaluated_one_by_one_after_the_cell()
    {
        using var client = new WireClient(kernel);
        string id = client.Start(
            "int seven = 7;",
            content =>
                content["user_expressions"] = new JsonObject
                {
                    ["twice"] = "seven * 2",
                    ["wrong"] = "nowhere",
                    ["thrown"] = "int.Parse(\"x\")",
                    ["number"] = 3,
                }
        );
        JsonNode values = client.Reply(id).Content["user_expressions"]!;
        Assert.Equal(
            ("ok", "14"),
            ((string)values["twice"]!["status"]!, (string)values["twice"]!["data"]!["text/plain"]!)
        );
        Assert.Empty(values["twice"]!["metadata"]!.AsObject());
        Assert.Equal(("error", "CS0103"), ((string)values["wrong"]!["status"]!, (string)values["wrong"]!["ename"]!));
        Assert.Equal("FormatException", (string)values["thrown"]!["ename"]!);
        Assert.Equal("BadRequest", (string)values["number"]!["ename"]!);
    }

    [Fact]
    public void An_error_is_published_and_replied_and_nothing_else()
    {
        using var client = new WireClient(kernel);
        (WireMessage[] published, JsonNode reply) = client.Execute(
            "throw new InvalidOperationException(\"on purpose\");"
        );
        Assert.Equal(["status", "execute_input", "error", "status"], published.Select(message => message.Type));
        Assert.Equal(
            ("error", "InvalidOperationException", "on purpose"),
            ((string)reply["status"]!, (string)reply["ename"]!, (string)reply["evalue"]!)
        );
        Assert.Equal(reply["traceback"]!.ToJsonString(), published[2].Content["traceback"]!.ToJsonString());
    }

    [Theory]
    [InlineData(true, "aborted")]
    [InlineData(false, "ok")]
    public void After_an_error_waiting_cells_are_aborted_unless_asked_otherwise_and_later_ones_run(
        bool stops,
        string status
    )
    {
        using var client = new WireClient(kernel);
        string sent = Path.Combine(kernel.Folder, "sent-" + Guid.NewGuid().ToString("N"));
        string failing = client.Start(
            $"while (!System.IO.File.Exists(\"{sent}\")) System.Threading.Thread.Sleep(10); throw new Exception();",
            content => content["stop_on_error"] = stops
        );
        string waiting = client.Start("1 + 1"),
            question = client.Ask("kernel_info_request", []);
        // What was sent before an answer on the control socket waits at the kernel by then.
        client.Reply(client.Ask("kernel_info_request", [], control: true), control: true);
        File.WriteAllText(sent, "");
        Assert.Equal("error", (string)client.Reply(failing).Content["status"]!);
        Assert.Equal(status, (string)client.Reply(waiting).Content["status"]!);
        Assert.Equal("ok", (string)client.Reply(question).Content["status"]!);
        Assert.Equal(
            ["busy", "idle"],
            client
                .Published(waiting)
                .Where(message => message.Type == "status")
                .Select(message => (string)message.Content["execution_state"]!)
        );
        Assert.Equal("2", client.Value("1 + 1"));
    }

    [Fact]
    public void A_value_shown_by_one_cell_is_replaced_by_another()
    {
        using var client = new WireClient(kernel);
        WireMessage shown = Assert.Single(
            client.Execute("var bar = display(\"0 %\");").Published,
            message => message.Type == "display_data"
        );
        WireMessage update = Assert.Single(
            client.Execute("bar.Update(\"100 %\");").Published,
            message => message.Type == "update_display_data"
        );
        Assert.Equal(
            (string)shown.Content["transient"]!["display_id"]!,
            (string)update.Content["transient"]!["display_id"]!
        );
        Assert.Equal("100 %", (string)update.Content["data"]!["text/plain"]!);
    }

    [Theory]
    [InlineData("ClearOutput();", false)]
    [InlineData("ClearOutput(wait: true);", true)]
    public void A_cell_may_clear_what_it_has_shown(string code, bool wait)
    {
        using var client = new WireClient(kernel);
        WireMessage[] published = client.Execute($"Console.WriteLine(1); {code} Console.WriteLine(2);").Published;
        Assert.Equal(
            ["status", "execute_input", "stream", "clear_output", "stream", "status"],
            published.Select(message => message.Type)
        );
        Assert.Equal(wait, (bool)published[3].Content["wait"]!);
    }

    [Theory]
    [InlineData("polyglot_notebook", "kernelName")]
    [InlineData("dotnet_interactive", "language")]
    public void The_metadata_of_the_request_names_the_language(string owner, string field)
    {
        using var client = new WireClient(kernel);
        string id = client.Ask(
            "execute_request",
            new JsonObject { ["code"] = "<b>bold</b>" },
            metadata: new JsonObject
            {
                [owner] = new JsonObject { [field] = "html" },
                ["cellId"] = "abc",
            }
        );
        Assert.Equal("<b>bold</b>", (string)client.WaitFor(id, "display_data").Content["data"]!["text/html"]!);
    }

    [Fact]
    public void Output_of_native_code_comes_before_what_the_cell_prints_after_it_and_before_the_reply()
    {
        using var client = new WireClient(kernel);
        string id = client.Start(
            """
            [System.Runtime.InteropServices.DllImport("libc")] static extern int puts(string text);
            [System.Runtime.InteropServices.DllImport("libc")]
            static extern nint write(int fd, byte[] text, nint count);
            puts("native 1");
            Console.WriteLine("managed 2");
            display("shown 3");
            puts("native 4");
            display("shown 5");
            write(2, Encoding.UTF8.GetBytes("native 6"), 8);
            """
        );
        client.Reply(id);
        string[] order =
        [
            .. client
                .Published(id)
                .Select(message => (string?)message.Content["text"] ?? (string?)message.Content["data"]?["text/plain"])
                .OfType<string>()
                .Select(text => text.Trim()),
        ];
        Assert.Equal(["native 1", "managed 2", "shown 3", "native 4", "shown 5", "native 6"], order);
    }

    [Fact]
    public void Text_and_data_of_any_kind_arrive_as_they_are()
    {
        using var client = new WireClient(kernel);
        Assert.Equal("\U0001F600 \u0001 \u2028", client.Value("\"\U0001F600 \\u0001 \\u2028\""));
        Assert.Equal(
            "ok",
            (string)
                client
                    .Execute(
                        "Console.WriteLine(\"half a pair: \\ud800\"); new string('[', 300).Replace(\"[\", "
                            + "\"[1,\").Display();"
                    )
                    .Reply["status"]!
        );
        string deep = "string.Concat(Enumerable.Repeat(\"[\", 200)) + string.Concat(Enumerable.Repeat(\"]\", 200))";
        Assert.Contains(
            client.Execute($"({deep}).DisplayAs(\"application/json\");").Published,
            message => message.Type == "display_data"
        );
        Assert.Equal("2", client.Value("1 + 1"));
    }
}
