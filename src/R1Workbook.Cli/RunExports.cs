using R1Workbook.Learning.Training.Runs;

namespace R1Workbook.Cli;

/// <summary>The figures of a run in the formats of other tools, beside its record. They never cost the run: what cannot
/// be written is told before the training where that can be known, and in one line after it where it cannot.</summary>
/// <param name="Csv">The file of --csv; null: none.</param>
/// <param name="TensorBoard">The folder of --tensorboard; null: none.</param>
internal sealed record RunExports(string? Csv, string? TensorBoard)
{
    /// <summary>Why an export cannot be written; null: each can, as far as can be seen.</summary>
    public string? Refusal()
    {
        if (Csv is { } file && Problem(() => TryFile(file)) is { } csv)
            return $"--csv {file}: cannot be written: {csv} Nothing was trained.";
        return TensorBoard is { } folder && Problem(() => TryFolder(folder)) is { } board
            ? $"--tensorboard {folder}: cannot be written: {board} Nothing was trained."
            : null;
    }

    /// <summary>Writes what the run has so far.</summary>
    /// <param name="folder">The run record.</param>
    /// <param name="errors">Takes a line for each export that cannot be written.</param>
    /// <returns>Whether all were.</returns>
    public bool Write(string folder, TextWriter errors)
    {
        if ((Csv ?? TensorBoard) is null || !File.Exists(Path.Combine(folder, "run.json")))
            return true;
        bool csv = Csv is not { } file || Tell("--csv", file, () => RunLogs.WriteCsv(RunRecord.Read(folder), file));
        bool board =
            TensorBoard is not { } logs
            || Tell("--tensorboard", logs, () => RunLogs.WriteTensorBoard(RunRecord.Read(folder), logs));
        return csv && board;

        bool Tell(string option, string path, Action write)
        {
            if (Problem(write) is not { } problem)
                return true;
            errors.WriteLine(
                $"{option} {path}: cannot be written: {problem} The run itself is in {folder}; the same command writes "
                    + "the export again."
            );
            return false;
        }
    }

    // The content of a file that is there is not touched, and one that is not there is not left behind.
    private static void TryFile(string path)
    {
        bool existed = Path.Exists(path);
        try
        {
            using FileStream file = new(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite);
            // A pipe would pass the byte on.
            if (file.CanSeek && file.Length == 0)
                TryByte(file);
        }
        finally
        {
            if (!existed)
                File.Delete(path);
        }
    }

    // A full disk, a full device and a quota let a file be opened, and refuse the first byte.
    private static void TryByte(FileStream file)
    {
        file.WriteByte((byte)'\n');
        file.Flush(flushToDisk: false);
        try
        {
            file.SetLength(0);
        }
        catch (Exception exception) when (exception is IOException or ArgumentException)
        {
            // A device has no length.
        }
    }

    private static void TryFolder(string path)
    {
        Directory.CreateDirectory(path);
        TryFile(Path.Combine(path, $".r1-{Guid.NewGuid():N}"));
    }

    private static string? Problem(Action work)
    {
        try
        {
            work();
            return null;
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            return exception.Message;
        }
    }
}
