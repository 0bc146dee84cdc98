namespace R1Workbook.Core.Files;

/// <summary>A folder that another process writes at this moment.</summary>
/// <param name="message">Names the folder and says what to do.</param>
/// <param name="inner">What the system said.</param>
public sealed class FolderInUseException(string message, Exception? inner = null) : IOException(message, inner);

/// <summary>
/// One writer to a folder. The lock is the system's, on an empty file in the folder: it ends with the process, however
/// that ends, and a file that is left behind locks nothing.
/// </summary>
public sealed class FolderLock : IDisposable
{
    /// <summary>The name of the file in the folder.</summary>
    public const string FileName = ".r1-lock";

    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    /// <summary>Takes a folder; it is made where it is missing.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="otherwise">What to do where it is taken, for example "give another folder with --out".</param>
    /// <returns>The lock, to be disposed of when nothing more is written.</returns>
    /// <exception cref="FolderInUseException">Another process, or another part of this one, has it.</exception>
    /// <exception cref="IOException">The folder cannot be made or written.</exception>
    public static FolderLock Take(string folder, string otherwise)
    {
        Directory.CreateDirectory(folder);
        string path = Path.Combine(folder, FileName);
        try
        {
            return new FolderLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException exception) when (IsTaken(exception))
        {
            throw new FolderInUseException(
                $"{folder} is being written by another run. Wait until it has ended, or {otherwise}.",
                exception
            );
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new IOException($"{folder} cannot be written: {exception.Message}", exception);
        }
    }

    /// <summary>Gives the folder back and leaves no file. To be called where no later writer changes anything, because
    /// one who opened the file before it went may hold a lock that nobody else sees.</summary>
    public void Remove()
    {
        File.Delete(_file.Name);
        _file.Dispose();
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    // EWOULDBLOCK of Linux and of macOS, ERROR_SHARING_VIOLATION of Windows.
    private static bool IsTaken(IOException exception) => (exception.HResult & 0xFFFF) is 11 or 35 or 32;
}
