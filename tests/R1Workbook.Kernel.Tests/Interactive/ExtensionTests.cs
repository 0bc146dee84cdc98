using R1Workbook.Kernel.Contracts;
using R1Workbook.Kernel.Notebooks;
using R1Workbook.Kernel.References;
using R1Workbook.Kernel.Tests.References;
using R1Workbook.Kernel.Tests.Session;

namespace R1Workbook.Kernel.Tests.Interactive;

/// <summary>Packages that extend .NET Interactive, from a folder feed.</summary>
[Collection(OneProcess.Name)]
public sealed class ExtensionTests : IDisposable
{
    private readonly TestFeed _feed = new();
    private readonly CellSessionHarness _cells = new();

    public void Dispose()
    {
        _cells.Dispose();
        _feed.Dispose();
    }

    [Theory]
    [InlineData("csharp")]
    [InlineData("fsharp")]
    public async Task A_package_brings_a_directive_a_kernel_formatters_and_a_script(string language)
    {
        string name = TestFeed.Name("Extension");
        _feed.PackExtension(name, ExtensionSource.Of(name), $"#!csharp\n\nvar fromScript{language} = 5;\n");

        await _cells.RunAsync($"#!{language}\n#i \"nuget: {_feed.Folder}\"\n#r \"nuget: {name}, 1.0.0\"");

        Assert.Equal("hello you", await _cells.TextAsync($"#!hello-{name} --who you"));
        Assert.Equal("5 said", await _cells.TextAsync($"#!echo-{name}\n5 said"));
        Assert.Equal("5", await _cells.TextAsync($"fromScript{language}"));
        await _cells.RunAsync($"#r \"nuget: {name}, 1.0.0\"");
        CellOutput shown = Assert.Single(await _cells.RunAsync($"new {name}.Cloud(3)"));
        Assert.Equal("<i>cloud 3</i>", shown.Data("text/html"));
    }

    [Fact]
    public async Task An_extension_that_fails_is_told_with_its_line_and_the_package_can_be_used()
    {
        string name = TestFeed.Name("Failing");
        string throws = ExtensionSource.Of(name).Replace("/* begin */", "throw new System.Exception(\"not today\");");
        _feed.PackExtension(name, throws, null);

        CellError error = await _cells.FailAsync($"\n#i \"nuget: {_feed.Folder}\"\n#r \"nuget: {name}, 1.0.0\"");

        Assert.Equal(3, error.Line);
        Assert.Contains("not today", error.Message, StringComparison.Ordinal);
        Assert.Equal("4", await _cells.TextAsync($"new {name}.Cloud(4).Size"));
    }

    [Fact]
    public void The_folder_of_a_set_restored_before_is_known_too()
    {
        string name = TestFeed.Name("Cached");
        _feed.PackExtension(name, ExtensionSource.Of(name), null);
        PackageRequest[] wanted = [PackageRequest.Parse($"nuget: {name}, 1.0.0")!];

        RestoredPackages first = new PackageRestore(_feed.Cache).Restore(wanted, [_feed.Folder], default);
        RestoredPackages second = new PackageRestore(_feed.Cache).Restore(wanted, [_feed.Folder], default);

        Assert.True(Directory.Exists(first.Extensions[name]));
        Assert.Equal(first.Extensions[name], second.Extensions[name]);
    }
}
