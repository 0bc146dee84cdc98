using System.Text.Json.Nodes;

namespace R1Workbook.Notebooks.Tests;

/// <summary>A notebook of the workbook as the tests see it.</summary>
public sealed record WorkbookNotebook(string Path, JsonObject Json)
{
    public static string Root { get; } = FindRoot();

    public static IEnumerable<WorkbookNotebook> All() =>
        Directory
            .EnumerateFiles(System.IO.Path.Combine(Root, "notebooks"), "*.ipynb", SearchOption.AllDirectories)
            .Where(path => !path.Contains(".ipynb_checkpoints", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(Load);

    public static TheoryData<string> Names() => new(All().Select(notebook => notebook.Name));

    public static WorkbookNotebook Load(string path) => new(path, JsonNode.Parse(File.ReadAllText(path))!.AsObject());

    public static WorkbookNotebook Named(string name) => All().Single(notebook => notebook.Name == name);

    public string Name => System.IO.Path.GetRelativePath(System.IO.Path.Combine(Root, "notebooks"), Path);

    public IReadOnlyList<NotebookCell> Cells =>
        [.. Json["cells"]!.AsArray().Select((cell, index) => new NotebookCell(index + 1, cell!.AsObject()))];

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "R1Workbook.sln")))
                return folder.FullName;
        }
        throw new DirectoryNotFoundException("R1Workbook.sln is not above the tests.");
    }
}

/// <summary>One cell, numbered from 1.</summary>
public sealed record NotebookCell(int Number, JsonObject Json)
{
    public string Kind => (string)Json["cell_type"]!;

    public string Source =>
        Json["source"] is JsonArray lines
            ? string.Concat(lines.Select(line => (string)line!))
            : (string)Json["source"]!;

    public int LineCount => Source.TrimEnd('\n').Split('\n').Length;
}
