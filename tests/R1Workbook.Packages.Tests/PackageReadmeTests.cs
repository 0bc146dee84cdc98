using R1Workbook.Testing;

namespace R1Workbook.Packages.Tests;

/// <summary>README shows the program that the tests run.</summary>
public sealed class PackageReadmeTests
{
    [Fact]
    public void The_five_lines_of_the_readme_are_those_that_run()
    {
        string[] lines = File.ReadAllLines(RepositoryFolder.Of("README.md"));
        string[] shown =
        [
            .. lines
                .SkipWhile(line => line != "## The packages")
                .SkipWhile(line => line != "```csharp")
                .Skip(1)
                .TakeWhile(line => line != "```"),
        ];
        Assert.Equal(File.ReadAllLines(PackedFeed.ProgramFile("Verify")), shown);
    }
}
