namespace R1Workbook.Core.Grpo.Advantages;

/// <summary>By which standard deviation rewards are divided.</summary>
public enum AdvantageScale
{
    /// <summary>That of the group: the paper's equation 3.</summary>
    Group,

    /// <summary>That of the whole batch.</summary>
    Batch,

    /// <summary>None: r − mean(r), as in Dr. GRPO (Liu et al. 2025, arXiv 2503.20783).</summary>
    None,
}

/// <summary>What the sum of squares is divided by.</summary>
public enum DeviationKind
{
    /// <summary>n − 1: the sample deviation (TRL, verl).</summary>
    Sample,

    /// <summary>n: the deviation of the population (NumPy's default, and with it nano-aha-moment and
    /// GRPO-Zero).</summary>
    Population,
}

/// <summary>What a completion gets that is the only one of its prompt.</summary>
public enum LoneCompletion
{
    /// <summary>0: it is its own mean (TRL).</summary>
    Nothing,

    /// <summary>Its reward: mean 0, deviation 1 (verl).</summary>
    Reward,
}

/// <summary>How rewards become group-relative advantages; the defaults are TRL's. The paper gives neither ε nor the
/// divisor of the variance.</summary>
public sealed record AdvantageSettings
{
    /// <summary>verl's: ε = 1e-6, and a completion alone keeps its reward.</summary>
    public static AdvantageSettings Verl { get; } = new() { Epsilon = 1e-6, Lone = LoneCompletion.Reward };

    /// <summary>By which standard deviation rewards are divided.</summary>
    public AdvantageScale Scale { get; init; } = AdvantageScale.Group;

    /// <summary>ε, added to the standard deviation.</summary>
    public double Epsilon { get; init; } = 1e-4;

    /// <summary>What the sum of squares is divided by.</summary>
    public DeviationKind Deviation { get; init; } = DeviationKind.Sample;

    /// <summary>What a completion gets that is the only one of its prompt.</summary>
    public LoneCompletion Lone { get; init; } = LoneCompletion.Nothing;

    /// <summary>The standard deviation; 0 for fewer than two values.</summary>
    public double DeviationOf(IReadOnlyCollection<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count < 2)
            return 0;
        double mean = values.Average();
        return Math.Sqrt(
            values.Sum(value => (value - mean) * (value - mean))
                / (Deviation == DeviationKind.Sample ? values.Count - 1 : values.Count)
        );
    }
}
