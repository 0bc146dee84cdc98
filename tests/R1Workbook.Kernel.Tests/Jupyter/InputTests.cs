using System.Text.Json.Nodes;

namespace R1Workbook.Kernel.Tests.Jupyter;

public sealed class InputTests(RunningKernel kernel) : IClassFixture<RunningKernel>
{
    [Theory]
    [InlineData(
        "Console.Write(\"before\"); (await GetInputAsync(\"Your name?\")).ToUpperInvariant()",
        "Your name?",
        false
    )]
    [InlineData("(await GetPasswordAsync(\"Secret?\")).GetClearTextPassword().ToUpperInvariant()", "Secret?", true)]
    [InlineData("Console.ReadLine().ToUpperInvariant()", "", false)]
    public void A_cell_asks_the_client_that_sent_it(string code, string prompt, bool isPassword)
    {
        using var other = new WireClient(kernel);
        using var client = new WireClient(kernel);
        string id = client.Start(code, content => content["allow_stdin"] = true);
        WireMessage question = client.Question();
        Assert.Equal(
            ("input_request", id, prompt, isPassword),
            (question.Type, question.ParentId, (string)question.Content["prompt"]!, (bool)question.Content["password"]!)
        );
        other.AnswerQuestion("somebody else");
        client.AnswerQuestion("\u00e9va \U0001F600");
        Assert.Equal(
            "\u00c9VA \U0001F600",
            (string)client.WaitFor(id, "execute_result").Content["data"]!["text/plain"]!
        );
    }

    [Fact]
    public void Console_In_gives_line_after_line()
    {
        using var client = new WireClient(kernel);
        string id = client.Start(
            "var first = Console.ReadLine(); var second = (char)Console.Read(); first + \"|\" + second + \"|\" + "
                + "Console.ReadLine()",
            content => content["allow_stdin"] = true
        );
        foreach (string line in (string[])["one", "two"])
        {
            client.Question();
            client.AnswerQuestion(line);
        }

        Assert.Equal("one|t|wo", (string)client.WaitFor(id, "execute_result").Content["data"]!["text/plain"]!);
    }

    [Theory]
    [InlineData("await GetInputAsync()")]
    [InlineData("Console.ReadLine()")]
    public void Without_leave_to_ask_the_cell_fails_at_once(string code)
    {
        using var client = new WireClient(kernel);
        JsonNode reply = client.Execute(code).Reply;
        Assert.Equal("NoInputException", (string)reply["ename"]!);
        Assert.Contains("allow_stdin", (string)reply["evalue"]!, StringComparison.Ordinal);
    }

    [Fact]
    public void A_client_without_a_stdin_socket_is_told_so()
    {
        using var client = new WireClient(kernel, stdin: false);
        string id = client.Start("await GetInputAsync()", content => content["allow_stdin"] = true);
        Assert.Contains("no stdin socket", (string)client.Reply(id).Content["evalue"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("await GetInputAsync()")]
    [InlineData("Console.ReadLine()")]
    public void A_cell_that_waits_for_input_can_be_interrupted(string code)
    {
        using var client = new WireClient(kernel);
        client.Execute("int kept = 5;");
        string id = client.Start(code, content => content["allow_stdin"] = true);
        client.Question();
        client.Interrupt();
        Assert.Equal("Interrupted", (string)client.Reply(id).Content["ename"]!);
        client.AnswerQuestion("too late");
        Assert.Equal("5", client.Value("kept"));
    }
}
