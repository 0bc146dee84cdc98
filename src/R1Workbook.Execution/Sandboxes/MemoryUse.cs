using System.Globalization;
using System.Runtime.InteropServices;
using R1Workbook.Execution.Sandboxes.Cgroups;

namespace R1Workbook.Execution.Sandboxes;

/// <summary>
/// The memory of a process and of all that descend from it, where no control group counts it: the kernel's own limits
/// count each process alone. Counted are private memory, memory that processes share (all of it, for it stays when a
/// process lets go of its pages), tables of pages, buffers of sockets at their largest, and the files of
/// <c>/tmp</c> and <c>/dev/shm</c> with their names.
/// </summary>
internal static partial class MemoryUse
{
    // What the kernel lets a local socket hold by default, with its own overhead.
    private const long SocketBytes = 256 << 10;

    // An entry of a file system in memory: inode, name, links.
    private const long FileNameBytes = 1200;

    private static readonly string[] InMemory = ["/tmp", "/dev/shm"];

    /// <summary>Bytes of the processes that descend from one; 0 where there are none.</summary>
    /// <param name="root">The process that is not counted itself.</param>
    public static long Of(int root)
    {
        ILookup<int, int> children = Directory
            .EnumerateDirectories("/proc")
            .Where(path => char.IsAsciiDigit(path[6]))
            .Select(path => int.Parse(path.AsSpan(6), CultureInfo.InvariantCulture))
            .Select(id => (Id: id, Parent: Ancestry.ParentOf(id)))
            .ToLookup(process => process.Parent, process => process.Id);
        long bytes = 0;
        int last = 0;
        var shared = new Dictionary<string, long>();
        var sockets = new HashSet<string>();
        var open = new Queue<int>(children[root]);
        while (open.TryDequeue(out int id))
        {
            last = id;
            bytes += Private(id);
            Shared(id, shared);
            Sockets(id, sockets);
            foreach (int child in children[id])
                open.Enqueue(child);
        }
        return bytes
            + shared.Values.Sum()
            + SocketBytes * sockets.Count
            + (last == 0 ? 0 : InMemory.Sum(folder => Files(last, folder)));
    }

    // "RssAnon:     5120 kB", "VmPTE:      64 kB", "VmSwap:     0 kB".
    private static long Private(int id) =>
        Read(id, "status")
            .Split('\n')
            .Select(line => line.Split((char[])[':', ' ', '\t'], StringSplitOptions.RemoveEmptyEntries))
            .Where(line => line is ["RssAnon" or "VmPTE" or "VmSwap", _, ..])
            .Sum(line => long.Parse(line[1], CultureInfo.InvariantCulture) << 10);

    // "7f0000000000-7f0000100000 rw-s 00000000 00:01 1234   /dev/zero (deleted)": memory that is shared and has no
    // file.
    private static void Shared(int id, Dictionary<string, long> found)
    {
        foreach (string line in Read(id, "maps").Split('\n'))
        {
            string[] fields = line.Split(' ', 6, StringSplitOptions.RemoveEmptyEntries);
            if (
                fields is not [var range, [_, _, _, 's'], _, _, var file, var path]
                || !path.StartsWith("/dev/zero", StringComparison.Ordinal)
            )
            {
                continue;
            }

            int hyphen = range.IndexOf('-');
            long size =
                long.Parse(range.AsSpan(hyphen + 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture)
                - long.Parse(range.AsSpan(0, hyphen), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            found[file] = Math.Max(found.GetValueOrDefault(file), size);
        }
    }

    private static void Sockets(int id, HashSet<string> found)
    {
        try
        {
            foreach (FileInfo descriptor in new DirectoryInfo($"/proc/{Text(id)}/fd").EnumerateFiles())
            {
                if (descriptor.LinkTarget is { } target && target.StartsWith("socket:", StringComparison.Ordinal))
                    found.Add(target);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It ended while it was looked at.
        }
    }

    private static long Files(int id, string folder)
    {
        // struct statvfs where a long has 64 bits: size of a block, of a fragment, blocks, free, available, files,
        // free.
        Span<ulong> status = stackalloc ulong[32];
        if (FileSystem($"/proc/{Text(id)}/root{folder}", ref MemoryMarshal.GetReference(status)) != 0)
            return 0;
        return (long)((status[2] - status[3]) * status[1]) + (long)(status[5] - status[6]) * FileNameBytes;
    }

    private static string Read(int id, string name)
    {
        try
        {
            return File.ReadAllText($"/proc/{Text(id)}/{name}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It ended while it was looked at.
            return "";
        }
    }

    private static string Text(int id) => id.ToString(CultureInfo.InvariantCulture);

    [LibraryImport("libc", EntryPoint = "statvfs", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int FileSystem(string path, ref ulong status);
}
