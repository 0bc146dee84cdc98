using System.Text.Json.Nodes;
using Microsoft.Data.Analysis;
using R1Workbook.Learning.Training.Imitation;
using R1Workbook.Learning.Training.Runs;

namespace R1Workbook.Figures;

/// <summary>What rejection sampling left after each of its filters.</summary>
/// <param name="Sampled">Completions drawn.</param>
/// <param name="Dropped">What each filter dropped of those that the ones before it had kept, in order.</param>
public sealed record Funnel(int Sampled, IReadOnlyList<(string Filter, int Dropped)> Dropped)
{
    /// <summary>Completions that passed every filter.</summary>
    public int Passed => Sampled - Dropped.Sum(drop => drop.Dropped);

    /// <summary>The funnel of a result.</summary>
    /// <param name="result">The result.</param>
    public static Funnel Of(RejectionResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return new Funnel(result.Sampled, result.Dropped);
    }

    /// <summary>The funnel that a record keeps among its results.</summary>
    /// <param name="record">A record of the cold start or of rejection-sampling SFT.</param>
    /// <exception cref="ArgumentException">The record keeps none.</exception>
    public static Funnel Of(RunRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (
            record.Header["results"] is not JsonObject results
            || results["dropped"] is not JsonObject dropped
            || results["sampled"] is not JsonValue sampled
        )
        {
            throw new ArgumentException(
                $"{record.Folder}: its run.json tells of no rejection sampling.",
                nameof(record)
            );
        }

        return new Funnel(
            sampled.GetValue<int>(),
            [.. dropped.Select(drop => (drop.Key, drop.Value!.GetValue<int>()))]
        );
    }

    /// <summary>One row a filter: what came in, what it dropped, what was left.</summary>
    public DataFrame Table() =>
        Tables.Table.Of(
            Dropped.Select(
                (drop, i) =>
                    new
                    {
                        Filter = drop.Filter,
                        In = Left(i),
                        drop.Dropped,
                        Left = Left(i + 1),
                        Share = Math.Round((double)Left(i + 1) / Sampled, 3),
                    }
            )
        );

    /// <summary>What is left after each filter, as bars.</summary>
    /// <param name="title">What the figure says.</param>
    public Figure Figure(string title) =>
        Plot.Bars(
            title,
            "completions left",
            Dropped.Select((drop, i) => Short(drop.Filter)).Prepend("drawn"),
            ("left", Enumerable.Range(0, Dropped.Count + 1).Select(i => (double?)Left(i)))
        ) with
        {
            Height = 320,
        };

    private int Left(int filters) => Sampled - Dropped.Take(filters).Sum(drop => drop.Dropped);

    // Names of filters explain themselves behind a colon, for which an axis has no room.
    private static string Short(string filter) => "− " + filter.Split(':')[0];
}
