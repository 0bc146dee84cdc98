namespace R1Workbook.Figures;

/// <summary>The verbs that draw. Each returns a <see cref="Figure"/>; <c>with</c> changes whatever should look
/// otherwise.</summary>
public static class Plot
{
    /// <summary>One line a series over a shared x axis.</summary>
    public static Figure Lines(
        string title,
        string x,
        string y,
        params (string Name, IEnumerable<double> X, IEnumerable<double> Y)[] lines
    ) =>
        new(title)
        {
            X = new Axis(x),
            Y = new Axis(y),
            Series =
            [
                .. lines.Select(line => new Series(SeriesKind.Line, line.Name, [.. line.Y.Select(Missing)])
                {
                    X = [.. line.X],
                }),
            ],
        };

    /// <summary>Upright bars, one group a category and one colour a series.</summary>
    public static Figure Bars(
        string title,
        string y,
        IEnumerable<string> categories,
        params (string Name, IEnumerable<double?> Y)[] series
    ) =>
        new(title)
        {
            Y = new Axis(y),
            Series =
            [
                .. series.Select(bars => new Series(SeriesKind.Bars, bars.Name, [.. bars.Y])
                {
                    Categories = [.. categories],
                }),
            ],
        };

    /// <summary>Points, one colour a series.</summary>
    public static Figure Points(
        string title,
        string x,
        string y,
        params (string Name, IEnumerable<double> X, IEnumerable<double> Y)[] points
    )
    {
        Figure lines = Lines(title, x, y, points);
        return lines with { Series = [.. lines.Series.Select(series => series with { Kind = SeriesKind.Points })] };
    }

    /// <summary>How often each value occurs, in <paramref name="bins"/> bins of equal width.</summary>
    public static Figure Histogram(string title, string x, IEnumerable<double> values, int bins = 20)
    {
        double[] all = [.. values];
        ArgumentOutOfRangeException.ThrowIfZero(all.Length, nameof(values));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bins);
        double low = all.Min(),
            width = Math.Max((all.Max() - low) / bins, 1e-12);
        double?[] counts = new double?[bins];
        foreach (double value in all)
        {
            int bin = Math.Min((int)((value - low) / width), bins - 1);
            counts[bin] = (counts[bin] ?? 0) + 1;
        }
        string[] names =
        [
            .. Enumerable.Range(0, bins).Select(bin => AxisScale.Label(Math.Round(low + (bin + 0.5) * width, 3))),
        ];
        Figure figure = Bars(title, "count", names, (x, counts));
        return figure with { X = new Axis(x) };
    }

    // A curve has gaps where nothing was measured; JSON has no NaN.
    private static double? Missing(double value) => double.IsFinite(value) ? value : null;
}
