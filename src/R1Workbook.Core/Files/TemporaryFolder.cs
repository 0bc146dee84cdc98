namespace R1Workbook.Core.Files;

/// <summary>
/// A new, empty folder for temporary files that other users cannot list. It is deleted when it is disposed of. Where
/// the process is killed first, a later process deletes it: all such folders of a process lie in one, whose name says
/// whose they are, and in which the owner holds a lock for as long as it lives.
/// </summary>
public sealed class TemporaryFolder : IDisposable
{
    private const string Prefix = "r1-temporary-",
        LockName = "lock";

    private static readonly Lock Access = new();
    private static readonly List<FileStream> Locks = [];
    private static string? OwnFolder;

    private TemporaryFolder(string path) => Path = path;

    /// <summary>The full path.</summary>
    public string Path { get; }

    /// <summary>Makes a folder.</summary>
    /// <param name="purpose">A word of its name.</param>
    /// <exception cref="IOException">The folder for temporary files is missing or full; the message names it.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static TemporaryFolder Create(string purpose)
    {
        lock (Access)
        {
            string all = System.IO.Path.GetTempPath();
            if (
                OwnFolder is null
                || !Directory.Exists(OwnFolder)
                || System.IO.Path.GetDirectoryName(OwnFolder) != Trimmed(all)
            )
            {
                ClearDead(all);
                OwnFolder = CreateOwn(all);
            }
            string path = System.IO.Path.Combine(OwnFolder, purpose + "-" + Guid.NewGuid().ToString("N")[..12]);
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(path);
            }
            else
            {
                Directory.CreateDirectory(
                    path,
                    UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
                );
            }
            return new TemporaryFolder(path);
        }
    }

    /// <summary>Deletes what dead processes left in a folder; what cannot be deleted stays.</summary>
    /// <param name="all">The folder that holds the folders of all processes.</param>
    internal static void ClearDead(string all)
    {
        if (!OperatingSystem.IsLinux() || !Directory.Exists(all))
            return;
        foreach (string folder in Directory.EnumerateDirectories(all, Prefix + "*"))
        {
            // The number of a process tells nothing across containers, a lock nothing where a file system has none:
            // both must say that the owner is dead.
            string name = System.IO.Path.GetFileName(folder)[Prefix.Length..];
            int last = name.LastIndexOf('-');
            if (last < 0 || ProcessIdentity.Parse(name[..last]) is not { IsDead: true })
                continue;
            try
            {
                string file = System.IO.Path.Combine(folder, LockName);
                if (File.Exists(file))
                    new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None).Dispose();
                Directory.Delete(folder, recursive: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // It lives, or belongs to another user.
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // Somebody cleared the folder for temporary files.
        }
    }

    private static string CreateOwn(string all)
    {
        string own = System.IO.Path.Combine(all, $"{Prefix}{ProcessIdentity.Own}-{Guid.NewGuid().ToString("N")[..12]}");
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(own);
        }
        else
        {
            // Another user may pass through, as a sandboxed program must, but not list it.
            Directory.CreateDirectory(
                own,
                UnixFileMode.UserRead
                    | UnixFileMode.UserWrite
                    | UnixFileMode.UserExecute
                    | UnixFileMode.GroupExecute
                    | UnixFileMode.OtherExecute
            );
        }
        Locks.Add(
            new FileStream(
                System.IO.Path.Combine(own, LockName),
                FileMode.CreateNew,
                FileAccess.ReadWrite,
                FileShare.None
            )
        );
        AppDomain.CurrentDomain.ProcessExit += (_, _) => DeleteOwn(own);
        return own;
    }

    private static void DeleteOwn(string own)
    {
        try
        {
            Directory.Delete(own, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What is left, a later process deletes.
        }
    }

    private static string Trimmed(string folder) => System.IO.Path.TrimEndingDirectorySeparator(folder);
}
