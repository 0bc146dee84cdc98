namespace R1Workbook.Core.Tasks;

/// <summary>
/// One measured quantity of a response, as a sum and what it is divided by: a share of right steps is (right steps,
/// steps), so that the mean over many responses weighs each step once.
/// </summary>
/// <param name="Sum">The sum.</param>
/// <param name="Count">Over how many things; 0 where there was nothing to measure.</param>
public readonly record struct Tally(double Sum, double Count = 1)
{
    /// <summary>1 where something holds, otherwise 0.</summary>
    /// <param name="holds">Whether it holds.</param>
    public static Tally Of(bool holds) => new(holds ? 1 : 0);

    /// <summary>A share that may be missing.</summary>
    /// <param name="share">The share; null where there was nothing to measure.</param>
    public static Tally Of(double? share) => share is { } known ? new Tally(known) : new Tally(0, 0);

    /// <summary>Sum / count; NaN where nothing was measured.</summary>
    public double Mean => Count == 0 ? double.NaN : Sum / Count;
}
