namespace R1Workbook.Execution.Sandboxes;

/// <summary>What a sandbox does not see of the folders that it may read: the configuration of the machine's tools,
/// which can hold addresses and keys of its owner.</summary>
internal static class HiddenConfiguration
{
    // Empty in the sandbox. Of /usr/local it sees what compilers and interpreters need.
    private static readonly string[] Folders = ["/usr/etc", "/usr/lib/node_modules", "/usr/local"],
        Seen = ["/usr/local/include", "/usr/local/lib", "/usr/local/lib64"];

    private static readonly string[] Kernel =
    [
        "/proc/cmdline",
        "/proc/kallsyms",
        "/proc/keys",
        "/proc/key-users",
        "/proc/config.gz",
        "/proc/modules",
    ];

    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "npmrc",
        ".npmrc",
        ".yarnrc",
        ".yarnrc.yml",
        "pip.conf",
        "pip.ini",
        ".pip",
        ".pypirc",
        ".condarc",
        "condarc",
        "NuGet.Config",
        ".netrc",
        "_netrc",
        "gitconfig",
        ".gitconfig",
        ".git-credentials",
        "wgetrc",
        ".wgetrc",
        ".curlrc",
        "curlrc",
    };

    private static readonly Lazy<string[]> SystemFiles = new(() => [.. Files("/usr"), .. Files("/usr/local/lib")]);

    /// <summary>Options of bubblewrap that cover what stands under <c>/usr</c>; they follow its mount.</summary>
    public static IEnumerable<string> OfSystem() =>
        [
            .. Folders.Where(Directory.Exists).SelectMany(folder => new[] { "--tmpfs", folder }),
            .. Seen.Where(Directory.Exists).SelectMany(folder => new[] { "--ro-bind", folder, folder }),
            .. SystemFiles.Value.Where(IsSeen).SelectMany(Covered),
            .. Folders.Where(Directory.Exists).SelectMany(folder => new[] { "--remount-ro", folder }),
        ];

    /// <summary>Options that cover what stands in another folder that the sandbox sees; they follow its
    /// mount.</summary>
    /// <param name="folder">The folder.</param>
    public static IEnumerable<string> Of(string folder) => Files(folder).SelectMany(Covered);

    /// <summary>Options that cover what <c>/proc</c> tells of the machine; they follow its mount.</summary>
    public static IEnumerable<string> OfKernel() => Kernel.Where(File.Exists).SelectMany(Covered);

    private static bool IsSeen(string file) =>
        Array.Find(Folders, folder => file.StartsWith(folder + "/", StringComparison.Ordinal)) is null
        || Array.Exists(Seen, folder => file.StartsWith(folder + "/", StringComparison.Ordinal));

    // A device cannot be opened there: nothing is read.
    private static string[] Covered(string file) => ["--ro-bind", "/dev/null", file];

    private static IEnumerable<string> Files(string folder) =>
        Directory
            .EnumerateFileSystemEntries(
                folder,
                "*",
                new EnumerationOptions
                {
                    RecurseSubdirectories = true,
                    MaxRecursionDepth = 3,
                    IgnoreInaccessible = true,
                    AttributesToSkip = FileAttributes.ReparsePoint,
                }
            )
            .Where(path => Names.Contains(Path.GetFileName(path)) && File.Exists(path));
}
