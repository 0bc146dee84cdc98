namespace R1Workbook.Cli.Streams;

/// <summary>Says of an error whether the folder for temporary files is its cause: the system names neither the folder
/// nor the variable.</summary>
internal static class TemporaryFiles
{
    /// <summary>The message of an error, with the folder where that cannot be written.</summary>
    public static string Explained(Exception exception)
    {
        string folder = Path.GetTempPath();
        return CanBeWritten(folder)
            ? exception.Message
            : $"the temporary folder {folder} cannot be written ({exception.Message.TrimEnd('.')}). Set TMPDIR to a "
                + "folder that can.";
    }

    private static bool CanBeWritten(string folder)
    {
        try
        {
            string probe = Path.Combine(folder, $"r1-probe-{Guid.NewGuid():N}");
            using FileStream file = new(
                probe,
                FileMode.CreateNew,
                FileAccess.Write,
                FileShare.None,
                1,
                FileOptions.DeleteOnClose
            );
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
