using R1Workbook.Core.Verification.Extraction;

namespace R1Workbook.Core.Verification;

/// <summary>How answers are compared. The defaults are those that Math-Verify publishes, so that verdicts can be held
/// against each other.</summary>
public sealed record VerificationSettings
{
    /// <summary>The defaults.</summary>
    public static VerificationSettings Default { get; } = new();

    /// <summary>
    /// To how many decimals two numbers are compared where one of them was written as a decimal number; 6 by default.
    /// Numbers that are both exact are compared exactly.
    /// </summary>
    public int FloatRounding { get; init; } = 6;

    /// <summary>With how many significant digits expressions are evaluated numerically; 15 by default.</summary>
    public int NumericPrecision { get; init; } = 15;

    /// <summary>
    /// Whether names and brackets count: f(x) is not f(y), and (1, 2) is not {1, 2}. True by default; otherwise
    /// variables may be renamed one to one, and tuples, sets and intervals of the same elements are the same.
    /// </summary>
    public bool Strict { get; init; } = true;

    /// <summary>
    /// Whether a relation as prediction may answer a set as gold: x in [-2, 7] and -2 ≤ x ≤ 7. False by default; the
    /// other way round, a set for a relation as gold, always counts.
    /// </summary>
    public bool AllowSetRelationComparison { get; init; }

    /// <summary>
    /// Whether units of measure and currencies count: 36° is not $36. False by default, as in Math-Verify, which
    /// compares numbers alone. A unit that only one of the answers has is accepted, for the question mostly names it;
    /// units are not converted (100 cm is not 1 m), and words that are no unit (36 apples) are not compared.
    /// </summary>
    public bool CompareUnits { get; init; }

    /// <summary>Where in the texts the answers are looked for.</summary>
    public ExtractionSettings Extraction { get; init; } = ExtractionSettings.Default;
}
