using R1Workbook.Kernel.Contracts;
using R1Workbook.Kernel.Notebooks;
using R1Workbook.Kernel.Tests.Session;

namespace R1Workbook.Kernel.Tests.Notebooks;

[Collection(OneProcess.Name)]
public sealed class PolyglotNotebookTests
{
    [Fact]
    public async Task It_runs_from_first_to_last_cell_with_the_outputs_it_promises()
    {
        Notebook notebook = NotebookReader.Read(Path.Combine(AppContext.BaseDirectory, "Notebooks", "polyglot.ipynb"));
        using var cells = new CellSessionHarness();
        string previous = Directory.GetCurrentDirectory();
        var outputs = new Dictionary<string, IReadOnlyList<CellOutput>>();
        var errors = new Dictionary<string, CellError>();
        try
        {
            // A cell's own relative paths are those of the process, which stands in the notebook's folder.
            Directory.SetCurrentDirectory(cells.Folder);
            foreach (NotebookCell cell in notebook.Cells.Where(c => c.IsCode))
            {
                (outputs[cell.Id!], CellError? error) = await cells.TryAsync(cell.Source, cell.Language);
                Assert.True(error is null == !cell.Tags.Contains("raises-exception"), $"{cell.Id}: {error?.Message}");
                if (error is not null)
                {
                    errors[cell.Id!] = error;
                }
            }
        }
        finally
        {
            Directory.SetCurrentDirectory(previous);
        }

        string? Plain(int cell, int output = 0) =>
            outputs[$"cell-{cell:00}"].ElementAtOrDefault(output)?.Data("text/plain");
        Assert.Equal("6", Plain(2));
        Assert.Equal("steps: [0; 1; 2; 3; 4; 5]\n", outputs["cell-03"][0].Text);
        Assert.Equal("15", Plain(3, 1));
        Assert.Equal("55", Plain(5));
        Assert.Equal("Name  Reward  N\nr1      1.25  2\nzero       1  1", Plain(6));
        Assert.Equal("2 names, Name first", Plain(7));
        Assert.Equal("Name  Score  Reward\nr1     0.79    1.25\nzero   0.71       1", Plain(9));
        Assert.Equal("value\n   16\n   25", Plain(10));
        Assert.All(
            [11, 12],
            cell =>
                Assert.StartsWith("<svg", outputs[$"cell-{cell}"][0].Data("image/svg+xml"), StringComparison.Ordinal)
        );
        Assert.Equal("<p>Plain <b>HTML</b></p>", outputs["cell-13"][0].Data("text/html"));
        Assert.Contains("hello from the browser", outputs["cell-14"][0].Data("text/html"), StringComparison.Ordinal);
        Assert.Equal("**bold** from a code cell", outputs["cell-15"][0].Data("text/markdown"));
        Assert.Empty(outputs["cell-16"]);
        Assert.Equal("7", Plain(17));
        Assert.Equal("best\nfive\nruns\nsquares\ntext", Plain(18));
        Assert.StartsWith("Wall time:", Plain(18, 1), StringComparison.Ordinal);
        Assert.Contains(
            "<td style=\"text-align:left\">runs</td><td style=\"text-align:left\">List&lt;Run&gt;</td>",
            outputs["cell-19"][0].Data("text/html"),
            StringComparison.Ordinal
        );
        Assert.Equal("42", Plain(21));
        Assert.Equal("42", Plain(22));
        Assert.Contains("#!sql [--name NAME]", Plain(23), StringComparison.Ordinal);
        Assert.Contains(
            "csharp, fsharp, sql, javascript, html, markdown, mermaid",
            Plain(24),
            StringComparison.Ordinal
        );
        Assert.Equal(("CatalogError", 2), (errors["cell-25"].Name, errors["cell-25"].Line));
        Assert.Equal(("FS0001", 2), (errors["cell-26"].Name, errors["cell-26"].Line));
        Assert.All(
            outputs.Values.SelectMany(o => o).Where(o => o.Data("text/html") is not null),
            o => Assert.False(string.IsNullOrEmpty(o.Data("text/plain")))
        );
    }
}
