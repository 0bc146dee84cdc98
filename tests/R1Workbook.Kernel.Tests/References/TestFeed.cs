using System.IO.Compression;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace R1Workbook.Kernel.Tests.References;

/// <summary>A folder of packages made for one test: no network, and names that no other test loads.</summary>
internal sealed class TestFeed : IDisposable
{
    private readonly List<string> _packages = [];

    public string Folder { get; } = Directory.CreateTempSubdirectory("r1-feed-").FullName;

    public string Cache { get; } = Directory.CreateTempSubdirectory("r1-cache-").FullName;

    public static string Name(string of) => $"R1Test{of}{Guid.NewGuid():N}";

    /// <summary>Compiles a library.</summary>
    public static string Compile(string path, string code, params string[] references)
    {
        IEnumerable<string> platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(file =>
                Path.GetDirectoryName(file) == Path.GetDirectoryName(typeof(object).Assembly.Location)
                && Path.GetFileName(file).StartsWith("System.", StringComparison.Ordinal)
            );
        var compilation = CSharpCompilation.Create(
            Path.GetFileNameWithoutExtension(path),
            [CSharpSyntaxTree.ParseText(code)],
            platform.Concat(references).Select(file => MetadataReference.CreateFromFile(file)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)
        );
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        Microsoft.CodeAnalysis.Emit.EmitResult result = compilation.Emit(path);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        return path;
    }

    public void Pack(string name, string version, string dll, string? needs = null, string? native = null)
    {
        _packages.Add(name);
        using ZipArchive archive = ZipFile.Open(Path.Combine(Folder, $"{name}.{version}.nupkg"), ZipArchiveMode.Create);
        archive.CreateEntryFromFile(dll, $"lib/net10.0/{Path.GetFileName(dll)}");
        if (native is not null)
        {
            string platform = System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier;
            archive.CreateEntryFromFile(native, $"runtimes/{platform}/native/lib{name.ToLowerInvariant()}.so");
        }

        using var writer = new StreamWriter(archive.CreateEntry(name + ".nuspec").Open());
        writer.Write(
            $"""
            <package><metadata><id>{name}</id><version>{version}</version>
            <authors>test</authors><description>test</description>
            <dependencies><group targetFramework="net10.0">{(
                needs is null ? "" : $"<dependency id=\"{needs}\" version=\"[1.0.0]\" />"
            )}</group></dependencies></metadata></package>
            """
        );
    }

    /// <summary>Packs a library that extends .NET Interactive, and a script beside it.</summary>
    public void PackExtension(string name, string code, string? script)
    {
        string dll = Compile(
            Path.Combine(Folder, "built", name + ".dll"),
            code,
            typeof(Microsoft.DotNet.Interactive.Kernel).Assembly.Location,
            typeof(Microsoft.DotNet.Interactive.Formatting.Formatter).Assembly.Location,
            typeof(Microsoft.AspNetCore.Html.IHtmlContent).Assembly.Location,
            Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "netstandard.dll")
        );
        Pack(name, "1.0.0", dll);
        string package = Path.Combine(Folder, name + ".1.0.0.nupkg");
        using ZipArchive archive = ZipFile.Open(package, ZipArchiveMode.Update);
        archive.CreateEntryFromFile(dll, $"interactive-extensions/dotnet/{name}.dll");
        if (script is not null)
        {
            using var writer = new StreamWriter(
                archive.CreateEntry("interactive-extensions/dotnet/extension.dib").Open()
            );
            writer.Write(script);
        }
    }

    public void Dispose()
    {
        Directory.Delete(Folder, recursive: true);
        Directory.Delete(Cache, recursive: true);
        foreach (
            string package in _packages
                .Select(name => Path.Combine(Kernel.References.PackageRestore.PackagesFolder, name.ToLowerInvariant()))
                .Where(Directory.Exists)
        )
        {
            Directory.Delete(package, recursive: true);
        }
    }
}
