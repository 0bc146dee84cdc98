using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace R1Workbook.Execution.Sandboxes;

/// <summary>
/// As whom a sandbox runs outside. A user's sandboxes run as that user. Those of root run as a user that nobody else
/// is, drawn for each folder, who owns it: nobody but root can look into the folder then, and what the kernel counts by
/// user (processes, pipes) is counted for each alone.
/// </summary>
internal static partial class SandboxUser
{
    /// <summary>The user that every system has and that owns nothing.</summary>
    public const uint Nobody = 65534;

    // Numbers that systemd's table of users leaves free, and where a container has no such numbers, those that it gives
    // to services for a time (systemd.io/UIDS-GIDS).
    private static readonly (uint First, uint Count)[] Ranges = [(1879048192, 1 << 28), (61184, 4336)];

    private const int InCurrentFolder = -100,
        NoFollow = 0x100;

    private const uint Owner = 8;

    /// <summary>The owner of a folder, or nobody where root owns it.</summary>
    /// <param name="folder">The folder that the sandbox sees as its program.</param>
    public static uint Of(string folder)
    {
        // struct statx is the same on all architectures; its field stx_uid stands at 20.
        Span<byte> status = stackalloc byte[256];
        uint owner =
            Status(InCurrentFolder, folder, NoFollow, Owner, ref MemoryMarshal.GetReference(status)) == 0
                ? BinaryPrimitives.ReadUInt32LittleEndian(status[20..])
                : 0;
        return owner == 0 ? Nobody : owner;
    }

    /// <summary>Gives a folder and the files in it to a user that nobody else is; to the one that it belongs to already
    /// where it belongs to one.</summary>
    /// <param name="folder">The folder; it belongs to root or to such a user.</param>
    /// <returns>Whether that was possible. It is not in a container that has too few users.</returns>
    public static bool Give(string folder)
    {
        uint owner = Of(folder);
        if (owner == Nobody)
        {
            if (Draw() is not { } drawn)
                return false;
            owner = drawn;
        }
        foreach (string path in Directory.EnumerateFileSystemEntries(folder).Append(folder))
        {
            if (ChangeOwner(path, owner, owner) != 0)
                return false;
        }
        return true;
    }

    private static uint? Draw()
    {
        (uint First, uint Count)[] known =
        [
            .. File.ReadAllLines("/proc/self/uid_map")
                .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Select(parts =>
                    (
                        uint.Parse(parts[0], CultureInfo.InvariantCulture),
                        uint.Parse(parts[2], CultureInfo.InvariantCulture)
                    )
                ),
        ];
        foreach ((uint first, uint count) in Ranges)
        {
            uint user = first + (uint)RandomNumberGenerator.GetInt32((int)count);
            if (known.Any(range => user >= range.First && user - range.First < range.Count))
                return user;
        }
        return null;
    }

    [LibraryImport("libc", EntryPoint = "lchown", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ChangeOwner(string path, uint user, uint group);

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Status(int folder, string path, int flags, uint mask, ref byte status);
}
