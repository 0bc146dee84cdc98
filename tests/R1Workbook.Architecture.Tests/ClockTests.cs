using System.Text.RegularExpressions;

namespace R1Workbook.Architecture.Tests;

/// <summary>Tests measure no time: a busy machine must change no result. Limits against a hang are fine.</summary>
public sealed class ClockTests
{
    private static readonly Regex Measured = new(@"\b(Stopwatch|TotalProcessorTime|UserProcessorTime)\b");

    [Fact]
    public void Tests_measure_no_time() => Finding.AssertOnlyKnown("clock", Clocks(SourceTree.Repository));

    [Fact]
    public void A_stopwatch_in_a_test_is_found_and_one_of_a_measurement_is_not()
    {
        SourceTree tree = SourceTree.Of(
            ("tests/R1Workbook.P.Tests/A.cs", "class A\n{\n    Stopwatch _watch;\n}"),
            ("tests/R1Workbook.Performance/B.cs", "class B { Stopwatch _watch; }"),
            ("src/P/C.cs", "class C { Stopwatch _watch; }")
        );
        Finding found = Assert.Single(Clocks(tree));
        Assert.Equal(("tests/R1Workbook.P.Tests/A.cs", "line 3"), (found.Place, found.Detail));
    }

    // Performance measures and asserts nothing.
    private static IEnumerable<Finding> Clocks(SourceTree tree) =>
        from file in tree.Files
        where file.Path.StartsWith("tests/", StringComparison.Ordinal)
        where !file.Path.StartsWith("tests/R1Workbook.Performance/", StringComparison.Ordinal)
        let found = Measured.Match(file.Code)
        where found.Success
        select new Finding("clock", file.Path, $"line {file.LineOf(found.Index)}");
}
