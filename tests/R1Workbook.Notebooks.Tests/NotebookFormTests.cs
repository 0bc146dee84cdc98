using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace R1Workbook.Notebooks.Tests;

/// <summary>The contract of a notebook (design.md): what each must look like before it is run.</summary>
public partial class NotebookFormTests
{
    public static TheoryData<string> Names => WorkbookNotebook.Names();

    [Theory]
    [MemberData(nameof(Names))]
    public void It_is_nbformat_4_5_for_the_csharp_kernel_with_cell_ids(string name)
    {
        JsonObject json = WorkbookNotebook.Named(name).Json;

        Assert.Equal((4, 5), ((int)json["nbformat"]!, (int)json["nbformat_minor"]!));
        Assert.Equal(".net-csharp", (string)json["metadata"]!["kernelspec"]!["name"]!);
        string[] ids = [.. WorkbookNotebook.Named(name).Cells.Select(cell => (string)cell.Json["id"]!)];
        Assert.All(ids, id => Assert.Matches("^[a-zA-Z0-9_-]{1,64}$", id));
        Assert.Equal(ids.Length, ids.Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void It_opens_like_every_other(string name)
    {
        NotebookCell[] cells = [.. WorkbookNotebook.Named(name).Cells];
        NotebookCell[] code = [.. cells.Where(cell => cell.Kind == "code")];
        string first = WorkbookNotebook.All().First().Cells.First(cell => cell.Kind == "code").Source;

        Assert.Equal(first, code[0].Source);
        Assert.Contains(
            cells,
            cell => cell.Kind == "markdown" && cell.Source.Contains("This notebook shows", StringComparison.Ordinal)
        );
        Assert.Single(code, cell => cell.Source.Contains("var scale = ", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Its_code_cells_are_short_and_hold_no_logic_of_the_library(string name)
    {
        Assert.All(
            WorkbookNotebook.Named(name).Cells.Where(cell => cell.Kind == "code"),
            cell =>
            {
                Assert.True(cell.LineCount <= 25, $"cell {cell.Number} has {cell.LineCount} lines");
                Assert.DoesNotMatch(TypeDeclaration(), cell.Source);
            }
        );
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void At_least_four_of_its_cells_and_one_in_four_call_a_check(string name)
    {
        NotebookCell[] code = [.. WorkbookNotebook.Named(name).Cells.Where(cell => cell.Kind == "code")];
        int checking = code.Count(cell =>
            cell.Source.Split('\n').Any(line => CallOfACheck().IsMatch(line.Split("//")[0]))
        );
        Assert.True(checking >= 4 && 4 * checking >= code.Length, $"{checking} of {code.Length} cells check a claim");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void It_names_no_machine_and_holds_no_error(string name)
    {
        WorkbookNotebook notebook = WorkbookNotebook.Named(name);
        string text = File.ReadAllText(notebook.Path);

        Assert.DoesNotContain(WorkbookNotebook.Root, text, StringComparison.Ordinal);
        Assert.DoesNotMatch(AbsolutePath(), text);
        Assert.DoesNotContain(
            notebook.Cells,
            cell =>
                cell.Json["outputs"] is JsonArray outputs
                && outputs.Any(output => (string)output!["output_type"]! == "error")
        );
    }

    [GeneratedRegex(
        @"^\s*(public |internal |private |static |sealed )*(class|struct|interface) ",
        RegexOptions.Multiline
    )]
    private static partial Regex TypeDeclaration();

    [GeneratedRegex(@"\bCheck\.(That|Where|Equal|Between)\(")]
    private static partial Regex CallOfACheck();

    [GeneratedRegex(@"(/home/|/root/|/Users/|C:\\\\Users)")]
    private static partial Regex AbsolutePath();
}
