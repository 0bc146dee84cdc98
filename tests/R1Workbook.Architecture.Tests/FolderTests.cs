namespace R1Workbook.Architecture.Tests;

/// <summary>Folders are namespaces, they have no cycles, and a type's name means one thing.</summary>
public sealed class FolderTests
{
    // Files whose namespace is not their folder, with the reason.
    private static readonly (Func<SourceFile, bool> Which, string Why)[] ForeignNamespaces =
    [
        (
            file =>
                file.Namespace.Length == 0
                && (
                    file.Path.EndsWith("/__Guard.cs", StringComparison.Ordinal)
                    || file.Path.EndsWith("/__Debug.cs", StringComparison.Ordinal)
                ),
            "code that the kernel writes into cells calls it, and must find it under any using directives"
        ),
    ];

    // Names that stand for two things, with the reason. There is none.
    private static readonly Dictionary<string, string> SharedNames = [];

    [Fact]
    public void Namespace_and_folder_are_the_same() =>
        Finding.AssertOnlyKnown("namespace", Namespaces(SourceTree.Repository));

    [Fact]
    public void No_type_lies_in_a_namespace_of_somebody_else() =>
        Finding.AssertOnlyKnown("foreign", Foreign(SourceTree.Repository));

    [Fact]
    public void A_type_in_a_namespace_of_somebody_else_is_found()
    {
        SourceTree tree = SourceTree.Of(
            ("src/P/A/One.cs", "namespace Microsoft.DotNet.Interactive;\n\npublic sealed class One { }\n"),
            ("src/P/A/Two.cs", "namespace R1WorkbookOfOthers;\n\npublic sealed class Two { }\n"),
            ("src/P/A/Three.cs", "namespace R1Workbook.P.A;\n\npublic sealed class Three { }\n")
        );
        Assert.Equal(["src/P/A/One.cs", "src/P/A/Two.cs"], Foreign(tree).Select(finding => finding.Place));
    }

    [Fact]
    public void Folders_have_no_cycle() => Finding.AssertOnlyKnown("cycle", Cycles(SourceTree.Repository));

    [Fact]
    public void A_type_has_a_name_of_its_own() => Finding.AssertOnlyKnown("name", Twins(SourceTree.Repository));

    [Fact]
    public void A_cycle_of_folders_a_wrong_namespace_and_twins_are_found()
    {
        SourceTree tree = SourceTree.Of(
            ("src/P/A/One.cs", "using P.B;\n\nnamespace P.A;\n\npublic sealed class One { }\n"),
            ("src/P/B/Two.cs", "using P.C.Inner;\n\nnamespace P.B;\n\npublic record Two(int X);\n"),
            ("src/P/C/Inner/Three.cs", "namespace P.C.Inner;\n\ninternal enum Three\n{\n    X = A.One,\n}\n"),
            ("src/P/D/Four.cs", "using P.A;\n\nnamespace P;\n\npublic interface Three { }\n")
        );
        Assert.Equal("src/P: A, B, C", Assert.Single(Cycles(tree)).Place);
        Assert.Equal("src/P/D/Four.cs", Assert.Single(Namespaces(tree)).Place);
        Assert.Equal("Three", Assert.Single(Twins(tree)).Place);
    }

    [Fact]
    public void A_folder_and_its_own_subfolders_are_one_room()
    {
        SourceTree tree = SourceTree.Of(
            ("src/P/A/One.cs", "using P.A.Inner;\n\nnamespace P.A;\n\npublic class One { }\n"),
            ("src/P/A/Inner/Two.cs", "using P.A;\n\nnamespace P.A.Inner;\n\npublic class Two { }\n")
        );
        Assert.Empty(Cycles(tree));
    }

    private static IEnumerable<Finding> Namespaces(SourceTree tree) =>
        from file in tree.Source
        let expected = string.Join('.', [file.Project, .. file.Folders])
        where file.Types.Any() && file.Namespace != expected
        where !ForeignNamespaces.Any(foreign => foreign.Which(file))
        select new Finding("namespace", file.Path, $"{file.Namespace} where {expected} is the folder");

    private static IEnumerable<Finding> Foreign(SourceTree tree) =>
        from file in tree.Source
        where file.Types.Any() && $"{file.Namespace}.".StartsWith("R1Workbook.", StringComparison.Ordinal) is false
        where !ForeignNamespaces.Any(foreign => foreign.Which(file))
        select new Finding("foreign", file.Path, $"{file.Namespace} is no namespace of this project");

    private static IEnumerable<Finding> Twins(SourceTree tree) =>
        from file in tree.Source
        from type in file.Types
        group file by type into same
        let namespaces = same.Select(file => file.Namespace).Distinct().Order().ToArray()
        where namespaces.Length > 1 && !SharedNames.ContainsKey(same.Key)
        select new Finding("name", same.Key, string.Join(" and ", namespaces));

    // Within each folder: its subfolders are the nodes, and what a file of one names of another is an arrow.
    private static IEnumerable<Finding> Cycles(SourceTree tree)
    {
        Dictionary<(string Parent, string From, string To), string> arrows = [];
        Dictionary<string, string[][]> folders = tree
            .Source.GroupBy(file => file.Namespace)
            .ToDictionary(
                group => group.Key,
                group => group.Select(file => file.Folders.Prepend(file.Project).ToArray()).ToArray()
            );
        foreach (SourceFile file in tree.Source)
        {
            string[] from = [file.Project, .. file.Folders];
            foreach ((string named, int line) in tree.NamespacesNamedIn(file))
            {
                foreach (string[] to in folders[named])
                {
                    int same = from.Zip(to).TakeWhile(pair => pair.First == pair.Second).Count();
                    if (same > 0 && same < from.Length && same < to.Length)
                        arrows.TryAdd((string.Join('/', from[..same]), from[same], to[same]), $"{file.Path}:{line}");
                }
            }
        }
        foreach (var parent in arrows.Keys.GroupBy(arrow => arrow.Parent))
        {
            ILookup<string, string> next = parent.ToLookup(arrow => arrow.From, arrow => arrow.To);
            string[] nodes = [.. parent.SelectMany(arrow => new[] { arrow.From, arrow.To }).Distinct().Order()];
            Dictionary<string, HashSet<string>> reached = nodes.ToDictionary(node => node, node => Reached(node, next));
            HashSet<string> done = [];
            foreach (string node in nodes.Where(node => reached[node].Contains(node)))
            {
                string[] knot =
                [
                    .. nodes.Where(other => reached[node].Contains(other) && reached[other].Contains(node)),
                ];
                if (!done.Add(knot[0]))
                    continue;
                IEnumerable<string> where = parent
                    .Where(arrow => knot.Contains(arrow.From) && knot.Contains(arrow.To))
                    .Select(arrow => $"{arrow.From} -> {arrow.To} at {arrows[arrow]}");
                yield return new Finding(
                    "cycle",
                    $"src/{parent.Key}: {string.Join(", ", knot)}",
                    string.Join("; ", where)
                );
            }
        }
    }

    private static HashSet<string> Reached(string start, ILookup<string, string> next)
    {
        HashSet<string> reached = [];
        Stack<string> open = new(next[start]);
        while (open.TryPop(out string? node))
        {
            if (!reached.Add(node))
                continue;
            foreach (string further in next[node])
                open.Push(further);
        }
        return reached;
    }
}
