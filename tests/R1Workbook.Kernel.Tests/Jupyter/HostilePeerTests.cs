using System.Text;
using R1Workbook.Kernel.Tests.Zmtp;

namespace R1Workbook.Kernel.Tests.Jupyter;

/// <summary>What a peer without the key sends, and what one sends that recorded messages with it.</summary>
public sealed class HostilePeerTests(RunningKernel kernel) : IClassFixture<RunningKernel>
{
    private static readonly byte[] Empty = "{}"u8.ToArray();

    [Fact]
    public void One_byte_on_the_heartbeat_port_stops_nothing()
    {
        using var client = new WireClient(kernel);
        using RawPeer peer = RawPeer.Greeted(kernel.Port("hb_port"), "DEALER");
        peer.Write(RawPeer.Frame("x"u8.ToArray()));
        Assert.Equal("x"u8.ToArray(), peer.Read());
        client.AssertAnswers();
    }

    [Fact]
    public void A_subscription_of_any_length_stops_nothing()
    {
        using var client = new WireClient(kernel);
        using RawPeer peer = RawPeer.Greeted(kernel.Port("iopub_port"), "SUB");
        peer.Write(RawPeer.Frame([1, .. new byte[400_000]]));
        Assert.True(peer.IsClosed());
        client.AssertAnswers();
    }

    [Theory]
    [InlineData("\"username\": \"\\udce9\"")]
    [InlineData("\"session\": \"\\ud800\"")]
    [InlineData("\"date\": {\"a\": [\"\\ud83d\"]}")]
    public void A_header_with_half_a_surrogate_pair_is_given_back_as_it_came(string field)
    {
        using var client = new WireClient(kernel);
        string id = Guid.NewGuid().ToString("N");
        client.Send(
            Encoding.UTF8.GetBytes($"{{\"msg_type\": \"kernel_info_request\", \"msg_id\": \"{id}\", {field}}}"),
            Empty,
            Empty,
            Empty
        );
        WireMessage reply = client.Reply(id);
        Assert.Equal(("kernel_info_reply", "ok"), (reply.Type, (string)reply.Content["status"]!));
        client.AssertAnswers();
    }

    [Fact]
    public void A_message_that_is_sent_again_does_not_run_again()
    {
        using var client = new WireClient(kernel);
        client.Execute("int runs = 0;");
        byte[][] cell =
        [
            Encoding.UTF8.GetBytes(client.Header("execute_request", "again").ToJsonString()),
            Empty,
            Empty,
            "{\"code\": \"runs++;\"}"u8.ToArray(),
        ];
        client.Send(cell);
        client.Reply("again");
        client.Send(cell);
        client.Send(cell);
        Assert.Equal("1", client.Value("runs"));
        kernel.AssertLogs("it came before");
    }
}
