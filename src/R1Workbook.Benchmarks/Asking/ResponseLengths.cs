using System.Text.Json.Nodes;
using MathNet.Numerics.Statistics;
using R1Workbook.Core.Completions;

namespace R1Workbook.Benchmarks.Asking;

/// <summary>How long one response is, in tokens.</summary>
/// <param name="Output">All of it.</param>
/// <param name="Thinking">Its reasoning; 0 where it has none.</param>
/// <param name="Counted">Whether the server counted <paramref name="Output"/>; otherwise it is estimated.</param>
/// <param name="Parted">Whether the server counted <paramref name="Thinking"/>; otherwise the output is parted as the
/// estimates of both parts are.</param>
public sealed record ResponseLength(long Output, long Thinking, bool Counted, bool Parted)
{
    /// <summary>What is no reasoning.</summary>
    public long Answer => Output - Thinking;

    /// <summary>The length of a sample.</summary>
    public static ResponseLength Of(AskedSample sample)
    {
        string answer = ThinkAnswer.AfterThinking(sample.Text);
        long all = TokenEstimate.Of(sample.Text),
            output = sample.OutputTokens ?? all;
        if (sample.ThinkingTokens is { } counted)
            return new ResponseLength(output, Math.Min(counted, output), sample.OutputTokens is not null, Parted: true);
        // Without a thought there is nothing to part.
        if (answer.Length == sample.Text.Length || all == 0)
            return new ResponseLength(output, 0, sample.OutputTokens is not null, Parted: true);
        return new ResponseLength(
            output,
            (long)Math.Round(output * (1 - Math.Min(1, (double)TokenEstimate.Of(answer) / all))),
            sample.OutputTokens is not null,
            Parted: false
        );
    }
}

/// <summary>How long the responses of an evaluation are, and how many the token limit cut off.</summary>
/// <param name="Lengths">[N] The length of each.</param>
/// <param name="Truncated">The share that ended at the limit; null where the server never says why a response
/// ended.</param>
public sealed record ResponseLengths(IReadOnlyList<ResponseLength> Lengths, double? Truncated)
{
    /// <summary>The lengths of samples.</summary>
    /// <exception cref="ArgumentException">There are none.</exception>
    public static ResponseLengths Of(IReadOnlyCollection<AskedSample> samples)
    {
        if (samples.Count == 0)
            throw new ArgumentException("there are no responses whose length could be told.", nameof(samples));
        string?[] ends = [.. samples.Select(sample => sample.FinishReason).Where(end => end is not null)];
        return new ResponseLengths(
            [.. samples.Select(ResponseLength.Of)],
            ends.Length == 0 ? null : ends.Average(end => end == "length" ? 1.0 : 0)
        );
    }

    /// <summary>Mean, median, 95th percentile and maximum in tokens, of the whole and of its parts where any response
    /// reasons; and what is estimated.</summary>
    public JsonObject Report()
    {
        JsonObject report = new() { ["output"] = Spread(length => length.Output) };
        if (Lengths.Any(length => length.Thinking > 0))
        {
            report["thinking"] = Spread(length => length.Thinking);
            report["answer"] = Spread(length => length.Answer);
            report["thinking_estimated"] = Lengths.Any(length => !length.Parted || !length.Counted);
        }
        report["truncated"] = Truncated;
        report["estimated"] = Lengths.Average(length => length.Counted ? 0.0 : 1);
        return report;
    }

    private JsonObject Spread(Func<ResponseLength, long> part)
    {
        double[] values = [.. Lengths.Select(length => (double)part(length))];
        return new JsonObject
        {
            ["mean"] = values.Average(),
            ["median"] = values.Median(),
            ["p95"] = values.Quantile(0.95),
            ["max"] = values.Max(),
        };
    }
}
