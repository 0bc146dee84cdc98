using System.Globalization;
using System.IO.Compression;
using System.Text.Json.Nodes;

namespace R1Workbook.Packages.Tests;

/// <summary>The packages as a stranger meets them: outside the repository, from a feed.</summary>
[Collection(PackedFeed.Shared)]
public sealed class PackageTests(PackedFeed feed)
{
    [Fact]
    public void Six_packages_are_packed_and_no_other()
    {
        string[] names =
        [
            .. Directory
                .GetFiles(feed.Feed, "*.nupkg")
                .Select(f => Path.GetFileName(f).Replace($".{feed.Version}.nupkg", "", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal),
        ];
        Assert.Equal(
            [
                "R1Workbook",
                "R1Workbook.Benchmarks",
                "R1Workbook.Cli",
                "R1Workbook.Core",
                "R1Workbook.Execution",
                "R1Workbook.Learning",
            ],
            names
        );
    }

    [Fact]
    public void The_tool_holds_r1_and_the_workbook_holds_its_figures()
    {
        Assert.Contains(Entries("R1Workbook.Cli"), e => e.EndsWith("/r1.dll", StringComparison.Ordinal));
        string[] workbook = Entries("R1Workbook");
        Assert.Contains("plotting/R1Workbook.Plotting.dll", workbook);
        Assert.Contains("plotting/Plotly.NET.dll", workbook);
        Assert.Contains("plotting/FSharp.Core.dll", workbook);
        Assert.Equal(
            ["lib/net10.0/R1Workbook.dll"],
            workbook.Where(e => e.StartsWith("lib/", StringComparison.Ordinal) && e.EndsWith(".dll", Ordinal))
        );
    }

    [Fact]
    public async Task Five_lines_verify_an_answer()
    {
        Assert.Equal("True", (await feed.RunProgramAsync("Verify", "R1Workbook.Core")).Trim());
    }

    [Fact]
    public async Task Twenty_lines_take_a_step_of_grpo()
    {
        string printed = await feed.RunProgramAsync(
            "GrpoStep",
            "R1Workbook.Learning",
            Path.Combine(feed.Folder, "record")
        );
        double loss = double.Parse(printed.Trim().Split('\n')[^1], CultureInfo.InvariantCulture);
        Assert.True(double.IsFinite(loss), printed);
    }

    [Fact]
    public async Task A_program_draws_with_the_plotly_that_the_package_brings()
    {
        string printed = await feed.RunProgramAsync("Draw", "R1Workbook");
        Assert.Contains("\"data\"", printed, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(feed.Folder, "Draw", "out", "Plotly.NET.dll")));
    }

    [Fact]
    public async Task The_tool_installs_and_verifies_an_answer()
    {
        string tools = Path.Combine(feed.Folder, "tools");
        string[] install = ["tool", "install", "R1Workbook.Cli", "--version", feed.Version, "--tool-path", tools];
        await feed.DotnetAsync(feed.Folder, install);
        string rows = Path.Combine(feed.Folder, "rows.jsonl");
        await File.WriteAllTextAsync(rows, """{"id": 1, "gold": "1/2", "pred": "so \\boxed{0.5}"}""" + "\n");
        string verdict = await feed.RunAsync(Path.Combine(tools, "r1"), feed.Folder, "verify", rows);
        Assert.Equal("correct", (string)JsonNode.Parse(verdict)!["verdict"]!);
    }

    private const StringComparison Ordinal = StringComparison.Ordinal;

    private string[] Entries(string package)
    {
        using ZipArchive archive = ZipFile.OpenRead(Path.Combine(feed.Feed, $"{package}.{feed.Version}.nupkg"));
        return [.. archive.Entries.Select(e => e.FullName)];
    }
}
