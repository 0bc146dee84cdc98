using System.Globalization;
using R1Workbook.Core.Metrics;

namespace R1Workbook.Seeds;

/// <summary>One figure over several seeds.</summary>
/// <param name="Values">[n] The figure of each seed; empty where no runs were recorded.</param>
public sealed record SeedEstimate(IReadOnlyList<double> Values)
{
    /// <summary>The mean; NaN of nothing.</summary>
    public double Mean => Values.Count == 0 ? double.NaN : Values.Average();

    /// <summary>Student's 95 % interval of the mean; null for fewer than two seeds.</summary>
    public ConfidenceInterval? Interval => Values.Count < 2 ? null : ConfidenceInterval.Student(Values);

    /// <summary>Whether every seed fulfils a condition; true of no seeds, where nothing is claimed.</summary>
    /// <param name="condition">The condition.</param>
    public bool All(Func<double, bool> condition) => Values.All(condition);

    /// <inheritdoc/>
    public override string ToString() =>
        Values.Count switch
        {
            0 => "no seeds recorded",
            1 => string.Create(CultureInfo.InvariantCulture, $"{Mean:0.00}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{Mean:0.00} ± {Interval!.Value.High - Mean:0.00}"),
        };
}
