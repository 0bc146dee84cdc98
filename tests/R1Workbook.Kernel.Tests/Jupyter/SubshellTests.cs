using System.Text.Json.Nodes;

namespace R1Workbook.Kernel.Tests.Jupyter;

/// <summary>Subshells answer while the main shell runs a cell (Jupyter enhancement proposal 91).</summary>
public sealed class SubshellTests(RunningKernel kernel) : IClassFixture<RunningKernel>
{
    [Fact]
    public void The_kernel_says_that_it_has_subshells_and_lists_those_there_are()
    {
        using var client = new WireClient(kernel);
        Assert.Contains(
            "kernel subshells",
            client.Get("kernel_info_request", [])["supported_features"]!.AsArray().Select(feature => (string)feature!)
        );

        string one = Create(client),
            two = Create(client);
        Assert.NotEqual(one, two);
        Assert.Superset(new HashSet<string> { one, two }, List(client));

        Assert.Equal("ok", (string)Control(client, "delete_subshell_request", one)["status"]!);
        Assert.DoesNotContain(one, List(client));
        Assert.Contains(two, List(client));
    }

    [Fact]
    public void A_subshell_that_does_not_exist_is_refused_with_words_and_leaves_the_main_shell_alone()
    {
        using var client = new WireClient(kernel);
        string id = client.Ask("kernel_info_request", [], subshell: "nowhere");

        JsonNode refused = client.Reply(id).Content;
        Assert.Equal("error", (string)refused["status"]!);
        Assert.Contains("create_subshell_request", (string)refused["evalue"]!, StringComparison.Ordinal);
        Assert.Equal(
            ["busy", "idle"],
            client.Published(id).Select(message => (string)message.Content["execution_state"]!)
        );
        Assert.Equal("error", (string)Control(client, "delete_subshell_request", "nowhere")["status"]!);
        Assert.Equal("2", client.Value("1 + 1"));
    }

    [Fact]
    public void Editors_are_answered_on_a_subshell_while_a_cell_runs()
    {
        using var client = new WireClient(kernel);
        client.Execute("record Pair(int Left, int Right); var pair = new Pair(1, 2);");
        string subshell = Create(client),
            ends = Path.Combine(kernel.Folder, Guid.NewGuid().ToString("N"));
        string cell = client.Start(
            $"int begun = 1; Console.WriteLine(\"it runs\"); while (!System.IO.File.Exists(\"{ends}\")) {{ }}"
        );
        client.WaitFor(cell, "stream");

        JsonNode Asked(string type, JsonObject content) =>
            client.Reply(client.Ask(type, content, subshell: subshell)).Content;
        Assert.Equal("Left", (string)Asked("complete_request", Cursor("pair.Le"))["matches"]![0]!);
        // What the running cell declares counts already: it was compiled before it ran.
        Assert.Equal("begun", (string)Asked("complete_request", Cursor("begu"))["matches"]![0]!);
        Assert.True((bool)Asked("inspect_request", Cursor("pair"))["found"]!);
        Assert.Equal(
            "incomplete",
            (string)Asked("is_complete_request", new JsonObject { ["code"] = "while (true) {" })["status"]!
        );
        Assert.Equal("ok", (string)Asked("kernel_info_request", [])["status"]!);
        Assert.Equal("ok", (string)Asked("comm_info_request", [])["status"]!);
        Assert.NotEmpty(
            Asked("history_request", new JsonObject { ["hist_access_type"] = "tail", ["n"] = 1 })["history"]!.AsArray()
        );

        Assert.False(client.IsAnswered(TimeSpan.Zero), "the cell ended before the answers");
        File.WriteAllText(ends, "");
        Assert.Equal("ok", (string)client.Reply(cell).Content["status"]!);
    }

    [Fact]
    public void A_cell_sent_to_a_subshell_runs_when_the_main_shells_cell_has_ended()
    {
        using var client = new WireClient(kernel);
        string subshell = Create(client),
            ends = Path.Combine(kernel.Folder, Guid.NewGuid().ToString("N"));
        string first = client.Start(
            $"Console.WriteLine(\"it runs\"); while (!System.IO.File.Exists(\"{ends}\")) {{ }} int seen = 7;"
        );
        client.WaitFor(first, "stream");
        string second = client.Ask("execute_request", new JsonObject { ["code"] = "seen + 1" }, subshell: subshell);

        // On control, so that the kernel has taken the second cell by then.
        client.Reply(client.Ask("kernel_info_request", [], control: true), control: true);
        Assert.False(client.IsAnswered(TimeSpan.Zero), "a cell ran beside another");
        File.WriteAllText(ends, "");

        Assert.Equal("ok", (string)client.Reply(first).Content["status"]!);
        Assert.Equal("8", (string)client.WaitFor(second, "execute_result").Content["data"]!["text/plain"]!);
        Assert.Equal("ok", (string)client.Reply(second).Content["status"]!);
    }

    [Fact]
    public void An_error_on_one_shell_aborts_no_cell_of_another()
    {
        using var client = new WireClient(kernel);
        string subshell = Create(client),
            ends = Path.Combine(kernel.Folder, Guid.NewGuid().ToString("N"));
        string failing = client.Start(
            $"Console.WriteLine(\"it runs\"); while (!System.IO.File.Exists(\"{ends}\")) {{ }} throw new "
                + "FormatException();"
        );
        client.WaitFor(failing, "stream");
        string waiting = client.Start("1"),
            elsewhere = client.Ask("execute_request", new JsonObject { ["code"] = "2" }, subshell: subshell);
        client.Reply(client.Ask("kernel_info_request", [], control: true), control: true);
        File.WriteAllText(ends, "");

        Dictionary<string, string> statuses = [];
        while (statuses.Count < 3)
        {
            WireMessage reply = client.Next("shell");
            statuses[reply.ParentId!] = (string)reply.Content["status"]!;
        }
        Assert.Equal(("error", "aborted", "ok"), (statuses[failing], statuses[waiting], statuses[elsewhere]));
    }

    [Fact]
    public void A_language_that_serves_one_at_a_time_offers_nothing_while_its_cell_runs()
    {
        using var client = new WireClient(kernel);
        client.Execute("#!fsharp\nlet letters = 5");
        string subshell = Create(client),
            ends = Path.Combine(kernel.Folder, Guid.NewGuid().ToString("N"));
        string cell = client.Start(
            $"#!fsharp\nprintfn \"it runs\"\nwhile not (System.IO.File.Exists \"{ends}\") do ()"
        );
        client.WaitFor(cell, "stream");
        JsonNode beside = client
            .Reply(client.Ask("complete_request", Cursor("#!fsharp\nlett"), subshell: subshell))
            .Content;
        File.WriteAllText(ends, "");
        Assert.Equal("ok", (string)client.Reply(cell).Content["status"]!);

        Assert.Empty(beside["matches"]!.AsArray());
        Assert.Contains(
            "letters",
            client.Get("complete_request", Cursor("#!fsharp\nlett"))["matches"]!.AsArray().Select(m => (string)m!)
        );
    }

    private static JsonObject Cursor(string code) => new() { ["code"] = code, ["cursor_pos"] = code.Length };

    private static string Create(WireClient client) =>
        (string)
            client.Reply(client.Ask("create_subshell_request", [], control: true), control: true).Content[
                "subshell_id"
            ]!;

    private static JsonNode Control(WireClient client, string type, string subshell) =>
        client
            .Reply(client.Ask(type, new JsonObject { ["subshell_id"] = subshell }, control: true), control: true)
            .Content;

    private static HashSet<string> List(WireClient client) =>
        [
            .. client.Reply(client.Ask("list_subshell_request", [], control: true), control: true).Content[
                "subshell_id"
            ]!
                .AsArray()
                .Select(id => (string)id!),
        ];
}
