namespace R1Workbook.Core.Verification.Equivalence;

/// <summary>How much work a comparison may do, in steps of about a third of a microsecond: what makes every comparison
/// end, whatever it is given.</summary>
internal sealed class WorkBudget
{
    /// <summary>The steps of one comparison.</summary>
    public const int Steps = 40_000;

    private int _left = Steps;

    /// <summary>Whether the steps are used up.</summary>
    public bool IsSpent => _left <= 0;

    /// <summary>How often steps were asked for that there were not: few, where all work stops then.</summary>
    public int Refusals { get; private set; }

    /// <summary>Takes steps; false where there are not so many left.</summary>
    public bool Spend(int steps = 1)
    {
        if ((_left -= steps) > 0)
            return true;
        Refusals++;
        return false;
    }
}
