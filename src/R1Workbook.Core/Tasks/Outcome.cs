namespace R1Workbook.Core.Tasks;

/// <summary>How a response was judged.</summary>
public enum Outcome
{
    /// <summary>It is right: it means the same as the gold answer, or it does what the problem asks.</summary>
    Correct,

    /// <summary>It is wrong.</summary>
    Incorrect,

    /// <summary>No answer could be read, or there is nothing to compare it with.</summary>
    Unverifiable,
}
