using System.Text.RegularExpressions;

namespace R1Workbook.Architecture.Tests;

/// <summary>What the library does in one place only, so that it is right everywhere.</summary>
public sealed class OneOfAKindTests
{
    private static readonly (string What, Regex Code, string[] Homes)[] Rules =
    [
        (
            "replaces a file",
            new Regex(@"\bFile\.Move\("),
            [
                "src/R1Workbook.Core/Files/AtomicFile.cs",
                "src/R1Workbook.Kernel/Files/WholeFile.cs", // the kernel does not refer to Core
                "src/R1Workbook.Benchmarks/Files/Download.cs", // keeps what has come, to go on from there
            ]
        ),
        (
            "chooses how letters are written in JSON",
            new Regex(@"\bUnsafeRelaxedJsonEscaping\b"),
            [
                "src/R1Workbook.Core/Files/JsonText.cs",
                "src/R1Workbook.Kernel/Notebooks/NotebookWriter.cs",
                "src/R1Workbook.Kernel/Jupyter/KernelSpec.cs",
            ]
        ),
    ];

    [Fact]
    public void Files_are_replaced_and_JSON_is_written_in_one_place() =>
        Finding.AssertOnlyKnown("one", Elsewhere(SourceTree.Repository));

    [Fact]
    public void A_second_writer_is_found()
    {
        SourceTree tree = SourceTree.Of(
            ("src/R1Workbook.Core/Files/AtomicFile.cs", "class A { void M() => File.Move(a, b); }"),
            ("src/R1Workbook.Core/B.cs", "class B\n{\n    void M() => File.Move(a, b);\n}")
        );
        Finding found = Assert.Single(Elsewhere(tree));
        Assert.Equal(("src/R1Workbook.Core/B.cs replaces a file", "line 3"), (found.Place, found.Detail));
    }

    private static IEnumerable<Finding> Elsewhere(SourceTree tree) =>
        from file in tree.Source
        from rule in Rules
        where !rule.Homes.Contains(file.Path)
        let found = rule.Code.Match(file.Code)
        where found.Success
        select new Finding("one", $"{file.Path} {rule.What}", $"line {file.LineOf(found.Index)}");
}
