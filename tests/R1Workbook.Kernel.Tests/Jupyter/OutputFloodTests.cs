namespace R1Workbook.Kernel.Tests.Jupyter;

public sealed class OutputFloodTests(RunningKernel kernel) : IClassFixture<RunningKernel>
{
    [Fact]
    public void A_million_lines_are_cut_and_the_end_says_so()
    {
        using var client = new WireClient(kernel);
        WireMessage[] published = client.Execute("for (int i = 0; i < 1_000_000; i++) Console.WriteLine(i);").Published;
        string text = string.Concat(
            published.Where(message => message.Type == "stream").Select(message => (string)message.Content["text"]!)
        );
        Assert.InRange(text.Length, 100_000, 400_000);
        Assert.Contains("characters of console output cut", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hundred_thousand_displays_are_bounded_and_heartbeats_go_on()
    {
        using var client = new WireClient(kernel);
        string id = client.Start("for (int i = 0; i < 100_000; i++) display(i);");
        for (int i = 0; i < 50; i++)
            Assert.Equal("beat " + i, client.Echo("beat " + i));
        WireMessage[] published = client.Published(id);
        Assert.InRange(published.Count(message => message.Type == "display_data"), 1_000, 25_000);
        Assert.Contains(
            published,
            message =>
                message.Type == "stream"
                && ((string)message.Content["text"]!).Contains("further outputs left out", StringComparison.Ordinal)
        );
        Assert.Equal("ok", (string)client.Reply(id).Content["status"]!);
    }

    [Fact]
    public void Updates_of_one_value_are_joined_and_the_last_arrives()
    {
        using var client = new WireClient(kernel);
        WireMessage[] updates =
        [
            .. client
                .Execute("var shown = display(0); for (int i = 1; i <= 20_000; i++) shown.Update(i);")
                .Published.Where(message => message.Type == "update_display_data"),
        ];
        Assert.InRange(updates.Length, 1, 5_000);
        Assert.Equal("20000", (string)updates[^1].Content["data"]!["text/plain"]!);
    }
}
