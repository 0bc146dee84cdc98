using System.Text.Json.Nodes;

namespace R1Workbook.Kernel.Tests.Jupyter;

/// <summary>Comms and widgets over the wire.</summary>
public sealed class CommTests(RunningKernel kernel) : IClassFixture<RunningKernel>
{
    private const string Slider =
        "using R1Workbook.Kernel.Widgets;\nvar slider = new IntSlider(5, 0, 10);\nslider.ValueChanged += change => "
        + "Console.Write($\"{change.OldValue} to {change.NewValue}\");\nslider";

    [Fact]
    public void A_cell_opens_a_comm_and_both_sides_send()
    {
        using var client = new WireClient(kernel);
        (WireMessage[] published, _) = client.Execute(
            "using System.Text.Json.Nodes;\nusing R1Workbook.Kernel.Comms;\nvar line = Comm.Open(\"mine\", new "
                + "JsonObject { [\"a\"] = 1 });\n"
                + "line.MessageReceived += data => { Console.Write(\"got \" + data[\"x\"]); "
                + "line.Send(new JsonObject { [\"y\"] = 2 }); };"
        );
        WireMessage opened = Assert.Single(published, message => message.Type == "comm_open");
        Assert.Equal(("mine", 1), ((string)opened.Content["target_name"]!, (int)opened.Content["data"]!["a"]!));
        string id = (string)opened.Content["comm_id"]!;
        Assert.Equal("mine", (string)Info(client, "mine")[id]!["target_name"]!);
        Assert.Null(Info(client, "other")[id]);

        WireMessage[] answered = client.Published(
            client.Ask(
                "comm_msg",
                new JsonObject
                {
                    ["comm_id"] = id,
                    ["data"] = new JsonObject { ["x"] = "it" },
                }
            )
        );
        Assert.Equal(["status", "stream", "comm_msg", "status"], answered.Select(message => message.Type));
        Assert.Equal("got it", (string)answered[1].Content["text"]!);
        Assert.Equal(2, (int)answered[2].Content["data"]!["y"]!);

        (published, _) = client.Execute("line.Close();");
        Assert.Equal(id, (string)Assert.Single(published, m => m.Type == "comm_close").Content["comm_id"]!);
        Assert.Null(Info(client, "mine")[id]);
    }

    [Fact]
    public void A_client_opens_a_comm_to_a_target_of_a_cell()
    {
        using var client = new WireClient(kernel);
        client.Execute(
            "R1Workbook.Kernel.Comms.CommTargets.Register(\"own\", (comm, data) => { Console.Write(\"opened with \" + "
                + "data[\"b\"]); comm.Closed += _ => Console.Write(\"closed\"); });"
        );
        var content = new JsonObject
        {
            ["comm_id"] = "theirs",
            ["target_name"] = "own",
            ["data"] = new JsonObject { ["b"] = 7 },
        };
        WireMessage[] opened = client.Published(client.Ask("comm_open", content));
        Assert.Equal("opened with 7", (string)Assert.Single(opened, m => m.Type == "stream").Content["text"]!);
        Assert.NotNull(Info(client, "own")["theirs"]);
        WireMessage[] closed = client.Published(
            client.Ask("comm_close", new JsonObject { ["comm_id"] = "theirs", ["data"] = new JsonObject() })
        );
        Assert.Equal("closed", (string)Assert.Single(closed, m => m.Type == "stream").Content["text"]!);
        Assert.Null(Info(client, "own")["theirs"]);
    }

    [Fact]
    public void A_slider_moves_and_its_handler_shows_under_the_message_that_moved_it()
    {
        using var client = new WireClient(kernel);
        string id = Show(client);
        string moved = Move(client, id, 7);
        WireMessage[] published = client.Published(moved);
        Assert.Equal(["status", "comm_msg", "stream", "status"], published.Select(message => message.Type));
        Assert.Equal("echo_update", (string)published[1].Content["data"]!["method"]!);
        Assert.Equal("5 to 7", (string)published[2].Content["text"]!);
        Assert.Equal("7", client.Value("slider.Value"));

        WireMessage[] set = client.Execute("slider.Value = 2;").Published;
        Assert.Equal(2, (int)Assert.Single(set, m => m.Type == "comm_msg").Content["data"]!["state"]!["value"]!);
    }

    [Fact]
    public void An_error_in_a_handler_is_told_and_the_next_one_runs()
    {
        using var client = new WireClient(kernel);
        string id = Show(client);
        client.Execute("slider.ValueChanged += change => throw new FormatException(\"no \" + change.NewValue);");
        WireMessage error = Assert.Single(client.Published(Move(client, id, 8)), m => m.Type == "error");
        Assert.Equal(("FormatException", "no 8"), ((string)error.Content["ename"]!, (string)error.Content["evalue"]!));
        Assert.Contains(client.Published(Move(client, id, 9)), m => m.Type == "error");
        client.AssertAnswers();
    }

    [Fact]
    public void A_value_moved_on_a_subshell_counts_while_a_cell_runs_and_its_handler_runs_after_it()
    {
        using var client = new WireClient(kernel);
        string id = Show(client);
        string subshell = (string)
            client.Reply(client.Ask("create_subshell_request", [], control: true), control: true).Content[
                "subshell_id"
            ]!;
        string cell = client.Start(
            "Console.Write(\"it runs\"); while (slider.Value != 6) { } Console.Write(\"it saw 6\");"
        );
        client.WaitFor(cell, "stream");
        string moved = Move(client, id, 6, subshell);
        Assert.Equal("ok", (string)client.Reply(cell).Content["status"]!);

        // Between the two the handler: it belongs to the message, although that was answered before.
        WireMessage shown = client.WaitFor(moved, "stream");
        Assert.Equal("5 to 6", (string)shown.Content["text"]!);
    }

    [Fact]
    public void A_cell_that_awaits_lets_handlers_run()
    {
        using var client = new WireClient(kernel);
        client.Execute(
            "using R1Workbook.Kernel.Widgets;\nusing System.Threading.Tasks;\nvar go = new Button(\"go\");\nvar "
                + "clicked = new TaskCompletionSource();\n"
                + "go.Clicked += _ => { Console.Write(\"click\"); clicked.SetResult(); };"
        );
        (WireMessage[] published, _) = client.Execute("go");
        string id = (string)published.Last(m => m.Type == "comm_open" && IsModel(m, "ButtonModel")).Content["comm_id"]!;
        string subshell = (string)
            client.Reply(client.Ask("create_subshell_request", [], control: true), control: true).Content[
                "subshell_id"
            ]!;
        string cell = client.Start("Console.Write(\"it waits\"); await clicked.Task; Console.Write(\"it goes on\");");
        client.WaitFor(cell, "stream");
        string click = client.Ask(
            "comm_msg",
            new JsonObject
            {
                ["comm_id"] = id,
                ["data"] = new JsonObject
                {
                    ["method"] = "custom",
                    ["content"] = new JsonObject { ["event"] = "click" },
                },
            },
            subshell: subshell
        );
        Assert.Equal("click", (string)client.WaitFor(click, "stream").Content["text"]!);
        Assert.Equal("ok", (string)client.Reply(cell).Content["status"]!);
    }

    [Fact]
    public void An_endless_handler_is_interrupted()
    {
        using var client = new WireClient(kernel);
        string id = Show(client);
        client.Execute("slider.ValueChanged += _ => { Console.Write(\"|\"); while (true) { } };");
        string moved = Move(client, id, 1);
        while (((string)client.WaitFor(moved, "stream").Content["text"]!).Contains('|') is false) { }
        client.Interrupt();
        Assert.Equal("Interrupted", (string)client.WaitFor(moved, "error").Content["ename"]!);
        client.AssertAnswers();
    }

    [Fact]
    public void Comms_are_closed_with_the_process_that_they_lead_to()
    {
        using var client = new WireClient();
        string id = Show(client);
        Assert.NotNull(Info(client, "jupyter.widget")[id]);
        client.Reply(client.Start("Environment.Exit(3);"));
        while (client.NextPublished() is var message)
        {
            if (message.Type == "comm_close" && (string)message.Content["comm_id"]! == id)
                break;
        }
        Assert.Empty(client.Get("comm_info_request", [])["comms"]!.AsObject());
    }

    private static JsonObject Info(WireClient client, string target) =>
        client.Get("comm_info_request", new JsonObject { ["target_name"] = target })["comms"]!.AsObject();

    private static bool IsModel(WireMessage opened, string model) =>
        (string)opened.Content["data"]!["state"]!["_model_name"]! == model;

    // The id of a new slider that is shown.
    private static string Show(WireClient client)
    {
        (WireMessage[] published, JsonNode reply) = client.Execute(Slider);
        Assert.Equal("ok", (string)reply["status"]!);
        string id = (string)
            published.Single(m => m.Type == "comm_open" && IsModel(m, "IntSliderModel")).Content["comm_id"]!;
        JsonNode data = published.Single(m => m.Type == "execute_result").Content["data"]!;
        Assert.Equal(id, (string)data["application/vnd.jupyter.widget-view+json"]!["model_id"]!);
        return id;
    }

    private static string Move(WireClient client, string id, int value, string? subshell = null) =>
        client.Ask(
            "comm_msg",
            new JsonObject
            {
                ["comm_id"] = id,
                ["data"] = new JsonObject
                {
                    ["method"] = "update",
                    ["state"] = new JsonObject { ["value"] = value },
                    ["buffer_paths"] = new JsonArray(),
                },
            },
            subshell: subshell
        );
}
