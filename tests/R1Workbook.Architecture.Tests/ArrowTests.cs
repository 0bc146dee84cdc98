using System.Text.RegularExpressions;

namespace R1Workbook.Architecture.Tests;

/// <summary>The arrows between the projects of src, and which may reach outside. docs/architecture.md draws
/// them.</summary>
public sealed class ArrowTests
{
    // From each project to those that it may name. Server and Distributed are still to be written: their arrows are
    // added with them.
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["R1Workbook.Core"] = [],
        ["R1Workbook.Execution"] = ["R1Workbook.Core"],
        ["R1Workbook.Benchmarks"] = ["R1Workbook.Core", "R1Workbook.Execution"],
        ["R1Workbook.Learning"] = ["R1Workbook.Core"],
        ["R1Workbook.Plotting"] = [],
        // Plotting is packed beside it and loaded by name.
        ["R1Workbook"] = ["R1Workbook.Core", "R1Workbook.Benchmarks", "R1Workbook.Learning", "R1Workbook.Plotting"],
        ["R1Workbook.Kernel"] = [],
        ["R1Workbook.Kernel.Languages"] = ["R1Workbook.Kernel"],
        ["R1Workbook.Book"] = ["R1Workbook.Kernel"],
        ["R1Workbook.Cli"] =
        [
            "R1Workbook",
            "R1Workbook.Core",
            "R1Workbook.Execution",
            "R1Workbook.Benchmarks",
            "R1Workbook.Learning",
            "R1Workbook.Plotting",
            "R1Workbook.Kernel",
            "R1Workbook.Kernel.Languages",
            "R1Workbook.Book",
            "R1Workbook.Server",
            "R1Workbook.Distributed",
        ],
    };

    // What reaches outside, how it looks in code, and which projects may do it.
    private static readonly (string What, Regex Code, Func<string, bool> May)[] Outside =
    [
        (
            "starts a process",
            new Regex(@"\bProcessStartInfo\b|\bProcess\.Start\b|\bnew Process\("),
            project => project is "R1Workbook.Execution" or "R1Workbook.Kernel"
        ),
        ("uses System.Net.Http", new Regex(@"System\.Net\.Http\b|\bHttpClient\b"), NotCore),
        ("uses Microsoft.Extensions.AI", new Regex(@"Microsoft\.Extensions\.AI\b"), NotCore),
        ("uses TorchSharp", new Regex(@"\bTorchSharp\b"), project => project == "R1Workbook.Learning"),
    ];

    private static readonly (Regex Package, Func<string, bool> May)[] Packages =
    [
        (new Regex(@"^(TorchSharp|libtorch-)"), project => project == "R1Workbook.Learning"),
        (new Regex(@"^Microsoft\.Extensions\.AI"), NotCore),
    ];

    [Fact]
    public void Projects_refer_only_along_the_arrows() =>
        Finding.AssertOnlyKnown("arrow", Arrows(SourceTree.Repository));

    [Fact]
    public void Only_the_projects_named_for_it_reach_outside() =>
        Finding.AssertOnlyKnown("outside", ReachOutside(SourceTree.Repository));

    [Fact]
    public void A_reference_and_a_using_against_the_arrows_are_found()
    {
        SourceTree tree = SourceTree.Of(
            ("src/R1Workbook.Core/R1Workbook.Core.csproj", Project("R1Workbook.Learning")),
            ("src/R1Workbook.Learning/A.cs", "namespace R1Workbook.Learning;\npublic class A { }\n"),
            ("src/R1Workbook.Core/B.cs", "using R1Workbook.Learning;\nnamespace R1Workbook.Core;\n"),
            ("src/R1Workbook.Core/C.cs", "namespace R1Workbook.Core;\nclass C\n{\n    Learning.A a; // \"\n}\n"),
            ("src/R1Workbook.Core/D.cs", "namespace R1Workbook.Core;\n// R1Workbook.Learning.A\n")
        );
        Assert.Equal(
            [
                "src/R1Workbook.Core/R1Workbook.Core.csproj -> R1Workbook.Learning",
                "src/R1Workbook.Core/B.cs -> R1Workbook.Learning",
                "src/R1Workbook.Core/C.cs -> R1Workbook.Learning",
            ],
            Arrows(tree).Select(finding => finding.Place)
        );
        Assert.Equal("line 4", Arrows(tree).Last().Detail);
    }

    [Fact]
    public void A_process_in_code_is_found_and_in_a_string_is_not()
    {
        SourceTree tree = SourceTree.Of(
            (
                "src/R1Workbook.Core/A.cs",
                "namespace R1Workbook.Core;\nclass A\n{\n    object o = Process.Start(x);\n}\n"
            ),
            (
                "src/R1Workbook.Core/B.cs",
                "namespace R1Workbook.Core;\nclass B\n{\n    string o = \"Process.Start\";\n}\n"
            )
        );
        Finding found = Assert.Single(ReachOutside(tree));
        Assert.Equal(("src/R1Workbook.Core/A.cs starts a process", "line 4"), (found.Place, found.Detail));
    }

    private static IEnumerable<Finding> Arrows(SourceTree tree)
    {
        bool May(string from, string to) =>
            from == to || (Allowed.GetValueOrDefault(from)?.Contains(to, StringComparer.Ordinal) ?? false);
        foreach ((string path, string text) in tree.Projects.Where(project => IsSource(project.Key)))
        {
            foreach (string reference in SourceTree.Included(text, "ProjectReference"))
            {
                string to = Path.GetFileNameWithoutExtension(reference.Replace('\\', '/'));
                if (!May(path.Split('/')[1], to))
                    yield return new Finding("arrow", $"{path} -> {to}", "project reference");
            }
        }
        foreach (SourceFile file in tree.Source)
        {
            foreach ((string named, int line) in tree.NamespacesNamedIn(file))
            {
                string[] homes = [.. tree.ProjectsOfNamespaces[named]];
                if (!homes.Any(home => May(file.Project, home)))
                    yield return new Finding("arrow", $"{file.Path} -> {homes[0]}", $"line {line}");
            }
        }
    }

    private static IEnumerable<Finding> ReachOutside(SourceTree tree)
    {
        foreach ((string path, string text) in tree.Projects.Where(project => IsSource(project.Key)))
        {
            foreach (string package in SourceTree.Included(text, "PackageReference"))
            {
                if (Packages.Any(rule => rule.Package.IsMatch(package) && !rule.May(path.Split('/')[1])))
                    yield return new Finding("outside", $"{path} refers to {package}", "package reference");
            }
        }
        foreach (SourceFile file in tree.Source)
        {
            foreach ((string what, Regex code, Func<string, bool> may) in Outside)
            {
                if (!may(file.Project) && code.Match(file.Code) is { Success: true } found)
                    yield return new Finding("outside", $"{file.Path} {what}", $"line {file.LineOf(found.Index)}");
            }
        }
    }

    private static bool NotCore(string project) => project != "R1Workbook.Core";

    private static bool IsSource(string path) => path.StartsWith("src/", StringComparison.Ordinal);

    private static string Project(string reference) =>
        $"<Project><ItemGroup><ProjectReference Include=\"../{reference}/{reference}.csproj\" /></ItemGroup></Project>";
}
