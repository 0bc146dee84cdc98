using System.Text.RegularExpressions;

namespace R1Workbook.Architecture.Tests;

/// <summary>docs/security-review.md says which test holds which finding: each that it names must be there.</summary>
public sealed class SecurityReviewTests
{
    private static readonly Regex Name = new("`([A-Z][A-Za-z0-9_]*(?:\\.[A-Z][A-Za-z0-9_]*)?)`");
    private static readonly Regex Row = new(@"^\| (?!Finding|-)[^|]+\| ([^|]+)\|", RegexOptions.Multiline);

    [Fact]
    public void Every_finding_names_tests_that_are_there()
    {
        string review = File.ReadAllText(Path.Combine(SourceTree.Root, "docs", "security-review.md"));
        string[] held = [.. Row.Matches(review).Select(row => row.Groups[1].Value)];
        Assert.True(held.Length > 40, $"{held.Length} findings");
        Assert.All(held, cell => Assert.Contains('`', cell));

        HashSet<string> written =
        [
            .. Directory
                .EnumerateFiles(Path.Combine(SourceTree.Root, "tests"), "*.cs", SearchOption.AllDirectories)
                .SelectMany(file => Regex.Matches(File.ReadAllText(file), @"(?:class|void|Task) (\w+)"))
                .Select(match => match.Groups[1].Value),
        ];
        string[] missing =
        [
            .. held.SelectMany(cell => Name.Matches(cell))
                .SelectMany(match => match.Groups[1].Value.Split('.'))
                .Where(name => !written.Contains(name)),
        ];
        Assert.Empty(missing);
    }
}
