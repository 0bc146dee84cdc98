namespace R1Workbook.Learning.Training.Runs;

/// <summary>How far a run is.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Step">Steps done.</param>
/// <param name="Steps">Steps in all.</param>
/// <param name="Values">The figures of this step.</param>
public sealed record TrainingProgress(string Stage, int Step, int Steps, IReadOnlyDictionary<string, double> Values)
{
    /// <summary>What a person should know about this step; null where there is nothing.</summary>
    public string? Note { get; init; }
}
