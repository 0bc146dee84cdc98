using R1Workbook.Learning.Decoders;
using R1Workbook.Learning.Stages;
using R1Workbook.Learning.Training.Runs;

namespace R1Workbook;

/// <summary>The runs that a stage starts from: those of this machine where all of them were trained, otherwise those
/// that come with the workbook.</summary>
public static class Predecessors
{
    /// <summary>
    /// Finds runs that belong together: each but the first began from one before it. What was trained at smoke scale
    /// has learned nothing, and so at that scale the recorded runs are taken.
    /// </summary>
    /// <param name="seed">The seed of the runs of this machine.</param>
    /// <param name="scale">The scale.</param>
    /// <param name="stages">Names of stages, in the order of the pipeline.</param>
    /// <returns>One finished run a stage.</returns>
    /// <exception cref="RunRecordException">A recorded run is missing.</exception>
    public static IReadOnlyList<RunRecord> Find(ulong seed, Scale scale, params string[] stages) =>
        (scale == Scale.Smoke ? null : Trained(Path.GetDirectoryName(Workbook.RunFolder("any", scale))!, seed, stages))
        ?? [.. stages.Select(Workbook.Recorded)];

    /// <summary>The newest runs of a folder that belong together.</summary>
    /// <param name="root">A folder of runs named <c>STAGE-SEED</c> or <c>STAGE-SEED-ORIGIN</c>.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="stages">Names of stages.</param>
    /// <returns>One finished run a stage; null where one is missing or began elsewhere.</returns>
    public static IReadOnlyList<RunRecord>? Trained(string root, ulong seed, IReadOnlyList<string> stages)
    {
        ArgumentNullException.ThrowIfNull(stages);
        return Directory.Exists(root) ? Follow(root, seed, stages, [], []) : null;
    }

    private static RunRecord[]? Follow(
        string root,
        ulong seed,
        IReadOnlyList<string> stages,
        RunRecord[] chain,
        string[] fingerprints
    )
    {
        if (chain.Length == stages.Count)
            return chain;
        IEnumerable<DirectoryInfo> folders = new DirectoryInfo(root)
            .EnumerateDirectories($"{stages[chain.Length]}-{seed}*")
            .Where(folder =>
                folder.Name.Length == stages[chain.Length].Length + $"-{seed}".Length
                || folder.Name[$"{stages[chain.Length]}-{seed}".Length] == '-'
            )
            .OrderByDescending(folder => folder.LastWriteTimeUtc);
        foreach (DirectoryInfo folder in folders)
        {
            if (Finished(folder.FullName) is not { } run)
                continue;
            string configuration = run.Header["configuration"]?.ToJsonString() ?? "";
            if (chain.Length > 0 && !fingerprints.Any(mark => configuration.Contains(mark, StringComparison.Ordinal)))
                continue;
            using Decoder model = run.LoadModel();
            if (Follow(root, seed, stages, [.. chain, run], [.. fingerprints, model.Fingerprint()]) is { } found)
                return found;
        }
        return null;
    }

    // A folder that cannot be read is no reason to stop: the recorded run stands in.
    private static RunRecord? Finished(string folder)
    {
        try
        {
            RunRecord run = RunRecord.Read(folder);
            return run.IsFinished && File.Exists(run.ModelPath) ? run : null;
        }
        catch (RunRecordException)
        {
            return null;
        }
    }
}
