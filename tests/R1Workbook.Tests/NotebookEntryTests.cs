namespace R1Workbook.Tests;

public sealed class NotebookEntryTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("r1-map-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_notebook_tells_its_title_what_it_shows_and_how_long_it_runs()
    {
        string path = Written(
            "07-sampling.ipynb",
            """
            {"cells": [
              {"cell_type": "markdown", "source": ["# Rejection `sampling`\n", "\n",
               "**This notebook shows** how 2.5 of 10 samples\n", "are kept. More follows.\n", "\n",
               "Run time on two cores: a minute or two. It reads nothing."]},
              {"cell_type": "code", "source": "// # not a heading; This notebook shows nothing"}
            ]}
            """
        );

        Assert.Equal(
            new NotebookEntry(
                "07-sampling.ipynb",
                "Rejection sampling",
                "How 2.5 of 10 samples are kept",
                "a minute or two"
            ),
            NotebookEntry.Read(path)
        );
    }

    [Fact]
    public void A_notebook_that_says_nothing_of_itself_goes_by_its_file_name()
    {
        string path = Written(
            "untitled.ipynb",
            """{"cells": [{"cell_type": "markdown", "source": "## Only a section"}]}"""
        );

        Assert.Equal(new NotebookEntry("untitled.ipynb", "untitled", "", ""), NotebookEntry.Read(path));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"cells\": [")]
    [InlineData("[]")]
    [InlineData("{\"cells\": {}}")]
    [InlineData("{\"nbformat\": 4}")]
    public void A_file_that_is_no_notebook_is_named(string content)
    {
        string path = Written("broken.ipynb", content);

        InvalidDataException refused = Assert.Throws<InvalidDataException>(() => NotebookEntry.Read(path));
        Assert.Contains(path, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_map_has_every_notebook_of_a_folder_in_order_and_none_of_the_folders_within()
    {
        Written("10-b.ipynb", """{"cells": []}""");
        Written("02-a.ipynb", """{"cells": []}""");
        _folder.CreateSubdirectory("exercises");
        Written("exercises/01.ipynb", """{"cells": []}""");
        Written("notes.md", "");

        Assert.Equal(
            ["02-a.ipynb", "10-b.ipynb"],
            Workbook.Notebooks(_folder.FullName).Select(notebook => notebook.File)
        );
    }

    [Fact]
    public void Every_notebook_of_the_workbook_says_what_it_shows_and_how_long_it_runs()
    {
        IReadOnlyList<NotebookEntry> map = Workbook.Notebooks();

        Assert.Contains(map, notebook => notebook.File == "00-start-here.ipynb");
        Assert.All(
            map,
            notebook =>
            {
                Assert.NotEqual(Path.GetFileNameWithoutExtension(notebook.File), notebook.Title);
                Assert.NotEmpty(notebook.Shows);
                Assert.NotEmpty(notebook.RunTime);
            }
        );
    }

    private string Written(string name, string content)
    {
        string path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, content);
        return path;
    }
}
