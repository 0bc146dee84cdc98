using System.Text.Json.Nodes;

namespace R1Workbook.Benchmarks.Asking;

/// <summary>The prices of a model.</summary>
/// <param name="Input">The price of a million tokens of prompts, in any currency.</param>
/// <param name="Output">The price of a million tokens of responses.</param>
public sealed record TokenPrices(double Input, double Output)
{
    private const double Million = 1e6;

    /// <summary>The prices that are known; null where neither is. A price that is not known is 0.</summary>
    /// <param name="input">The price of a million tokens of prompts.</param>
    /// <param name="output">The price of a million tokens of responses.</param>
    public static TokenPrices? Known(double? input, double? output) =>
        input is null && output is null ? null : new TokenPrices(input ?? 0, output ?? 0);

    /// <summary>The cost of a number of tokens.</summary>
    public double Of(long input, long output) => (input * Input + output * Output) / Million;

    /// <summary>The tokens and the cost of an evaluation.</summary>
    /// <param name="calls">Tokens of prompt and response of each request, and whether the server counted them.</param>
    /// <param name="prices">The prices; null: tokens alone are reported.</param>
    public static JsonObject Report(
        IReadOnlyCollection<(long Input, long Output, bool Counted)> calls,
        TokenPrices? prices
    )
    {
        long input = calls.Sum(call => call.Input),
            output = calls.Sum(call => call.Output);
        JsonObject report = new()
        {
            ["requests"] = calls.Count,
            ["input_tokens"] = input,
            ["output_tokens"] = output,
            ["estimated"] = calls.Count == 0 ? 0 : calls.Average(call => call.Counted ? 0.0 : 1),
        };
        if (prices is not null)
            report["cost"] = prices.Of(input, output);
        return report;
    }
}
