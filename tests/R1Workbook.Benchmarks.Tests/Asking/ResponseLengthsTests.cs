using System.Text.Json.Nodes;
using R1Workbook.Benchmarks.Asking;

namespace R1Workbook.Benchmarks.Tests.Asking;

public sealed class ResponseLengthsTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("hello", 2)] // 1.5
    [InlineData("abcdefghij", 3)]
    [InlineData("你好", 2)] // 1.2
    [InlineData("你好，世界吗ab", 5)] // 3.6 + 0.6
    public void Tokens_are_estimated_by_DeepSeeks_rule(string text, long tokens) =>
        Assert.Equal(tokens, TokenEstimate.Of(text));

    [Fact]
    public void Counted_lengths_give_mean_median_and_the_share_cut_off()
    {
        AskedSample[] samples =
        [
            .. new[] { 10, 20, 30, 100 }.Select(
                (tokens, i) =>
                    new AskedSample("0", i, "text") { OutputTokens = tokens, FinishReason = i == 3 ? "length" : "stop" }
            ),
        ];
        JsonObject report = ResponseLengths.Of(samples).Report();
        Assert.Equal(
            (40, 25, 100),
            (
                (double)report["output"]!["mean"]!,
                (double)report["output"]!["median"]!,
                (double)report["output"]!["max"]!
            )
        );
        Assert.Equal((0.25, 0), ((double)report["truncated"]!, (double)report["estimated"]!));
        Assert.Null(report["thinking"]);
    }

    [Fact]
    public void The_95th_percentile_leaves_a_twentieth_above_it()
    {
        AskedSample[] samples =
        [
            .. Enumerable
                .Range(1, 100)
                .Select(tokens => new AskedSample("0", tokens, "text") { OutputTokens = tokens }),
        ];
        Assert.InRange((double)ResponseLengths.Of(samples).Report()["output"]!["p95"]!, 95, 96);
    }

    [Fact]
    public void The_thinking_is_what_the_server_counted_else_its_part_of_the_text()
    {
        AskedSample counted = new("0", 0, "<think>aaaa</think>b") { OutputTokens = 10, ThinkingTokens = 7 };
        Assert.Equal(new ResponseLength(10, 7, Counted: true, Parted: true), ResponseLength.Of(counted));
        // 20 of 100 characters are the answer: 6 of 30 estimated tokens, a fifth of the 50 that were counted.
        AskedSample text = new("0", 0, "<think>" + new string('a', 65) + "</think>" + new string('b', 20))
        {
            OutputTokens = 50,
        };
        Assert.Equal(new ResponseLength(50, 40, Counted: true, Parted: false), ResponseLength.Of(text));
        Assert.Equal(
            new ResponseLength(30, 24, Counted: false, Parted: false),
            ResponseLength.Of(text with { OutputTokens = null })
        );
        Assert.Equal(
            new ResponseLength(50, 50, Counted: true, Parted: false),
            ResponseLength.Of(text with { Text = "<think>never closed" })
        );
        Assert.Equal(
            new ResponseLength(50, 0, Counted: true, Parted: true),
            ResponseLength.Of(text with { Text = "plain" })
        );
    }

    [Fact]
    public void What_is_estimated_is_said()
    {
        JsonObject report = ResponseLengths
            .Of([
                new AskedSample("0", 0, "<think>aaaa</think>b"),
                new AskedSample("0", 1, "plain") { OutputTokens = 3 },
            ])
            .Report();
        Assert.Equal((0.5, true), ((double)report["estimated"]!, (bool)report["thinking_estimated"]!));
        Assert.Null(report["truncated"]);
    }

    [Fact]
    public void Cost_is_tokens_times_price_a_million()
    {
        JsonObject report = TokenPrices.Report(
            [(400_000, 150_000, true), (600_000, 50_000, false)],
            new TokenPrices(0.5, 2)
        );
        Assert.Equal(
            (1_000_000, 200_000, 0.5, 2),
            (
                (long)report["input_tokens"]!,
                (long)report["output_tokens"]!,
                (double)report["estimated"]!,
                (int)report["requests"]!
            )
        );
        Assert.Equal(0.9, (double)report["cost"]!, 12);
        Assert.Null(TokenPrices.Report([(1, 1, true)], null)["cost"]);
    }
}
