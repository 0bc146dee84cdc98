using R1Workbook.Core.Verification.Extraction;

namespace R1Workbook.Core.Verification;

/// <summary>By whose conventions answers are read and compared.</summary>
public enum VerdictConventions
{
    /// <summary>
    /// A mathematician's, the default: an answer is read whole or not at all, sets and inequalities answer each other
    /// in both directions, and the letter of a whole-number parameter does not count.
    /// </summary>
    Mathematics,

    /// <summary>Math-Verify's: the part of a text that looks like an answer is judged, words beside it are not
    /// read.</summary>
    MathVerify,
}

/// <summary>How answers are compared. The defaults are those of a mathematician; <see cref="MathVerify"/> has the rules
/// that Math-Verify publishes, so that verdicts can be held against each other.</summary>
public sealed record VerificationSettings
{
    /// <summary>The defaults.</summary>
    public static VerificationSettings Default { get; } = new();

    /// <summary>The rules of Math-Verify: an inequality does not answer a gold set, units are not compared, and words
    /// around an answer are not read.</summary>
    public static VerificationSettings MathVerify { get; } =
        new()
        {
            Conventions = VerdictConventions.MathVerify,
            AllowSetRelationComparison = false,
            CompareUnits = false,
        };

    /// <summary>By whose conventions answers are read and compared; those of mathematics by default.</summary>
    public VerdictConventions Conventions { get; init; } = VerdictConventions.Mathematics;

    /// <summary>
    /// Whether a decimal number answers an exact one where it is that number rounded to the digits written: 85.71 for
    /// 600/7. False by default, for the question decides how exact an answer must be.
    /// </summary>
    public bool AcceptRounded { get; init; }

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
    /// Whether a relation as prediction may answer a set as gold: -2 ≤ x ≤ 7 for [-2, 7]. True by default; the other
    /// way round, a set for a relation as gold, always counts.
    /// </summary>
    public bool AllowSetRelationComparison { get; init; } = true;

    /// <summary>
    /// Whether units of measure and currencies count: 36° is not $36. True by default; Math-Verify compares numbers
    /// alone. A unit that only one of the answers has is accepted, for the question mostly names it;
    /// units are not converted (100 cm is not 1 m), and words that are no unit (36 apples) are not compared.
    /// </summary>
    public bool CompareUnits { get; init; } = true;

    /// <summary>Where in the texts the answers are looked for.</summary>
    public ExtractionSettings Extraction { get; init; } = ExtractionSettings.Default;
}
