using System.Text.Json.Nodes;

namespace R1Workbook.Kernel.Tests.Jupyter;

public sealed class CodeQuestionsTests(RunningKernel kernel) : IClassFixture<RunningKernel>
{
    [Theory]
    [InlineData("1 + 1", "complete")]
    [InlineData("void F()\n{", "incomplete")]
    [InlineData("int x = );", "invalid")]
    public void It_knows_whether_a_cell_is_complete(string code, string status)
    {
        using var client = new WireClient(kernel);
        Assert.Equal(status, (string)client.Get("is_complete_request", new JsonObject { ["code"] = code })["status"]!);
    }

    [Theory]
    [InlineData(6)]
    [InlineData(100)]
    public void Places_are_counted_in_code_points(int cursor)
    {
        using var client = new WireClient(kernel);
        JsonNode reply = client.Get(
            "complete_request",
            new JsonObject { ["code"] = "\"\U0001F600\".Le", ["cursor_pos"] = cursor }
        );
        Assert.Equal(("ok", 6), ((string)reply["status"]!, (int)reply["cursor_end"]!));
    }

    [Fact]
    public void What_may_follow_a_dot_is_offered_after_a_character_beyond_the_first_plane()
    {
        using var client = new WireClient(kernel);
        JsonNode reply = client.Get(
            "complete_request",
            new JsonObject { ["code"] = "\"\U0001F600\".Le", ["cursor_pos"] = 6 }
        );
        Assert.Contains("Length", reply["matches"]!.AsArray().Select(match => (string)match!));
        Assert.Equal((4, 6), ((int)reply["cursor_start"]!, (int)reply["cursor_end"]!));
        Assert.Equal(
            "property",
            (string)
                reply["metadata"]!["_jupyter_types_experimental"]!
                    .AsArray()
                    .First(match => (string)match!["text"]! == "Length")!["type"]!
        );
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void It_inspects_a_symbol(int detail)
    {
        using var client = new WireClient(kernel);
        JsonNode reply = client.Get(
            "inspect_request",
            new JsonObject
            {
                ["code"] = "Console.WriteLine",
                ["cursor_pos"] = 12,
                ["detail_level"] = detail,
            }
        );
        Assert.True((bool)reply["found"]!);
        Assert.Contains("WriteLine", (string)reply["data"]!["text/plain"]!, StringComparison.Ordinal);
        Assert.NotNull(reply["data"]!["text/markdown"]);
    }

    [Fact]
    public void Nothing_is_known_of_a_blank()
    {
        using var client = new WireClient(kernel);
        JsonNode reply = client.Get(
            "inspect_request",
            new JsonObject
            {
                ["code"] = "   ",
                ["cursor_pos"] = 1,
                ["detail_level"] = 0,
            }
        );
        Assert.Equal(("ok", false), ((string)reply["status"]!, (bool)reply["found"]!));
        Assert.Empty(reply["data"]!.AsObject());
    }
}
