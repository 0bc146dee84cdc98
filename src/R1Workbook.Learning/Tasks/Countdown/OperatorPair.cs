namespace R1Workbook.Learning.Tasks.Countdown;

/// <summary>The two operators that fill the gaps of a problem: one of nine candidates.</summary>
/// <param name="First">The operator between the first and the second digit.</param>
/// <param name="Second">The operator between the first result and the third digit.</param>
public readonly record struct OperatorPair(Operator First, Operator Second)
{
    /// <summary>How many candidates there are.</summary>
    public const int Count = 9;

    /// <summary>Position of this candidate in the cyclic order of a systematic search: 0 to 8.</summary>
    public int Index => (int)First * 3 + (int)Second;

    /// <summary>The candidate at a position of the cyclic order.</summary>
    /// <param name="index">Any non-negative number; taken modulo 9.</param>
    /// <returns>The candidate.</returns>
    public static OperatorPair At(int index) => new((Operator)(index % Count / 3), (Operator)(index % 3));
}
