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
    private static readonly Dictionary<string, string> Own = [];

    // Where a system has folders for temporary files besides the one that was asked for.
    private static readonly string[] Usual = ["/tmp", "/var/tmp", "/dev/shm"];

    private TemporaryFolder(string path) => Path = path;

    /// <summary>The full path.</summary>
    public string Path { get; }

    /// <summary>Makes a folder.</summary>
    /// <param name="purpose">A word of its name.</param>
    /// <param name="passable">Whether another user must be able to get through to it: where TMPDIR is closed to
    /// others, it then lies in a folder for temporary files that is not.</param>
    /// <exception cref="IOException">The folder for temporary files is missing or full; the message names
    /// it.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static TemporaryFolder Create(string purpose, bool passable = false)
    {
        lock (Access)
        {
            string all = Place(System.IO.Path.GetTempPath(), passable);
            // It is not made: where it is missing, its name is a mistake of who set it.
            if (!Directory.Exists(all))
                throw new DirectoryNotFoundException($"the temporary folder {all} is missing");
            if (!Own.TryGetValue(all, out string? own) || !Directory.Exists(own))
            {
                ClearDead(all);
                Own[all] = own = CreateOwn(all);
            }
            string path = System.IO.Path.Combine(own, purpose + "-" + Guid.NewGuid().ToString("N")[..12]);
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

    /// <summary>The folder that holds the folders of all processes.</summary>
    /// <param name="asked">The one that was asked for.</param>
    /// <param name="passable">Whether others must be able to pass through it.</param>
    internal static string Place(string asked, bool passable) =>
        passable && Directory.Exists(asked) && !IsPassable(Trimmed(asked))
            ? Array.Find(Usual, IsPassable) ?? Trimmed(asked)
            : Trimmed(asked);

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

    // Whether everybody may pass through a folder and those above it.
    private static bool IsPassable(string folder)
    {
        if (OperatingSystem.IsWindows())
            return true;
        for (string? at = folder; at is not null; at = System.IO.Path.GetDirectoryName(at))
        {
            if (!Directory.Exists(at) || !File.GetUnixFileMode(at).HasFlag(UnixFileMode.OtherExecute))
                return false;
        }
        return true;
    }

    private static string Trimmed(string folder) => System.IO.Path.TrimEndingDirectorySeparator(folder);
}
