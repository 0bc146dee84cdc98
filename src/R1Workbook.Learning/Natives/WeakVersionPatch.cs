// Compiled twice: into this library, and by Directory.Build.targets as a build task against netstandard 2.0. This
// explains the plain C# and the full names: the second compilation has no implicit usings, and none of the newer calls
// that these analyzers ask for.
#pragma warning disable CA1308, CA1850, CA1861, CA1872, CA2249
namespace R1Workbook.Learning.Natives;

/// <summary>What <see cref="WeakVersionPatch.Apply(string, bool, out string)"/> did.</summary>
public enum WeakVersionOutcome
{
    /// <summary>The system holds the version, or is no Linux: the file was left alone.</summary>
    NotNeeded,

    /// <summary>The file was replaced by its patched copy.</summary>
    Patched,

    /// <summary>The file was patched before and left alone.</summary>
    AlreadyPatched,

    /// <summary>The file is not the one this patch was made for: it was left alone.</summary>
    UnknownFile,
}

/// <summary>
/// Lets libLibTorchSharp.so of TorchSharp 0.107.0 load where libstdc++ is older than GCC 13's (Debian 12, Ubuntu
/// 22.04). The library asks for the symbol version GLIBCXX_3.4.32 only through a marker symbol that has no relocation,
/// so the demand can be marked weak: VER_FLG_WEAK in one entry of the ELF section .gnu.version_r (System V gABI, Linux
/// Standard Base 5.0, section 10.7.2).
/// </summary>
public static class WeakVersionPatch
{
    /// <summary>The name of the patched file.</summary>
    public const string FileName = "libLibTorchSharp.so";

    /// <summary>The symbol version that older systems lack.</summary>
    public const string VersionName = "GLIBCXX_3.4.32";

    /// <summary>SHA-256 of the only file the patch applies to: linux-x64 of TorchSharp 0.107.0.</summary>
    public const string KnownSha256 = "cf33b1b0bb6bbb9754a768fb5c5d04d9f498603be50e73f55621a0b40ee608b8";

    private const uint VersionNeedsSection = 0x6ffffffe; // SHT_GNU_verneed
    private const byte WeakFlag = 2; // VER_FLG_WEAK

    /// <summary>Patches the file at <paramref name="path"/> if this system needs it.</summary>
    /// <param name="path">Path of libLibTorchSharp.so in an output folder.</param>
    /// <param name="message">What was done, or why nothing was.</param>
    /// <returns>The outcome; only <see cref="WeakVersionOutcome.Patched"/> changes the file.</returns>
    public static WeakVersionOutcome Apply(string path, out string message) =>
        Apply(path, SystemLacksVersion(), out message);

    /// <summary>Patches the file at <paramref name="path"/>: writes a new file and renames it over the old one, because
    /// files of the NuGet cache are hard links. The time stamp stays, so an incremental build does not copy the
    /// original back.</summary>
    /// <param name="path">Path of libLibTorchSharp.so in an output folder.</param>
    /// <param name="systemLacksVersion">Whether the system's libstdc++ lacks <see cref="VersionName"/>.</param>
    /// <param name="message">What was done, or why nothing was.</param>
    /// <returns>The outcome; only <see cref="WeakVersionOutcome.Patched"/> changes the file.</returns>
    /// <exception cref="System.IO.IOException">The file cannot be read or replaced.</exception>
    public static WeakVersionOutcome Apply(string path, bool systemLacksVersion, out string message)
    {
        if (!systemLacksVersion)
        {
            message = path + ": left as it is; this system needs no patch.";
            return WeakVersionOutcome.NotNeeded;
        }

        byte[] content = System.IO.File.ReadAllBytes(path);
        int flags = FindFlags(content);
        byte before = flags < 0 ? (byte)0 : content[flags];
        if (flags >= 0)
            content[flags] = 0;
        if (flags < 0 || Sha256(content) != KnownSha256)
        {
            message =
                path
                + ": left as it is; it is not the file of TorchSharp 0.107.0 (SHA-256 "
                + KnownSha256
                + ") that is known to"
                + " load without "
                + VersionName
                + ", which the libstdc++ of this system lacks. Restore TorchSharp 0.107.0, or install"
                + " the libstdc++ of GCC 13.2 or newer.";
            return WeakVersionOutcome.UnknownFile;
        }

        if (before == WeakFlag)
        {
            message = path + ": already patched.";
            return WeakVersionOutcome.AlreadyPatched;
        }

        content[flags] = WeakFlag;
        System.DateTime written = System.IO.File.GetLastWriteTimeUtc(path);
        string temporary = path + "." + System.Guid.NewGuid().ToString("N") + ".tmp";
        try
        {
            System.IO.File.WriteAllBytes(temporary, content);
            System.IO.File.SetLastWriteTimeUtc(temporary, written);
            System.IO.File.Replace(temporary, path, null);
        }
        finally
        {
            System.IO.File.Delete(temporary);
        }

        message = path + ": " + VersionName + " marked weak, because the libstdc++ of this system lacks it.";
        return WeakVersionOutcome.Patched;
    }

    /// <summary>Whether this is a Linux whose libstdc++ was found and lacks <see cref="VersionName"/>.</summary>
    /// <returns>True where the patch is needed.</returns>
    public static bool SystemLacksVersion()
    {
        if (
            !System.Runtime.InteropServices.RuntimeInformation.IsOSPlatform(
                System.Runtime.InteropServices.OSPlatform.Linux
            )
        )
        {
            return false;
        }

        var folders = new System.Collections.Generic.List<string> { "/usr/lib64", "/usr/lib", "/lib64" };
        if (System.IO.Directory.Exists("/usr/lib"))
            folders.AddRange(System.IO.Directory.GetDirectories("/usr/lib", "*-linux-gnu*"));
        string searched = System.Environment.GetEnvironmentVariable("LD_LIBRARY_PATH") ?? "";
        folders.AddRange(searched.Split(new[] { ':' }, System.StringSplitOptions.RemoveEmptyEntries));
        bool found = false;
        foreach (string folder in folders)
        {
            string library = System.IO.Path.Combine(folder, "libstdc++.so.6");
            if (!System.IO.File.Exists(library))
                continue;
            found = true;
            // Latin-1 keeps one character a byte, so an ordinal search of the text is a search of the bytes.
            string bytes = System
                .Text.Encoding.GetEncoding("ISO-8859-1")
                .GetString(System.IO.File.ReadAllBytes(library));
            if (bytes.IndexOf(VersionName + "\0", System.StringComparison.Ordinal) >= 0)
                return false;
        }

        return found;
    }

    /// <summary>Finds the flags of the entry <see cref="VersionName"/> in the version needs of a 64-bit little-endian
    /// ELF file.</summary>
    /// <param name="elf">The whole file.</param>
    /// <returns>The offset of the lower byte of the 16-bit flags, or -1 where the file has no such entry.</returns>
    public static int FindFlags(byte[] elf)
    {
        if (
            elf.Length < 64
            || elf[0] != 0x7f
            || elf[1] != 'E'
            || elf[2] != 'L'
            || elf[3] != 'F'
            || elf[4] != 2
            || elf[5] != 1
        )
        {
            return -1;
        }

        try
        {
            int sections = (int)System.BitConverter.ToInt64(elf, 0x28);
            int size = System.BitConverter.ToUInt16(elf, 0x3a);
            int count = System.BitConverter.ToUInt16(elf, 0x3c);
            for (int i = 0; i < count; i++)
            {
                int header = sections + i * size;
                if (System.BitConverter.ToUInt32(elf, header + 4) != VersionNeedsSection)
                    continue;
                int strings = sections + System.BitConverter.ToInt32(elf, header + 0x28) * size;
                return FindEntry(
                    elf,
                    (int)System.BitConverter.ToInt64(elf, header + 0x18),
                    (int)System.BitConverter.ToInt64(elf, strings + 0x18)
                );
            }
        }
        catch (System.ArgumentException)
        {
            // An offset beyond the end: no ELF file that we know.
        }

        return -1;
    }

    private static int FindEntry(byte[] elf, int need, int strings)
    {
        while (true)
        {
            int entry = need + System.BitConverter.ToInt32(elf, need + 8);
            for (int left = System.BitConverter.ToUInt16(elf, need + 2); left > 0; left--)
            {
                if (NameAt(elf, strings + System.BitConverter.ToInt32(elf, entry + 8)) == VersionName)
                    return entry + 4;
                entry += System.BitConverter.ToInt32(elf, entry + 12);
            }

            int next = System.BitConverter.ToInt32(elf, need + 12);
            if (next <= 0)
                return -1;
            need += next;
        }
    }

    private static string NameAt(byte[] elf, int start)
    {
        int end = System.Array.IndexOf(elf, (byte)0, start);
        return System.Text.Encoding.ASCII.GetString(elf, start, (end < 0 ? elf.Length : end) - start);
    }

    private static string Sha256(byte[] content)
    {
        using (var sha = System.Security.Cryptography.SHA256.Create())
            return System.BitConverter.ToString(sha.ComputeHash(content)).Replace("-", "").ToLowerInvariant();
    }
}
#if !NET

/// <summary>The build task of Directory.Build.targets.</summary>
public class PatchTorchSharp : Microsoft.Build.Utilities.Task
{
    /// <summary>Path of libLibTorchSharp.so in the output folder.</summary>
    [Microsoft.Build.Framework.Required]
    public string File { get; set; }

    /// <inheritdoc/>
    public override bool Execute()
    {
        string message;
        WeakVersionOutcome outcome = WeakVersionPatch.Apply(File, out message);
        if (outcome == WeakVersionOutcome.UnknownFile)
            Log.LogWarning(message);
        else
            Log.LogMessage(
                outcome == WeakVersionOutcome.Patched
                    ? Microsoft.Build.Framework.MessageImportance.High
                    : Microsoft.Build.Framework.MessageImportance.Low,
                message
            );
        return true;
    }
}
#endif
