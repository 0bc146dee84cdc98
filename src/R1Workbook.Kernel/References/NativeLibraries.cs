using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using System.Text.RegularExpressions;

namespace R1Workbook.Kernel.References;

/// <summary>Finds the native libraries of referenced packages and files, with the libraries that those need
/// themselves.</summary>
internal sealed partial class NativeLibraries : IDisposable
{
    private readonly HashSet<string> _files = [];

    public NativeLibraries() => AssemblyLoadContext.Default.ResolvingUnmanagedDll += Resolve;

    /// <summary>Adds native files that code may ask for.</summary>
    public void Add(IEnumerable<string> files) => _files.UnionWith(files);

    /// <summary>Adds the native files where .NET keeps them beside an assembly.</summary>
    public void AddBeside(string assemblyPath)
    {
        string folder = Path.GetDirectoryName(assemblyPath)!;
        foreach (
            string place in (string[])
                [folder, Path.Combine(folder, "runtimes", RuntimeInformation.RuntimeIdentifier, "native")]
        )
        {
            if (Directory.Exists(place))
            {
                Add(Directory.EnumerateFiles(place).Where(IsNative));
            }
        }
    }

    public void Dispose() => AssemblyLoadContext.Default.ResolvingUnmanagedDll -= Resolve;

    private nint Resolve(Assembly assembly, string name) => Find(name) is { } path ? Load(path, []) : 0;

    // "sqlite3" is asked for, libsqlite3.so is there.
    private string? Find(string name) =>
        _files.FirstOrDefault(file =>
            Path.GetFileName(file) is var found
            && (found == name || found == "lib" + name || Names(name).Contains(found, StringComparer.OrdinalIgnoreCase))
        );

    private static string[] Names(string name)
    {
        string extension =
            OperatingSystem.IsWindows() ? ".dll"
            : OperatingSystem.IsMacOS() ? ".dylib"
            : ".so";
        return [name + extension, "lib" + name + extension];
    }

    // Packages keep a library and what it needs in folders of their own, where the system's loader does not look: it
    // names what it misses.
    private nint Load(string path, HashSet<string> tried)
    {
        while (true)
        {
            try
            {
                return NativeLibrary.Load(path);
            }
            catch (DllNotFoundException e)
            {
                if (
                    Missing().Match(e.Message) is not { Success: true } missing
                    || !tried.Add(missing.Groups[1].Value)
                    || Find(missing.Groups[1].Value) is not { } needed
                    || Load(needed, tried) == 0
                )
                {
                    throw;
                }
            }
        }
    }

    private static bool IsNative(string file) =>
        Path.GetExtension(file) is ".so" or ".dylib"
        || Path.GetFileName(file).Contains(".so.", StringComparison.Ordinal)
        || (
            OperatingSystem.IsWindows() && Path.GetExtension(file) == ".dll" && HostAssemblies.References(file) is null
        );

    [GeneratedRegex(@"([^\s:/]+\.so[.0-9]*): cannot open shared object", RegexOptions.CultureInvariant)]
    private static partial Regex Missing();
}
