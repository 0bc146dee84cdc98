using R1Workbook.Kernel.Contracts;
using R1Workbook.Kernel.CSharp;
using R1Workbook.Kernel.References;

namespace R1Workbook.Kernel.Tests.References;

public sealed class SessionReferencesTests : IDisposable
{
    private readonly TestFeed _feed = new();
    private readonly List<string> _notes = [];
    private readonly SessionReferences _references;
    private readonly CSharpLanguage _csharp;

    public SessionReferencesTests()
    {
        _references = new SessionReferences(_feed.Folder, _notes.Add, _feed.Cache);
        _csharp = new CSharpLanguage(_feed.Folder, _references);
    }

    public void Dispose()
    {
        _csharp.Dispose();
        _references.Dispose();
        _feed.Dispose();
    }

    [Fact]
    public async Task A_package_comes_with_what_it_needs_and_its_native_library()
    {
        string inner = TestFeed.Name("Inner"),
            outer = TestFeed.Name("Outer");
        string innerDll = TestFeed.Compile(
            Path.Combine(_feed.Cache, inner + ".dll"),
            $"namespace {inner}; public static class Inner {{ public static int Six() => 6; }}"
        );
        string outerDll = TestFeed.Compile(
            Path.Combine(_feed.Cache, outer + ".dll"),
            $$"""
            using System.Runtime.InteropServices;
            namespace {{outer}}; public static class Outer {
                public static int FortyTwo() => {{inner}}.Inner.Six() * 7;
                [DllImport("{{outer.ToLowerInvariant()}}")]
                public static extern uint CompressionNative_Crc32(uint crc, byte[] buffer, int length);
            }
            """,
            innerDll
        );
        _feed.Pack(inner, "1.0.0", innerDll);
        _feed.Pack(
            outer,
            "1.0.0",
            outerDll,
            needs: inner,
            native: Path.Combine(
                Path.GetDirectoryName(typeof(object).Assembly.Location)!,
                "libSystem.IO.Compression.Native.so"
            )
        );

        Assert.Equal(
            42,
            await Value($"#i \"nuget: {_feed.Folder}\"\n#r \"nuget: {outer}, 1.0.0\"\n{outer}.Outer.FortyTwo()")
        );
        Assert.Equal(
            0xCBF43926u,
            await Value($"{outer}.Outer.CompressionNative_Crc32(0, Encoding.ASCII.GetBytes(\"123456789\"), 9)")
        );
        Assert.Equal(6, await Value($"{inner}.Inner.Six()"));
        Assert.Contains($"#r nuget: {outer} 1.0.0", _notes);
    }

    [Fact]
    public void A_set_that_was_restored_once_needs_neither_feed_nor_sdk()
    {
        string name = Packed();
        string set = Path.Combine(_feed.Cache, "sets");
        var request = new PackageRequest(name, "1.0.0");
        RestoredPackages first = new PackageRestore(set).Restore([request], [_feed.Folder], default);
        foreach (string file in Directory.GetFiles(_feed.Folder))
            File.Delete(file);

        RestoredPackages second = new PackageRestore(set).Restore([request], [_feed.Folder], default);

        Assert.Equal(first.Assemblies, second.Assemblies);
        Assert.Equal("1.0.0", second.Packages[name]);
    }

    [Fact]
    public async Task A_package_that_does_not_exist_is_an_error_of_its_line_and_later_packages_work()
    {
        string name = Packed();
        CellError? error = (
            await Run($"#i \"nuget: {_feed.Folder}\"\n#r \"nuget: R1TestNobodyHasThis, 1.0.0\"\n1")
        ).Error;

        Assert.Equal(2, error?.Line);
        Assert.Contains("R1TestNobodyHasThis", error!.Message, StringComparison.Ordinal);
        Assert.Contains("NU1101", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, await Value($"#r \"nuget: {name}, 1.0.0\"\n{name}.Only.One()"));
    }

    [Fact]
    public async Task Another_version_of_a_loaded_package_asks_for_a_restart()
    {
        string name = Packed();
        Assert.Equal(1, await Value($"#i \"nuget: {_feed.Folder}\"\n#r \"nuget: {name}, 1.0.0\"\n{name}.Only.One()"));

        CellError? error = (await Run($"\n#r \"nuget: {name}, 2.0.0\"")).Error;

        Assert.Equal(2, error?.Line);
        Assert.Contains("Restart the kernel", error!.Message, StringComparison.Ordinal);
        Assert.Equal(1, await Value($"{name}.Only.One()"));
    }

    [Fact]
    public async Task A_package_that_the_host_brings_is_the_hosts()
    {
        Assert.Equal("x", await Value("#r \"nuget: NetMQ, 0.1.0\"\nnew NetMQ.NetMQFrame(\"x\").ConvertToString()"));
        Assert.Contains(
            "is part of this kernel and is used instead of 0.1.0",
            Assert.Single(_notes),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_file_finds_its_dependencies_beside_it_and_by_its_deps_json()
    {
        string inner = TestFeed.Name("Inner"),
            outer = TestFeed.Name("Outer"),
            beside = TestFeed.Name("Beside");
        string innerDll = TestFeed.Compile(
            Path.Combine(_feed.Folder, "elsewhere", inner + ".dll"),
            $"public static class {inner} {{ public static int Six() => 6; }}"
        );
        string besideDll = TestFeed.Compile(
            Path.Combine(_feed.Folder, "lib", beside + ".dll"),
            $"public static class {beside} {{ public static int Seven() => 7; }}"
        );
        string dll = TestFeed.Compile(
            Path.Combine(_feed.Folder, "lib", outer + ".dll"),
            $"public static class {outer} {{ public static int Product() => {inner}.Six() * {beside}.Seven(); }}",
            innerDll,
            besideDll
        );
        string package = Path.Combine(PackageRestore.PackagesFolder, inner.ToLowerInvariant(), "1.0.0", "lib");
        Directory.CreateDirectory(package);
        File.Move(innerDll, Path.Combine(package, inner + ".dll"));
        File.WriteAllText(
            Path.ChangeExtension(dll, ".deps.json"),
            $$"""
            {"targets": {"net10.0": {"{{inner}}/1.0.0": {"runtime": {"lib/{{inner}}.dll": {} } } } },
             "libraries": {"{{inner}}/1.0.0": {"type": "package", "path": "{{inner.ToLowerInvariant()}}/1.0.0"} } }
            """
        );
        try
        {
            Assert.Equal(42, await Value($"#r \"lib/{outer}.dll\"\n{outer}.Product()"));
        }
        finally
        {
            Directory.Delete(Path.Combine(PackageRestore.PackagesFolder, inner.ToLowerInvariant()), recursive: true);
        }
    }

    [Fact]
    public async Task A_file_that_was_built_anew_is_told()
    {
        string name = TestFeed.Name("Built"),
            dll = Path.Combine(_feed.Folder, name + ".dll");
        TestFeed.Compile(dll, $"public static class {name} {{ public static int Value => 1; }}");
        Assert.Equal(1, await Value($"#r \"{name}.dll\"\n{name}.Value"));
        Assert.Equal(1, await Value($"#r \"{name}.dll\"\n{name}.Value"));
        Assert.Empty(_notes);
        File.Delete(dll);
        TestFeed.Compile(dll, $"public static class {name} {{ public static int Value => 2; }}");

        Assert.Equal(1, await Value($"#r \"{name}.dll\"\n{name}.Value"));

        Assert.Contains("Restart the kernel", Assert.Single(_notes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1;\n#r \"nowhere.dll\"", 2, "no such file")]
    [InlineData("#r \"nuget:\"", 1, "nuget: NAME")]
    [InlineData("\n\n#i \"somewhere\"", 3, "a feed is expected")]
    [InlineData("#i \"nuget: relative/folder\"", 1, "absolute")]
    public async Task What_cannot_be_referenced_names_its_line(string code, int line, string message)
    {
        CellError? error = (await Run(code)).Error;

        Assert.Equal(line, error?.Line);
        Assert.Contains(message, error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_restore_can_be_cancelled()
    {
        using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));

        Assert.Throws<OperationCanceledException>(() =>
            new PackageRestore(Path.Combine(_feed.Cache, "sets")).Restore(
                [new PackageRequest("R1TestNobodyHasThis", "")],
                [],
                source.Token
            )
        );
    }

    private string Packed()
    {
        string name = TestFeed.Name("Package");
        _feed.Pack(
            name,
            "1.0.0",
            TestFeed.Compile(
                Path.Combine(_feed.Cache, name + ".dll"),
                $"namespace {name}; public static class Only {{ public static int One() => 1; }}"
            )
        );
        return name;
    }

    private Task<Evaluation> Run(string code) => _csharp.RunAsync(code, "In[1]", default);

    private async Task<object?> Value(string code)
    {
        Evaluation evaluation = await Run(code);
        Assert.True(evaluation.Error is null, evaluation.Error?.Message);
        return evaluation.Value;
    }
}
