using System.Text.Json;
using System.Text.RegularExpressions;

namespace R1Workbook.Architecture.Tests;

/// <summary>Lengths of files and lines, links, licences, words.</summary>
public sealed class TextTests
{
    private const int LongestFile = 250;
    private const int LongestLine = 120;
    private const string Glossary = "docs/glossary.md";

    // Words and turns that a reader must read twice. One line, one turn; a space stands for any white space.
    private static readonly string[] Avoided =
    [
        "told now and then",
        "now and then",
        "where it lies",
        "whoever",
        "whatsoever",
        "wherein",
        "whereof",
        "thereof",
        "hereby",
        "herein",
        "heretofore",
        "behoves",
        "behove",
        "lest",
        "whilst",
        "hither",
        "thither",
        "hence",
        "thence",
        "whence",
        "alas",
        "nay",
        "naught",
        "nought",
        "albeit",
        "notwithstanding",
        "upon",
        "aforesaid",
        "in vain",
        "as it were",
        "of old",
        "has leave to",
        "is loth to",
    ];

    private static readonly Regex AvoidedTurn = new(
        $@"\b({string.Join('|', Avoided.Select(turn => turn.Replace(" ", @"\s+(?:///\s*)?")))})\b",
        RegexOptions.IgnoreCase
    );

    private static readonly Regex Link = new(@"(?<!\\)\]\(([^)\s]+)\)|(?:src|href)=""([^""]+)""");
    private static readonly Regex Fence = new(@"^(```|~~~).*?^\1", RegexOptions.Multiline | RegexOptions.Singleline);
    private static readonly Regex InlineCode = new(@"`([^`\n]+)`");
    private static readonly Regex PathInCode = new(@"^(src|tests|docs|data|notebooks|\.ci|\.github)/[\w./+-]+$");
    private static readonly Regex TypeInCode = new(@"^[A-Z]\w+$");
    private static readonly Regex DocLine = new(@"^\s*///.*$", RegexOptions.Multiline);

    [Fact]
    public void Files_and_lines_are_short() => Finding.AssertOnlyKnown("length", Lengths(SourceTree.Repository));

    [Fact]
    public void Links_lead_to_files_that_exist() =>
        Finding.AssertOnlyKnown(
            "link",
            Links(SourceTree.Repository, path => Path.Exists(Path.Combine(SourceTree.Root, path)))
        );

    [Fact]
    public void Words_are_plain() => Finding.AssertOnlyKnown("word", Words(SourceTree.Repository));

    [Fact]
    public void Every_package_is_named_with_its_licence()
    {
        string named = SourceTree.Repository.Pages["THIRD-PARTY.md"];
        string versions = File.ReadAllText(Path.Combine(SourceTree.Root, "Directory.Packages.props"));
        string[] packages = [.. SourceTree.Included(versions, "PackageVersion")];
        Assert.NotEmpty(packages);
        Finding.AssertOnlyKnown(
            "licence",
            packages
                .Where(package => !Regex.IsMatch(named, $@"(?<![\w.-]){Regex.Escape(package)}(?![\w-]|\.\w)"))
                .Select(package => new Finding("licence", package, "is missing in THIRD-PARTY.md"))
        );
    }

    [Fact]
    public void A_long_line_a_dead_link_and_a_rare_word_are_found()
    {
        SourceTree tree = SourceTree.Of(
            ("src/P/A.cs", $"// {new string('x', LongestLine)}\n/// <summary>Whoever\n"),
            ("src/P/B.cs", string.Concat(Enumerable.Repeat("//\n", LongestFile + 1))),
            (
                "docs/a.md",
                "[x](b.md) [y](c.md) [z](https://x.y) `src/P/Gone.cs` `src/<id>`\n```\n[q](d.md)\n```\nlest\n"
            ),
            ("src/P/C.cs", "namespace P;\n\npublic class Known { }\n"),
            (Glossary, "`Known` `Gone` lower\n"),
            ("notebooks/n.ipynb", """{"cells":[{"cell_type":"markdown","source":["[x](../docs/e.md)"]}]}""")
        );
        Assert.Equal(
            ["src/P/A.cs has a line over 120 characters", "src/P/B.cs has over 250 lines"],
            Lengths(tree).Select(finding => finding.Place)
        );
        Assert.Equal(
            [
                "docs/a.md -> c.md",
                "docs/a.md -> src/P/Gone.cs",
                "docs/glossary.md -> Gone",
                "notebooks/n.ipynb -> ../docs/e.md",
            ],
            Links(tree, path => path == "docs/b.md").Select(finding => finding.Place)
        );
        Assert.Equal(["src/P/A.cs: whoever", "docs/a.md: lest"], Words(tree).Select(finding => finding.Place));
    }

    private static IEnumerable<Finding> Lengths(SourceTree tree)
    {
        foreach (SourceFile file in tree.Files)
        {
            string[] lines = file.Text.TrimEnd('\n').Split('\n');
            string tooLong = $"{file.Path} has over {LongestFile} lines";
            if (lines.Length > LongestFile)
                yield return new Finding("length", tooLong, $"{lines.Length} lines");
            int[] longs =
            [
                .. lines
                    .Index()
                    .Where(line => line.Item.EnumerateRunes().Count() > LongestLine)
                    .Select(line => line.Index + 1),
            ];
            if (longs.Length > 0)
            {
                yield return new Finding(
                    "length",
                    $"{file.Path} has a line over {LongestLine} characters",
                    $"lines {string.Join(", ", longs)}"
                );
            }
        }
    }

    // Links of pages and of notebooks' Markdown cells; in docs and CONTRIBUTING also paths that stand in code, in the
    // glossary also types.
    private static IEnumerable<Finding> Links(SourceTree tree, Func<string, bool> exists)
    {
        HashSet<string> types = [.. tree.Source.SelectMany(file => file.Types)];
        foreach ((string path, string text) in tree.Pages)
        {
            string prose = Fence.Replace(Prose(path, text), "");
            string folder = Path.GetDirectoryName(path)!;
            foreach (Match match in Link.Matches(InlineCode.Replace(prose, "")))
            {
                string target = match.Groups[1].Success ? match.Groups[1].Value : match.Groups[2].Value;
                string file = Uri.UnescapeDataString(target.Split('#')[0]);
                if (file.Length == 0 || file.Contains(':'))
                    continue;
                string full = Path.GetFullPath(Path.Combine("/", folder, file))[1..].Replace('\\', '/');
                if (!exists(full))
                    yield return new Finding("link", $"{path} -> {target}", "no such file");
            }
            if (!path.StartsWith("docs/", StringComparison.Ordinal) && path != "CONTRIBUTING.md")
                continue;
            foreach (Match match in InlineCode.Matches(prose))
            {
                string named = match.Groups[1].Value.TrimEnd('/');
                if (PathInCode.IsMatch(named) && !exists(named))
                    yield return new Finding("link", $"{path} -> {named}", "no such path");
                else if (path == Glossary && TypeInCode.IsMatch(named) && !types.Contains(named))
                    yield return new Finding("link", $"{path} -> {named}", "no such type");
            }
        }
    }

    private static IEnumerable<Finding> Words(SourceTree tree)
    {
        IEnumerable<(string Path, string Text)> texts = tree
            .Source.Select(file =>
                (file.Path, string.Join('\n', DocLine.Matches(file.Code.Length == 0 ? "" : file.Text)))
            )
            .Concat(
                tree.Pages.Where(page => page.Key.EndsWith(".md", StringComparison.Ordinal))
                    .Select(page => (page.Key, page.Value))
            );
        return from text in texts
            from turn in AvoidedTurn
                .Matches(text.Text)
                .Select(match => Regex.Replace(match.Value, @"\s+(?:///\s*)?", " ").ToLowerInvariant())
                .CountBy(turn => turn)
            select new Finding("word", $"{text.Path}: {turn.Key}", $"{turn.Value} times");
    }

    private static string Prose(string path, string text)
    {
        if (!path.EndsWith(".ipynb", StringComparison.Ordinal))
            return text;
        using JsonDocument notebook = JsonDocument.Parse(text);
        return string.Join(
            "\n\n",
            notebook
                .RootElement.GetProperty("cells")
                .EnumerateArray()
                .Where(cell => cell.GetProperty("cell_type").GetString() == "markdown")
                .Select(cell => cell.GetProperty("source"))
                .Select(source =>
                    source.ValueKind == JsonValueKind.String
                        ? source.GetString()
                        : string.Concat(source.EnumerateArray().Select(line => line.GetString()))
                )
        );
    }
}
