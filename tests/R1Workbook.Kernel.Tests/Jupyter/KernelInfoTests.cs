using System.Text.Json.Nodes;

namespace R1Workbook.Kernel.Tests.Jupyter;

public sealed class KernelInfoTests(RunningKernel kernel) : IClassFixture<RunningKernel>
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void It_says_who_it_is_on_both_sockets_busy_and_idle_once_each(bool control)
    {
        using var client = new WireClient(kernel);
        string id = client.Ask("kernel_info_request", [], control);
        WireMessage reply = client.Reply(id, control);
        Assert.Equal(
            ("kernel_info_reply", "ok", "C#", ".cs"),
            (
                reply.Type,
                (string)reply.Content["status"]!,
                (string)reply.Content["language_info"]!["name"]!,
                (string)reply.Content["language_info"]!["file_extension"]!
            )
        );
        Assert.Equal((string)reply.Content["protocol_version"]!, (string)reply.Header["version"]!);
        Assert.Equal(
            ["busy", "idle"],
            client.Published(id).Select(message => (string)message.Content["execution_state"]!)
        );
    }

    [Fact]
    public void The_first_client_is_welcomed_and_told_of_the_start_once()
    {
        using var client = new WireClient();
        Assert.Equal("", (string)client.First.Content["subscription"]!);
        WireMessage second = client.NextPublished();
        Assert.True(second.IsStatus("starting"));
        Assert.Null(second.ParentId);
        string id = client.Ask("kernel_info_request", []);
        Assert.True(client.NextPublished().IsStatus("busy"));
        client.Reply(id);
    }

    [Fact]
    public void It_echoes_heartbeats_while_a_cell_runs_and_answers_on_control()
    {
        using var client = new WireClient(kernel);
        string ends = Path.Combine(kernel.Folder, "heartbeats-done");
        string cell = client.Start($"while (!System.IO.File.Exists(\"{ends}\")) System.Threading.Thread.Sleep(10);");
        client.WaitFor(cell, "execute_input");
        for (int i = 0; i < 100; i++)
            Assert.Equal("beat " + i, client.Echo("beat " + i));
        Assert.Equal(
            "kernel_info_reply",
            client.Reply(client.Ask("kernel_info_request", [], control: true), control: true).Type
        );
        Assert.False(client.IsAnswered(TimeSpan.Zero), "the cell ended before the heartbeats");
        File.WriteAllText(ends, "");
        Assert.Equal("ok", (string)client.Reply(cell).Content["status"]!);
    }

    [Fact]
    public void It_tells_its_ports_and_has_no_comms_before_a_cell_opens_one()
    {
        using var client = new WireClient(kernel);
        Assert.Equal(kernel.Port("stdin_port"), (int)client.Get("connect_request", [])["stdin_port"]!);
        Assert.Empty(client.Get("comm_info_request", new JsonObject { ["target_name"] = "x" })["comms"]!.AsObject());
    }

    [Fact]
    public void A_comm_to_an_unknown_target_is_closed()
    {
        using var client = new WireClient(kernel);
        string id = client.Ask(
            "comm_open",
            new JsonObject
            {
                ["comm_id"] = "one",
                ["target_name"] = "nobody",
                ["data"] = new JsonObject(),
            }
        );
        WireMessage[] published = client.Published(id);
        Assert.Equal(["status", "comm_close", "status"], published.Select(message => message.Type));
        Assert.Equal("one", (string)published[1].Content["comm_id"]!);
        Assert.Equal(
            2,
            client
                .Published(client.Ask("comm_msg", new JsonObject { ["comm_id"] = "one", ["data"] = new JsonObject() }))
                .Length
        );
        Assert.Equal(2, client.Published(client.Ask("comm_close", new JsonObject { ["comm_id"] = "one" })).Length);
    }
}
