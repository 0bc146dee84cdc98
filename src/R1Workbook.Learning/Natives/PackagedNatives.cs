using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using R1Workbook.Core.Files;
using TorchSharp;

namespace R1Workbook.Learning.Natives;

/// <summary>
/// Loads the native libraries of TorchSharp where they come from the folder of NuGet's packages, as in a notebook with
/// <c>#r "nuget: R1Workbook"</c>, on a system that needs <see cref="WeakVersionPatch"/>: a build patches the copy in
/// its output folder, and here there is none. The packages are left as they are: patched and loaded is a copy of 2 MB.
/// </summary>
internal static class PackagedNatives
{
    private const string Natives = "runtimes/linux-x64/native",
        LibTorchPackage = "libtorch-cpu-linux-x64";

    // Before the first use of TorchSharp, which then finds by its name what is loaded already. Nobody would know to
    // call it: it runs by itself.
#pragma warning disable CA2255
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Load()
    {
        string assembly = typeof(torch).Assembly.Location;
        // PACKAGES/torchsharp/VERSION/lib/net8.0/TorchSharp.dll
        string version = Path.GetFullPath(Path.Combine(assembly, "..", "..", ".."));
        string packaged = Path.Combine(version, Natives, WeakVersionPatch.FileName);
        if (assembly.Length == 0 || !File.Exists(packaged) || !WeakVersionPatch.SystemLacksVersion())
            return;
        string libtorch = Path.Combine(version, "..", "..", LibTorchPackage);
        string? folder = Directory.Exists(libtorch)
            ? Directory.EnumerateDirectories(libtorch).Order(StringComparer.Ordinal).LastOrDefault()
            : null;
        if (folder is null)
            return;
        // What libLibTorchSharp.so needs is found by name once it is loaded.
        NativeLibrary.TryLoad(Path.Combine(folder, Natives, "libtorch.so"), out _);
        // Linux keeps a loaded file until the process ends.
        using var copies = TemporaryFolder.Create("torchsharp");
        string patched = Path.Combine(copies.Path, WeakVersionPatch.FileName);
        File.Copy(packaged, patched);
        WeakVersionPatch.Apply(patched, systemLacksVersion: true, out _);
        NativeLibrary.TryLoad(patched, out _);
    }
}
