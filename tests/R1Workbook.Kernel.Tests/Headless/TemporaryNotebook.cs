using System.Text.Json.Nodes;
using R1Workbook.Kernel.Headless;
using R1Workbook.Kernel.Host;
using R1Workbook.Kernel.Notebooks;

namespace R1Workbook.Kernel.Tests.Headless;

/// <summary>A notebook in a folder of its own, run by the r1 that was built with these tests.</summary>
internal sealed class TemporaryNotebook : IDisposable
{
    public TemporaryNotebook(params string[] cells)
    {
        Folder = Directory.CreateTempSubdirectory("r1-notebook-").FullName;
        Path = Write("case.ipynb", cells);
    }

    public string Folder { get; }

    public string Path { get; }

    public string Output => System.IO.Path.Combine(Folder, "out");

    /// <summary>The r1 program that is built with these tests, in its own folder beside theirs.</summary>
    public static string R1 { get; } =
        System.IO.Path.GetFullPath(
            System.IO.Path.Combine(AppContext.BaseDirectory, "..", "..", "R1Workbook.Cli", "release", "r1.dll")
        );

    public string Write(string name, params string[] cells)
    {
        string path = System.IO.Path.Combine(Folder, name);
        File.WriteAllText(
            path,
            new JsonObject
            {
                ["cells"] = new JsonArray([
                    .. cells.Select(
                        (source, i) =>
                            (JsonNode)
                                new JsonObject
                                {
                                    ["cell_type"] = "code",
                                    ["execution_count"] = null,
                                    ["id"] = $"cell-{i}",
                                    ["metadata"] = new JsonObject(),
                                    ["outputs"] = new JsonArray(),
                                    ["source"] = source,
                                }
                    ),
                ]),
                ["metadata"] = new JsonObject
                {
                    ["kernelspec"] = new JsonObject
                    {
                        ["display_name"] = ".NET (C#)",
                        ["language"] = "C#",
                        ["name"] = ".net-csharp",
                    },
                },
                ["nbformat"] = 4,
                ["nbformat_minor"] = 5,
            }.ToJsonString()
        );
        return path;
    }

    /// <summary>Gives cells, counted from 1, a tag.</summary>
    public void Tag(string tag, params int[] cells)
    {
        JsonNode notebook = JsonNode.Parse(File.ReadAllText(Path))!;
        foreach (int cell in cells)
            notebook["cells"]![cell - 1]!["metadata"]!["tags"] = new JsonArray(tag);
        File.WriteAllText(Path, notebook.ToJsonString());
    }

    public Task<NotebookResult> RunAsync(
        double timeout = 60,
        IProgress<CellProgress>? progress = null,
        CancellationToken cancellationToken = default
    ) =>
        new NotebookRun(
            new RunOptions(new HostCommand("dotnet", [R1, "run-cell-host"]), Output)
            {
                CellTimeout = TimeSpan.FromSeconds(timeout),
            },
            progress ?? new Silent()
        ).RunAsync(Path, cancellationToken);

    public CellOutput[] Outputs(int cell) =>
        [.. NotebookReader.Read(System.IO.Path.Combine(Output, "case.ipynb")).Cells[cell - 1].Outputs];

    public string Text(int cell) =>
        string.Concat(
            Outputs(cell).Select(output => output.Kind == "stream" ? output.Text : output.Data("text/plain"))
        );

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private sealed class Silent : IProgress<CellProgress>
    {
        public void Report(CellProgress value) { }
    }
}
