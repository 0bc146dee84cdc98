using System.Text.Json;
using System.Text.Json.Nodes;

namespace R1Workbook.Kernel.Jupyter;

/// <summary>The folder by which Jupyter finds a kernel.</summary>
public static class KernelSpec
{
    private const string Mark = "r1-workbook";

    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Where kernels of the current user are, or those of a prefix.</summary>
    /// <param name="prefix">For example the folder of a virtual environment; null: the current user.</param>
    public static string Folder(string? prefix)
    {
        if (prefix is not null)
        {
            return Path.Combine(Path.GetFullPath(prefix), "share", "jupyter", "kernels");
        }

        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return OperatingSystem.IsWindows()
                ? Path.Combine(
                    Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData),
                    "jupyter",
                    "kernels"
                )
            : OperatingSystem.IsMacOS() ? Path.Combine(home, "Library", "Jupyter", "kernels")
            : Path.Combine(
                Environment.GetEnvironmentVariable("XDG_DATA_HOME") is { Length: > 0 } data
                    ? data
                    : Path.Combine(home, ".local", "share"),
                "jupyter",
                "kernels"
            );
    }

    /// <summary>Writes the kernelspec.</summary>
    /// <param name="folder">The folder of kernels.</param>
    /// <param name="name">The kernel's name.</param>
    /// <param name="command">Starts the kernel; the connection file is added at its end.</param>
    /// <param name="force">Replaces a kernelspec of somebody else.</param>
    /// <returns>The folder that was written.</returns>
    /// <exception cref="InvalidOperationException">There is a kernelspec of somebody else.</exception>
    public static string Install(string folder, string name, IEnumerable<string> command, bool force)
    {
        string own = Path.Combine(folder, name);
        if (Directory.Exists(own) && !IsOurs(own) && !force)
        {
            throw new InvalidOperationException(
                $"{own} is the kernel of another program. Give another --name, or replace it with --force."
            );
        }

        Directory.CreateDirectory(own);
        var spec = new JsonObject
        {
            ["argv"] = new JsonArray([.. command.Append("{connection_file}").Select(part => (JsonNode)part)]),
            ["display_name"] = ".NET (C#), R1 Workbook",
            ["language"] = "C#",
            ["interrupt_mode"] = "message",
            // A front end that has a debugger offers it, and its variable panel, for such kernels only.
            ["metadata"] = new JsonObject { [Mark] = true, ["debugger"] = true },
        };
        File.WriteAllText(Path.Combine(own, "kernel.json"), spec.ToJsonString(Readable) + "\n");
        return own;
    }

    /// <summary>Removes the kernelspec that <see cref="Install"/> wrote.</summary>
    /// <param name="folder">The folder of kernels.</param>
    /// <param name="name">The kernel's name.</param>
    /// <returns>The folder that was removed.</returns>
    /// <exception cref="InvalidOperationException">There is none, or it is that of another program.</exception>
    public static string Remove(string folder, string name)
    {
        string own = Path.Combine(folder, name);
        if (!Directory.Exists(own))
        {
            throw new InvalidOperationException($"{own}: no such kernel.");
        }

        if (!IsOurs(own))
        {
            throw new InvalidOperationException($"{own} is the kernel of another program; it was left alone.");
        }

        Directory.Delete(own, recursive: true);
        return own;
    }

    private static bool IsOurs(string folder)
    {
        try
        {
            return JsonNode
                .Parse(File.ReadAllText(Path.Combine(folder, "kernel.json")))
                ?["metadata"]?[Mark]?.GetValue<bool>()
                is true;
        }
        catch (Exception e) when (e is IOException or JsonException or InvalidOperationException)
        {
            return false;
        }
    }
}
