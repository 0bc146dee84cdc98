using R1Workbook.Kernel.Contracts;
using R1Workbook.Kernel.CSharp;
using R1Workbook.Kernel.References;

namespace R1Workbook.Kernel.Tests.CSharp.Editing;

public sealed class CSharpInspectionTests : IDisposable
{
    private readonly CSharpLanguage _language = new(
        Path.GetTempPath(),
        new SessionReferences(Path.GetTempPath(), _ => { })
    );

    public void Dispose() => _language.Dispose();

    [Theory]
    [InlineData("Math.Sq|rt(2)", "double Math.Sqrt(double d)", "square root")]
    [InlineData("Math.Sqrt|(2)", "double Math.Sqrt(double d)", "Parameters")]
    [InlineData("Math.Sqrt(2|)", "double Math.Sqrt(double d)", "square root")]
    [InlineData("Math.Max(|", "Math.Max(", "overloads")]
    [InlineData("Lis|t<int> xs;", "class System.Collections.Generic.List<int>", "strongly typed list")]
    [InlineData("new List<int>().Ad|d(1)", "List<int>.Add(int item)", "end of the")]
    [InlineData("new[] { 1 }.Wher|e(x => x > 0)", "(extension)", "Filters a sequence")]
    [InlineData("new StringBuilder(|)", "StringBuilder", "new instance")]
    [InlineData("DayOfWeek.Frid|ay", "Friday", "Friday")]
    [InlineData("dis|play(1)", "display(object", "Shows a value now")]
    public void Signature_and_documentation_are_told(string marked, string signature, string words)
    {
        int cursor = marked.IndexOf('|', StringComparison.Ordinal);

        Inspection? inspection = _language.Inspect(marked.Remove(cursor, 1), cursor);

        Assert.Contains(signature, inspection?.Text, StringComparison.Ordinal);
        Assert.Contains(words, inspection!.Text, StringComparison.OrdinalIgnoreCase);
        Assert.StartsWith("```csharp\n", inspection.Markdown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_variable_and_a_function_of_earlier_cells_are_known_with_their_comments()
    {
        Assert.Null(
            (
                await _language.RunAsync(
                    "/// <summary>Doubles <paramref name=\"n\"/>.</summary>\nint Twice(int n) => 2 * n;\nvar four = "
                        + "Twice(2);",
                    "In[1]",
                    default
                )
            ).Error
        );

        Assert.Contains("(variable) int four", _language.Inspect("four", 2)!.Text, StringComparison.Ordinal);
        Assert.Contains("Doubles n.", _language.Inspect("Twice(1)", 2)!.Text, StringComparison.Ordinal);
        Assert.Contains("Doubles `n`.", _language.Inspect("Twice(1)", 2)!.Markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void Members_of_a_library_are_documented_with_what_they_inherit()
    {
        Inspection? inspection = _language.Inspect(
            "new R1Workbook.Kernel.Outputs.CellRecorder().Stream(\"\", \"\")",
            48
        );

        Assert.Contains("Text written to a console stream", inspection?.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"Math\"", 3)]
    [InlineData("// Math", 5)]
    [InlineData("nowhere", 3)]
    [InlineData("", 0)]
    [InlineData("1 + ", 4)]
    public void Nothing_is_told_of_what_is_nothing(string code, int cursor) =>
        Assert.Null(_language.Inspect(code, cursor));
}
