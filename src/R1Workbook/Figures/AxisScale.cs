using System.Globalization;

namespace R1Workbook.Figures;

/// <summary>Maps the values of one axis to pixels.</summary>
/// <param name="Min">Lowest value.</param>
/// <param name="Max">Highest value.</param>
/// <param name="Start">Pixel of <paramref name="Min"/>.</param>
/// <param name="End">Pixel of <paramref name="Max"/>.</param>
/// <param name="Logarithmic">Whether powers of ten are equally far apart.</param>
internal sealed record AxisScale(double Min, double Max, double Start, double End, bool Logarithmic)
{
    private static readonly int[] RoundFactors = [1, 2, 5, 10];

    /// <summary>A scale that holds all <paramref name="values"/>, widened by <paramref name="margin"/> units at both
    /// ends.</summary>
    public static AxisScale Fit(
        Axis axis,
        IEnumerable<double> values,
        double start,
        double end,
        double margin,
        bool fromZero
    )
    {
        double[] all = [.. values.Where(value => double.IsFinite(value) && (!axis.Logarithmic || value > 0))];
        double low = all.Length == 0 ? 0 : all.Min(),
            high = all.Length == 0 ? 1 : all.Max();
        if (fromZero)
            (low, high) = (Math.Min(low, 0), Math.Max(high, 0));
        if (low == high)
            (low, high) = (low - 0.5, high + 0.5);
        double air = margin == 0 && !axis.Logarithmic ? (high - low) * 0.04 : 0;
        bool restsOnZero = fromZero && low == 0;
        return new AxisScale(
            axis.Min ?? low - (restsOnZero ? 0 : air) - margin,
            axis.Max ?? high + air + margin,
            start,
            end,
            axis.Logarithmic
        );
    }

    /// <summary>The pixel of <paramref name="value"/>.</summary>
    public double At(double value) =>
        Logarithmic
            ? Start
                + (End - Start)
                    * (Math.Log10(Math.Max(value, double.Epsilon)) - Math.Log10(Min))
                    / (Math.Log10(Max) - Math.Log10(Min))
            : Start + (End - Start) * (value - Min) / (Max - Min);

    /// <summary>About six round values that lie on the axis.</summary>
    public IEnumerable<double> Ticks()
    {
        if (Logarithmic)
        {
            for (int power = (int)Math.Ceiling(Math.Log10(Min)); power <= Math.Floor(Math.Log10(Max) + 1e-9); power++)
                yield return Math.Pow(10, power);
            yield break;
        }
        double rough = (Max - Min) / 7,
            unit = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        double step = RoundFactors.Select(factor => factor * unit).First(candidate => candidate >= rough);
        for (double tick = Math.Ceiling(Min / step - 1e-9) * step; tick <= Max + step * 1e-9; tick += step)
            yield return Math.Round(tick, 10) + 0.0;
    }

    /// <summary>A value as an axis or a pointer shows it.</summary>
    public static string Label(double value) =>
        value.ToString(Math.Abs(value) >= 1000 ? "#,0" : "0.####", CultureInfo.InvariantCulture);
}
