using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace R1Workbook.Kernel.Zmtp;

/// <summary>Who is at the other end of a connection within this machine. Any local user can reach a loopback port and
/// could listen to what cells show; on Linux the kernel's table of connections says whose the other end is.</summary>
internal static partial class LoopbackUser
{
    // Columns of /proc/net/tcp (man 5 proc): "sl local_address rem_address st tx:rx tr:tm retrnsmt uid ...".
    private const int LocalColumn = 1,
        RemoteColumn = 2,
        UserColumn = 7;

    /// <summary>Why a connection is refused; null where it is this user's, root's, from another machine, or cannot be
    /// told.</summary>
    /// <param name="socket">Our end.</param>
    public static string? WhyRefused(Socket socket)
    {
        if (
            !OperatingSystem.IsLinux()
            || socket is not { LocalEndPoint: IPEndPoint here, RemoteEndPoint: IPEndPoint there }
            || !IPAddress.IsLoopback(there.Address)
            || User(there, here) is not { } user
            || user == 0
            || user == EffectiveUser()
        )
        {
            return null;
        }

        return string.Create(
            CultureInfo.InvariantCulture,
            $"it is of another user of this machine (number {user}). If that is meant: r1 kernel start "
                + $"--allow-other-users"
        );
    }

    /// <summary>The user of the socket at one end of a connection; null where the table does not hold it.</summary>
    public static uint? User(IPEndPoint local, IPEndPoint remote)
    {
        (string one, string other) = (Hexadecimal(local), Hexadecimal(remote));
        try
        {
            foreach (
                string line in File.ReadLines(
                    local.AddressFamily == AddressFamily.InterNetwork ? "/proc/net/tcp" : "/proc/net/tcp6"
                )
            )
            {
                string[] columns = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
                if (columns.Length > UserColumn && columns[LocalColumn] == one && columns[RemoteColumn] == other)
                {
                    return uint.Parse(columns[UserColumn], CultureInfo.InvariantCulture);
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            // A system without this table tells nothing.
        }

        return null;
    }

    // The address as words of 32 bits in the machine's order, then the port.
    private static string Hexadecimal(IPEndPoint end)
    {
        ReadOnlySpan<byte> bytes = end.Address.GetAddressBytes();
        var text = new System.Text.StringBuilder();
        for (int i = 0; i < bytes.Length; i += sizeof(uint))
        {
            uint word = BitConverter.IsLittleEndian
                ? BinaryPrimitives.ReadUInt32LittleEndian(bytes[i..])
                : BinaryPrimitives.ReadUInt32BigEndian(bytes[i..]);
            text.Append(CultureInfo.InvariantCulture, $"{word:X8}");
        }

        return text.Append(CultureInfo.InvariantCulture, $":{end.Port:X4}").ToString();
    }

    [LibraryImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial uint EffectiveUser();
}
