using R1Workbook.Figures;

namespace R1Workbook.Seeds;

/// <summary>Figures over seeds: what a single run cannot show.</summary>
public static class SeedFigure
{
    /// <summary>One mean a curve, with Student's 95 % interval as a band, and the seeds themselves as thin
    /// dashes.</summary>
    /// <param name="runs">The seeds.</param>
    /// <param name="title">What the figure says.</param>
    /// <param name="y">The vertical axis.</param>
    /// <param name="curves">Name in the legend, stage and figure of each curve.</param>
    /// <returns>The figure; without seeds an empty one that says so.</returns>
    public static Figure Curves(
        SeedRuns runs,
        string title,
        Axis y,
        params (string Name, string Stage, string Figure)[] curves
    )
    {
        ArgumentNullException.ThrowIfNull(runs);
        ArgumentNullException.ThrowIfNull(y);
        return new Figure(title)
        {
            X = new Axis("step"),
            Y = y,
            Height = 340,
            Source = Source(runs),
            Series = [.. curves.Index().SelectMany(curve => Series(runs, y, Palette.Colour(curve.Index), curve.Item))],
        };
    }

    /// <summary>A group of bars a stage, one bar a figure of the table of stages, with Student's 95 %
    /// interval.</summary>
    /// <param name="runs">The seeds.</param>
    /// <param name="title">What the figure says.</param>
    /// <param name="y">The vertical axis.</param>
    /// <param name="stages">Name in the figure and stage of each group.</param>
    /// <param name="figures">Name in the legend and figure of each bar.</param>
    /// <returns>The figure; without seeds an empty one that says so.</returns>
    public static Figure Bars(
        SeedRuns runs,
        string title,
        Axis y,
        IReadOnlyList<(string Name, string Stage)> stages,
        params (string Name, string Figure)[] figures
    )
    {
        ArgumentNullException.ThrowIfNull(runs);
        ArgumentNullException.ThrowIfNull(y);
        string[] names = [.. stages.Select(stage => stage.Name)];
        return new Figure(title)
        {
            Y = y,
            Height = 360,
            Source = Source(runs),
            Series =
            [
                .. figures.Select(figure =>
                {
                    SeedEstimate[] estimates = [.. stages.Select(stage => runs.Row(stage.Stage, figure.Figure))];
                    return new Series(
                        SeriesKind.Bars,
                        figure.Name,
                        [.. estimates.Select(estimate => Known(estimate.Mean))]
                    )
                    {
                        Categories = names,
                        Low = [.. estimates.Select(estimate => Within(y, estimate.Interval?.Low))],
                        High = [.. estimates.Select(estimate => Within(y, estimate.Interval?.High))],
                    };
                }),
            ],
        };
    }

    private static IEnumerable<Series> Series(
        SeedRuns runs,
        Axis y,
        string colour,
        (string Name, string Stage, string Figure) curve
    )
    {
        (double[] steps, SeedEstimate[] estimates) = runs.Curve(curve.Stage, curve.Figure);
        if (steps.Length == 0)
            yield break;
        double?[] means = [.. estimates.Select(estimate => Known(estimate.Mean))];
        if (estimates[0].Interval is not null)
        {
            yield return new Series(SeriesKind.Band, "", means)
            {
                X = steps,
                Low = [.. estimates.Select(estimate => Within(y, estimate.Interval?.Low))],
                High = [.. estimates.Select(estimate => Within(y, estimate.Interval?.High))],
                Colour = colour,
            };
        }
        for (int seed = 0; seed < estimates[0].Values.Count; seed++)
        {
            yield return new Series(
                SeriesKind.Line,
                "",
                [.. estimates.Select(estimate => (double?)estimate.Values[seed])]
            )
            {
                X = steps,
                Colour = colour,
                Dashed = true,
            };
        }

        yield return new Series(SeriesKind.Line, curve.Name, means) { X = steps, Colour = colour };
    }

    private static string Source(SeedRuns runs) =>
        runs.Seeds.Count == 0
            ? "data/runs/seeds is missing: nothing to show"
            : $"data/runs/seeds, seeds {string.Join(", ", runs.Seeds)}; mean and Student's 95 % interval, drawn as "
                + $"far as the axis goes";

    private static double? Known(double value) => double.IsFinite(value) ? value : null;

    // The interval of few seeds may reach beyond what a share can be.
    private static double? Within(Axis y, double? end) =>
        end is double value
            ? Math.Min(Math.Max(value, y.Min ?? double.NegativeInfinity), y.Max ?? double.PositiveInfinity)
            : null;
}
