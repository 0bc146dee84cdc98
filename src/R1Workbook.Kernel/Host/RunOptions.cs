namespace R1Workbook.Kernel.Host;

/// <summary>How notebooks are run.</summary>
/// <param name="Host">Starts the process in which a notebook's cells run.</param>
/// <param name="OutputFolder">Where executed notebooks go.</param>
public sealed record RunOptions(HostCommand Host, string OutputFolder)
{
    /// <summary>Longest time for one cell.</summary>
    public TimeSpan CellTimeout { get; init; } = TimeSpan.FromSeconds(600);

    /// <summary>Variables added to the environment of the cells.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();
}
