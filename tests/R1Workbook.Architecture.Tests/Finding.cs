namespace R1Workbook.Architecture.Tests;

/// <summary>One place that breaks a rule.</summary>
/// <param name="Check">The rule's name.</param>
/// <param name="Place">What breaks it, without line numbers: these move with every edit.</param>
/// <param name="Detail">Where exactly, for the message.</param>
internal sealed record Finding(string Check, string Place, string Detail)
{
    private const string Known = "tests/R1Workbook.Architecture.Tests/known-violations.txt";

    /// <summary>Compares what a check found with the list of known violations. Both must be the same: a new violation
    /// fails, and so does a line whose violation has been mended.</summary>
    public static void AssertOnlyKnown(string check, IEnumerable<Finding> found)
    {
        Finding[] all = [.. found];
        Assert.All(all, finding => Assert.Equal(check, finding.Check));
        HashSet<string> known =
        [
            .. File.ReadLines(Path.Combine(SourceTree.Root, Known))
                .Where(line => line.Length > 0 && line[0] != '#')
                .Select(line => line.Split(" | "))
                .Select(parts =>
                    parts.Length == 3
                        ? (Check: parts[0], Place: parts[1])
                        : throw new InvalidOperationException($"{Known}: not three parts: {string.Join(" | ", parts)}")
                )
                .Where(line => line.Check == check)
                .Select(line => line.Place),
        ];
        string[] fresh =
        [
            .. all.Where(finding => !known.Contains(finding.Place))
                .Select(finding => $"{check} | {finding.Place} | ({finding.Detail})")
                .Distinct(),
        ];
        string[] mended =
        [
            .. known
                .Except(all.Select(finding => finding.Place))
                .Select(place => $"{check} | {place} is mended: remove its line from {Known}"),
        ];
        Assert.True(fresh.Length + mended.Length == 0, "\n" + string.Join("\n", [.. fresh, .. mended]));
    }
}
