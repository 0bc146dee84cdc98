namespace R1Workbook.Learning.Tasks;

/// <summary>Something that a policy is asked.</summary>
public interface IProblem
{
    /// <summary>The language it is asked in.</summary>
    Language Language { get; }

    /// <summary>The prompt.</summary>
    /// <returns>[P] Tokens.</returns>
    int[] Prompt();
}
