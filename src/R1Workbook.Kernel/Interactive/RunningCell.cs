using R1Workbook.Kernel.Contracts;

namespace R1Workbook.Kernel.Interactive;

/// <summary>The cell that runs, or the last one that ran, as code anywhere in the process sees it: tasks that a cell
/// left behind go on showing.</summary>
/// <param name="Name">The name that errors carry, for example In[7].</param>
/// <param name="Outputs">Takes what it shows.</param>
/// <param name="Input">Asks the user.</param>
/// <param name="CancellationToken">Cancelled when it is to stop.</param>
internal sealed record RunningCell(
    string Name,
    ICellOutputs Outputs,
    UserInput Input,
    CancellationToken CancellationToken
)
{
    /// <summary>The cell; null before the first. One a process: cells run one after the other.</summary>
    public static RunningCell? Current { get; set; }

    /// <summary>The cell.</summary>
    /// <exception cref="InvalidOperationException">No cell has run.</exception>
    public static RunningCell Required =>
        Current ?? throw new InvalidOperationException("This works only while a cell runs.");

    /// <summary>Says that nobody can be asked.</summary>
    public static UserInput Nobody { get; } =
        (_, _, _) => throw new NoInputException("There is no user to ask: this notebook runs without one.");
}
