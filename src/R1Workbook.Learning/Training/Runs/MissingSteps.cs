namespace R1Workbook.Learning.Training.Runs;

/// <summary>
/// What a run does whose measurements were lost between its first step and its last checkpoint: metrics.jsonl was
/// emptied, or lines of it were removed. It is refused, unless the caller has said that it may go on with the hole.
/// </summary>
public static class MissingSteps
{
    private static readonly AsyncLocal<bool> Accepted = new();

    /// <summary>Within the scope, a run with a hole goes on.</summary>
    /// <returns>The scope; its end ends that.</returns>
    public static IDisposable Accept()
    {
        Accepted.Value = true;
        return new Scope();
    }

    /// <summary>Compares the lines that were written up to a checkpoint with those that are there.</summary>
    /// <param name="path">The file.</param>
    /// <param name="written">How many there were; null where an older version wrote the checkpoint.</param>
    /// <param name="found">How many are there.</param>
    /// <param name="step">The step of the checkpoint.</param>
    /// <exception cref="RunRecordException">Lines are missing.</exception>
    internal static void Check(string path, int? written, int found, int step)
    {
        bool whole = written is { } lines ? found >= lines : found > 0 || step == 0;
        if (whole || Accepted.Value)
            return;
        throw new RunRecordException(
            $"{path}: lines are missing: the checkpoint of step {step} was written after "
                + $"{(written is { } then ? $"{then} lines" : "some lines")}, and {found} of them are there. Restore "
                + "the file; or go on with the hole (--accept-missing-steps); or remove the folder and train again."
        );
    }

    private sealed class Scope : IDisposable
    {
        public void Dispose() => Accepted.Value = false;
    }
}
