using System.Text.Json.Nodes;
using R1Workbook.Kernel.Tests.Session;

namespace R1Workbook.Kernel.Tests.Debugging;

/// <summary>The variable panel, which needs no debugger.</summary>
[Collection(OneProcess.Name)]
public sealed class VariableTests : IDisposable
{
    private readonly DebuggedCells _cells = new();

    public void Dispose() => _cells.Dispose();

    [Theory]
    [InlineData("var v = 3;", "3", "Int32")]
    [InlineData("var v = 1.5;", "1.5", "Double")]
    [InlineData("var v = true;", "true", "Boolean")]
    [InlineData("var v = \"a\\nb\";", "\"a b\"", "String")]
    [InlineData("string v = null;", "null", "String")]
    [InlineData("var v = 'x';", "'x'", "Char")]
    [InlineData("var v = DayOfWeek.Friday;", "DayOfWeek.Friday", "DayOfWeek")]
    [InlineData(
        "var v = new DateTime(2026, 1, 2, 0, 0, 0, DateTimeKind.Utc);",
        "2026-01-02T00:00:00.0000000Z",
        "DateTime"
    )]
    [InlineData("var v = new[] { 1, 2 };", "Int32[2]", "Int32[]")]
    [InlineData("var v = new double[2, 3];", "Double[2, 3]", "Double[,]")]
    [InlineData("var v = new List<int> { 1 };", "List<Int32>, 1 item", "List<Int32>")]
    [InlineData("var v = new HashSet<string> { \"a\", \"b\" };", "HashSet<String>, 2 items", "HashSet<String>")]
    [InlineData("var v = Enumerable.Range(0, 3).Where(i => true);", "Iterator", null)]
    [InlineData(
        "record Pair(int Left, string Right); var v = new Pair(1, \"b\");",
        "Pair { Left = 1, Right = \"b\" }",
        "Pair"
    )]
    [InlineData("var v = new { A = 1, B = new[] { 2 } };", "{ A = 1, B = Int32[1] }", null)]
    [InlineData("var v = (1, \"b\");", "ValueTuple<Int32, String> { Item1 = 1, Item2 = \"b\" }", null)]
    [InlineData("Func<int> v = () => 1;", "Func<Int32>", "Func<Int32>")]
    [InlineData("var v = new FormatException(\"no\");", "FormatException: no", "FormatException")]
    public async Task A_variable_is_shown_in_a_line(string code, string value, string? type)
    {
        await _cells.RunAsync(code);
        JsonNode shown = Variable("v");
        if (value == "Iterator")
            Assert.EndsWith(", not enumerated", (string)shown["value"]!, StringComparison.Ordinal);
        else
            Assert.Equal(value, (string)shown["value"]!);
        if (type is not null)
            Assert.Equal(type, (string)shown["type"]!);
    }

    [Theory]
    [InlineData("var v = new[] { 5, 6 };", "[0]=5 [1]=6")]
    [InlineData("var v = new int[2, 1] { { 5 }, { 6 } };", "[0, 0]=5 [1, 0]=6")]
    [InlineData("var v = new Dictionary<string, int> { [\"a\"] = 1 };", "[\"a\"]=1")]
    [InlineData("var v = new Queue<int>([7]);", "[0]=7")]
    [InlineData("class C { public int A = 1; public int B => A + 1; int _c = 3; } var v = new C();", "A=1 B=2")]
    [InlineData(
        "record R(int X) { public int Bad => throw new FormatException(\"no\"); } var v = new R(1);",
        "X=1 Bad=(FormatException: no)"
    )]
    [InlineData(
        "class N { public N Next; public int Id = 4; } var v = new N(); v.Next = v;",
        "Next=N { Next = N, Id = 4 } Id=4"
    )]
    [InlineData(
        "var v = new string('x', 1000).ToList().Count > 0 ? Enumerable.Range(0, 3).ToList() : null;",
        "[0]=0 [1]=1 [2]=2"
    )]
    public async Task What_is_in_a_variable_is_read_when_it_is_opened(string code, string children)
    {
        await _cells.RunAsync(code);
        Assert.Equal(children, _cells.Children((int)Variable("v")["variablesReference"]!));
    }

    [Fact]
    public async Task A_data_frame_opens_to_its_columns_and_they_to_their_values()
    {
        await _cells.RunAsync(
            "#r \"nuget: Microsoft.Data.Analysis\"\nusing Microsoft.Data.Analysis;\n"
                + "var v = new DataFrame(new Int32DataFrameColumn(\"a\", new[] { 4, 5 }));"
        );
        JsonNode shown = Variable("v");
        Assert.Equal("DataFrame, 2 rows, 1 columns", (string)shown["value"]!);
        JsonNode column = Opened(shown)[0]!;
        Assert.Equal("a", (string)column["name"]!);
        Assert.Equal("[0]=4 [1]=5", _cells.Children((int)column["variablesReference"]!));
    }

    [Fact]
    public async Task Long_lists_are_read_a_page_at_a_time()
    {
        await _cells.RunAsync("var v = Enumerable.Range(0, 1_000_000).ToList();");
        JsonNode shown = Variable("v");
        JsonArray page = Opened(shown);
        Assert.Equal(101, page.Count);
        Assert.Equal("(more than 100 are left out)", (string)page[100]!["value"]!);
        JsonArray other = _cells.Body(
            "variables",
            new JsonObject
            {
                ["variablesReference"] = shown["variablesReference"]!.DeepClone(),
                ["start"] = 500_000,
                ["count"] = 2,
            }
        )["variables"]!.AsArray();
        Assert.Equal(["500000", "500001"], other.Take(2).Select(v => (string)v!["value"]!));
    }

    [Fact]
    public async Task No_code_of_a_value_runs_for_its_line_and_a_getter_that_never_ends_is_given_up()
    {
        await _cells.RunAsync(
            "class Sly { public static int Reads; public int First => ++Reads; public int Endless { get { "
                + "while (true) { } } } public int Last => 3; public override string ToString() { Reads += 100; return "
                + "\"\"; } }\nvar v = new Sly();"
        );
        JsonNode shown = Variable("v");
        Assert.Equal("Sly", (string)shown["value"]!);
        Assert.Equal("0", Assert.Single(await _cells.RunAsync("Sly.Reads")).Data("text/plain"));

        Assert.Equal(
            "First=1 Endless=(not read: it took longer than 2 s) Last=(not read: another one took too long)",
            _cells.Children((int)shown["variablesReference"]!)
        );
        Assert.Equal("1", Assert.Single(await _cells.RunAsync("Sly.Reads")).Data("text/plain"));
    }

    [Fact]
    public async Task Variables_of_all_languages_are_listed_and_shared_ones_once()
    {
        await _cells.RunAsync("int one = 1;");
        await _cells.RunAsync("#!share one --from csharp\nlet two = 2", "fsharp");
        Assert.Equal(
            ["one", "two"],
            _cells.Body("inspectVariables")["variables"]!.AsArray().Select(v => (string)v!["name"]!)
        );
    }

    [Fact]
    public async Task A_rich_view_is_what_a_cell_would_show()
    {
        await _cells.RunAsync("record Row(int A); var v = new[] { new Row(1) };");
        JsonNode body = _cells.Body("richInspectVariables", new JsonObject { ["variableName"] = "v" });
        Assert.Contains("<table>", (string)body["data"]!["text/html"]!, StringComparison.Ordinal);
        JsonObject refused = _cells.Ask("richInspectVariables", new JsonObject { ["variableName"] = "w" });
        Assert.Equal("There is no variable \"w\".", (string)refused["message"]!);
    }

    [Fact]
    public async Task Variables_are_shown_while_a_cell_runs_and_changes_them()
    {
        using var stop = new CancellationTokenSource();
        var run = _cells.Start(
            "var v = new List<int>();\nint rounds = 0;\nwhile (true) { v.Add(rounds++); if (v.Count > 50) v.Clear(); }",
            stop.Token
        );
        await Wait.UntilAsync(() => Task.FromResult(Find("rounds") is { } r && ((string)r["value"]!).Length > 3));
        for (int i = 0; i < 50; i++)
            Assert.NotNull(Opened(Variable("v")));
        Assert.False(run.IsCompleted);
        await stop.CancelAsync();
        await run;
    }

    [Fact]
    public void Requests_that_need_a_debugger_are_refused_before_it_is_started()
    {
        foreach (string command in (string[])["setBreakpoints", "stackTrace", "continue", "dumpCell", "evaluate"])
        {
            JsonObject refused = _cells.Ask(command);
            Assert.False((bool)refused["success"]!);
            Assert.Contains("initialize", (string)refused["message"]!, StringComparison.Ordinal);
        }
        Assert.False((bool)_cells.Body("debugInfo")["isStarted"]!);
        _cells.Attach();
        Assert.True((bool)_cells.Body("debugInfo")["isStarted"]!);
        Assert.Contains("unknown", (string)_cells.Ask("unknown")["message"]!, StringComparison.Ordinal);
        Assert.Contains("no cell stands", (string)_cells.Ask("next")["message"]!, StringComparison.Ordinal);
    }

    private JsonNode? Find(string name) =>
        _cells.Body("inspectVariables")["variables"]!.AsArray().FirstOrDefault(v => (string)v!["name"]! == name);

    private JsonNode Variable(string name) => Find(name) ?? throw new InvalidOperationException(name);

    private JsonArray Opened(JsonNode variable) =>
        _cells.Body(
            "variables",
            new JsonObject { ["variablesReference"] = variable["variablesReference"]!.DeepClone() }
        )["variables"]!.AsArray();
}
