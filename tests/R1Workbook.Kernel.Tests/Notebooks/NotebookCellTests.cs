using System.Text.Json.Nodes;
using R1Workbook.Kernel.Notebooks;

namespace R1Workbook.Kernel.Tests.Notebooks;

public sealed class NotebookCellTests
{
    [Theory]
    [InlineData(
        """{"polyglot_notebook": {"kernelName": "fsharp"}, "dotnet_interactive": {"language": "sql"} }""",
        "fsharp"
    )]
    [InlineData("""{"dotnet_interactive": {"language": "sql"} }""", "sql")]
    [InlineData("""{"vscode": {"languageId": "polyglot-notebook.sql"} }""", "sql")]
    [InlineData("{}", "csharp")]
    public void Its_language_is_named_by_its_metadata(string metadata, string language)
    {
        var cell = new NotebookCell(
            new JsonObject
            {
                ["cell_type"] = "code",
                ["source"] = "x",
                ["metadata"] = JsonNode.Parse(metadata),
            }
        );

        Assert.Equal(language, cell.Language);
    }
}
