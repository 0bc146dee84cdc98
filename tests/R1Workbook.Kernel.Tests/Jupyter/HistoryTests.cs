using System.Text.Json.Nodes;

namespace R1Workbook.Kernel.Tests.Jupyter;

public sealed class HistoryTests(HistoryTests.Session session) : IClassFixture<HistoryTests.Session>
{
    [Fact]
    public void The_tail_is_the_last_cells() =>
        Assert.Equal(
            ["a + 1", "var a = 1;", "a + 2"],
            Inputs(new JsonObject { ["hist_access_type"] = "tail", ["n"] = 3 })
        );

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_range_is_from_its_start_to_before_its_stop(int number) =>
        Assert.Equal(
            ["a + 1"],
            Inputs(
                new JsonObject
                {
                    ["hist_access_type"] = "range",
                    ["session"] = number,
                    ["start"] = 2,
                    ["stop"] = 3,
                }
            )
        );

    [Theory]
    [InlineData("var*", false, null, 2)]
    [InlineData("var*", true, null, 1)]
    [InlineData("a + ?", false, null, 2)]
    [InlineData("a + [13]", false, null, 1)]
    [InlineData("*", false, 3, 3)]
    [InlineData("nothing like this", false, null, 0)]
    public void A_search_takes_a_pattern(string pattern, bool unique, int? most, int found) =>
        Assert.Equal(
            found,
            Inputs(
                new JsonObject
                {
                    ["hist_access_type"] = "search",
                    ["pattern"] = pattern,
                    ["unique"] = unique,
                    ["n"] = most,
                }
            ).Length
        );

    [Fact]
    public void Outputs_come_as_pairs_when_asked_for()
    {
        JsonNode[] found = Find(
            new JsonObject
            {
                ["hist_access_type"] = "tail",
                ["n"] = 2,
                ["output"] = true,
                ["raw"] = true,
            }
        );
        Assert.Equal(
            "[\"var a = 1;\",null]",
            found[0][2]!.ToJsonString().Replace("\\u002B", "+", StringComparison.Ordinal)
        );
        Assert.Equal(("a + 2", "3"), ((string)found[1][2]![0]!, (string)found[1][2]![1]!));
    }

    [Fact]
    public void Another_kind_of_search_is_refused() =>
        Assert.Equal(
            "BadRequest",
            (string)session.Client.Get("history_request", new JsonObject { ["hist_access_type"] = "guess" })["ename"]!
        );

    private JsonNode[] Find(JsonObject request) =>
        [.. session.Client.Get("history_request", request)["history"]!.AsArray().Select(entry => entry!)];

    private string[] Inputs(JsonObject request) => [.. Find(request).Select(entry => (string)entry[2]!)];

    /// <summary>A kernel that has run four cells.</summary>
    public sealed class Session : IDisposable
    {
        public Session()
        {
            foreach (string code in (string[])["var a = 1;", "a + 1", "var a = 1;", "a + 2"])
                Client.Execute(code);
            Client.Execute("var silent = 0;", silent: true);
        }

        internal WireClient Client { get; } = new();

        public void Dispose() => Client.Dispose();
    }
}
