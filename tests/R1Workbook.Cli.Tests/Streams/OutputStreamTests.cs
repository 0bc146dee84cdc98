using R1Workbook.Cli.Streams;

namespace R1Workbook.Cli.Tests.Streams;

/// <summary>What verbs learn of their streams.</summary>
public sealed class OutputStreamTests
{
    [Theory]
    [InlineData(32)]
    [InlineData(unchecked((int)0x8007006D))]
    public void Where_nobody_reads_the_work_is_cancelled(int error)
    {
        OutputStream output = new(new Failing(new IOException("Broken pipe", error)));
        Assert.Throws<ClosedOutputException>(() => output.Write("row"u8));
        Assert.Throws<ClosedOutputException>(() => output.Write("row"u8));
    }

    [Fact]
    public void A_full_disk_is_told_with_what_to_do()
    {
        OutputStream output = new(new Failing(new IOException("No space left on device", 28)));
        string said = Assert.Throws<OutputException>(() => output.Write("row"u8)).Message;
        Assert.Contains("No space left on device", said, StringComparison.Ordinal);
        Assert.Contains("then the same command", said, StringComparison.Ordinal);
    }

    [Fact]
    public void A_closed_output_is_told() =>
        Assert.Contains(
            "closed",
            Assert.Throws<OutputException>(() => new OutputStream(null).Write("row"u8)).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void Messages_that_nobody_can_take_are_lost_and_cost_nothing()
    {
        new MessageStream(null).Write("message"u8);
        new MessageStream(new Failing(new IOException("Broken pipe", 32))).Write("message"u8);
        new MessageStream(new Failing(new UnauthorizedAccessException())).Write("message"u8);
    }

    [Fact]
    public void A_message_cannot_steer_the_terminal_and_a_bar_can()
    {
        using MemoryStream stream = new();
        using (MessageWriter writer = new(stream, new System.Text.UTF8Encoding(false)))
        {
            writer.WriteLine("\e]0;owned\a\e[2Ja\u202eb\u009bc\tthe end");
            writer.Write("\r\e[1mbar");
        }
        Assert.Equal(
            "]0;owned[2Jabc\tthe end" + Environment.NewLine + "\r\e[1mbar",
            System.Text.Encoding.UTF8.GetString(stream.ToArray())
        );
    }

    private sealed class Failing(Exception exception) : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => throw exception;
    }
}
