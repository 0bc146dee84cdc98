using System.Text;
using System.Text.Json.Nodes;

namespace R1Workbook.Kernel.Tests.Jupyter;

public sealed class HostileInputTests(RunningKernel kernel) : IClassFixture<RunningKernel>
{
    private static readonly byte[] Empty = "{}"u8.ToArray();

    [Fact]
    public void A_message_signed_with_another_key_is_left_out_and_logged()
    {
        using var client = new WireClient(kernel);
        client.Ask("execute_request", new JsonObject { ["code"] = "Environment.Exit(1);" }, key: "another key");
        kernel.AssertLogs("the signature is not that of the connection file's key");
        client.AssertAnswers();
    }

    [Fact]
    public void Frames_that_are_no_message_are_left_out_and_logged()
    {
        using var client = new WireClient(kernel);
        client.SendRaw("<IDS|MSG>"u8.ToArray());
        client.SendRaw([
            [],
        ]);
        client.SendRaw("<IDS|MSG>"u8.ToArray(), "00"u8.ToArray(), Empty, Empty);
        client.Send(Empty);
        kernel.AssertLogs("frames are no message");
        client.Send("{"u8.ToArray(), Empty, Empty, Empty);
        client.Send("[]"u8.ToArray(), Empty, Empty, Empty);
        client.Send(Empty, Empty, Empty, Empty);
        kernel.AssertLogs("the header has no msg_type");
        client.AssertAnswers();
    }

    [Fact]
    public void Bytes_that_are_not_UTF_8_are_left_out_and_logged()
    {
        using var client = new WireClient(kernel);
        client.Send(
            Encoding.UTF8.GetBytes(client.Header("execute_request", "x").ToJsonString()),
            Empty,
            Empty,
            [.. "{\"code\": \""u8, 0xFF, 0xFE, .. "\"}"u8]
        );
        kernel.AssertLogs("it is not UTF-8");
        client.AssertAnswers();
    }

    [Fact]
    public void JSON_that_is_nested_without_end_is_left_out_and_logged()
    {
        using var client = new WireClient(kernel);
        client.Get("kernel_info_request", []);
        string deep = new string('[', 1_000_000) + new string(']', 1_000_000);
        client.Send(
            Encoding.UTF8.GetBytes(client.Header("execute_request", "x").ToJsonString()),
            Empty,
            Empty,
            Encoding.UTF8.GetBytes($"{{\"code\": {deep}}}")
        );
        kernel.AssertLogs("depth");
        client.AssertAnswers();
    }

    [Fact]
    public void A_field_named_twice_is_left_out_and_logged()
    {
        using var client = new WireClient(kernel);
        client.Send(
            Encoding.UTF8.GetBytes(client.Header("execute_request", "x").ToJsonString()),
            Empty,
            Empty,
            "{\"code\": \"1\", \"code\": \"2\"}"u8.ToArray()
        );
        kernel.AssertLogs("code");
        client.AssertAnswers();
    }

    [Theory]
    [InlineData("execute_request", "{\"code\": 7}")]
    [InlineData("execute_request", "{\"code\": \"1\", \"silent\": \"yes\"}")]
    [InlineData("execute_request", "{\"code\": \"1\", \"user_expressions\": []}")]
    [InlineData("execute_request", "{\"code\": \"\\ud800\"}")]
    [InlineData("complete_request", "{\"code\": \"1\", \"cursor_pos\": \"end\"}")]
    [InlineData("inspect_request", "{\"code\": \"1\", \"cursor_pos\": 1, \"detail_level\": 9}")]
    [InlineData("is_complete_request", "{\"code\": []}")]
    [InlineData("history_request", "{\"hist_access_type\": 3}")]
    [InlineData("shutdown_request", "{\"restart\": \"perhaps\"}")]
    public void A_field_of_the_wrong_type_is_an_error_under_the_request(string type, string content)
    {
        using var client = new WireClient(kernel);
        string id = Guid.NewGuid().ToString("N");
        client.Send(
            Encoding.UTF8.GetBytes(client.Header(type, id).ToJsonString()),
            Empty,
            Empty,
            Encoding.UTF8.GetBytes(content)
        );
        WireMessage reply = client.Reply(id);
        Assert.Equal(
            (type.Replace("_request", "_reply", StringComparison.Ordinal), "error", "BadRequest"),
            (reply.Type, (string)reply.Content["status"]!, (string)reply.Content["ename"]!)
        );
        Assert.Equal(
            ["busy", "idle"],
            client
                .Published(id)
                .Where(message => message.Type == "status")
                .Select(message => (string)message.Content["execution_state"]!)
        );
        Assert.False(kernel.Process.HasExited);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_message_of_an_unknown_type_is_logged_and_gets_no_reply(bool control)
    {
        using var client = new WireClient(kernel);
        string id = client.Ask("nonsense_request", [], control);
        Assert.Equal(
            ["busy", "idle"],
            client.Published(id).Select(message => (string)message.Content["execution_state"]!)
        );
        kernel.AssertLogs("nonsense_request was left out");
        // What is asked next is what is answered next.
        string next = client.Ask("kernel_info_request", [], control);
        Assert.Equal(next, client.Next(control ? "control" : "shell").ParentId);
        client.AssertAnswers();
    }

    [Theory]
    [InlineData("/*", "*/ 1 + 1", "2")]
    [InlineData("\"", "\".Length", "50000000")]
    public void A_cell_of_50_MB_runs(string before, string after, string value)
    {
        using var client = new WireClient(kernel);

        // Every client asks this first; what has signed nothing yet may send only little.
        client.Get("kernel_info_request", []);
        Assert.Equal(value, client.Value(before + new string('x', 50_000_000) + after));
        client.AssertAnswers();
    }

    [Fact]
    public async Task Two_clients_at_once_each_get_their_own_replies()
    {
        await Task.WhenAll(
            Enumerable
                .Range(1, 2)
                .Select(number =>
                    Task.Run(() =>
                    {
                        using var client = new WireClient(kernel);
                        for (int i = 0; i < 20; i++)
                        {
                            string id = client.Start($"{number} * 1000 + {i}");
                            Assert.Equal(
                                (number * 1_000 + i).ToString(System.Globalization.CultureInfo.InvariantCulture),
                                (string)client.WaitFor(id, "execute_result").Content["data"]!["text/plain"]!
                            );
                            Assert.Equal("ok", (string)client.Reply(id).Content["status"]!);
                        }
                    })
                )
        );
    }

    [Fact]
    public void A_client_that_vanishes_in_the_middle_of_a_cell_harms_nobody()
    {
        using var client = new WireClient(kernel);
        using (var vanishing = new WireClient(kernel))
        {
            string id = vanishing.Start(
                "for (int i = 0; i < 20; i++) { Console.WriteLine(i); System.Threading.Thread.Sleep(50); }"
            );
            vanishing.WaitFor(id, "stream");
        }

        client.AssertAnswers();
    }

    [Fact]
    public async Task What_is_not_ZeroMQ_at_all_harms_nobody()
    {
        using var client = new WireClient(kernel);
        foreach (string port in (string[])["shell_port", "iopub_port", "stdin_port", "control_port", "hb_port"])
        {
            using var socket = new System.Net.Sockets.TcpClient();
            await socket.ConnectAsync("127.0.0.1", kernel.Port(port));
            await socket.GetStream().WriteAsync("GET / HTTP/1.1\r\nHost: x\r\n\r\n"u8.ToArray());
        }

        client.AssertAnswers();
    }
}
