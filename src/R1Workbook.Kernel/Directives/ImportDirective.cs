using System.Globalization;
using R1Workbook.Kernel.Contracts;
using R1Workbook.Kernel.Notebooks;

namespace R1Workbook.Kernel.Directives;

/// <summary><c>#!import</c></summary>
internal sealed class ImportDirective : ICellDirective
{
    private const int DeepestImport = 20;

    private static readonly Dictionary<string, string> Languages = new(StringComparer.OrdinalIgnoreCase)
    {
        [".cs"] = "csharp",
        [".csx"] = "csharp",
        [".fs"] = "fsharp",
        [".fsx"] = "fsharp",
        [".html"] = "html",
        [".js"] = "javascript",
        [".md"] = "markdown",
        [".mmd"] = "mermaid",
        [".sql"] = "sql",
    };

    public string Name => "import";

    public string Summary =>
        "Runs a file here: a notebook (.ipynb, .dib) or source (.cs, .csx, .fs, .fsx, .sql, .html, .js, .md).";

    public DirectiveSyntax Syntax { get; } =
        new(
            new DirectiveParameter("file", "FILE", "The file, relative to the notebook's folder.")
            {
                IsPositional = true,
                IsRequired = true,
            }
        );

    // Paths stay relative to the notebook, inside imported files too: the dialect's rule.
    public async Task<CellError?> RunAsync(DirectiveArguments arguments, string text, DirectiveContext context)
    {
        string file = arguments.Required("file");
        string path = Path.GetFullPath(Path.Combine(context.Folder, file));
        if (!File.Exists(path))
        {
            throw new CellException($"#!import {file}: no such file: {path}.", arguments.Line);
        }

        if (context.Depth == DeepestImport)
        {
            throw new CellException(
                $"#!import {file}: {DeepestImport} imports inside each other; does the file import itself?",
                arguments.Line
            );
        }

        CellError? error = null;
        foreach (ImportedCell cell in Cells(file, path, arguments.Line))
        {
            error = await context
                .Runner.RunAsync(cell.Source, cell.Language, cell.Name, context.Depth + 1, context.CancellationToken)
                .ConfigureAwait(true);
            if (error is not null)
            {
                break;
            }
        }

        // To the reader of this cell the fault is at the import; the message says where in the file.
        return error is null
            ? null
            : error with
            {
                Line = arguments.Line,
                Message = error.Line is { } line
                    ? string.Create(CultureInfo.InvariantCulture, $"{file}, line {line}: {error.Message}")
                    : error.Message,
            };
    }

    private static IEnumerable<ImportedCell> Cells(string file, string path, int line)
    {
        string extension = Path.GetExtension(path);
        if (Languages.TryGetValue(extension, out string? language))
        {
            return [new ImportedCell(File.ReadAllText(path), language, file)];
        }

        string Numbered(int i) => string.Create(CultureInfo.InvariantCulture, $"{file} cell {i + 1}");
        switch (extension.ToLowerInvariant())
        {
            case ".dib":
                return DibReader
                    .Parse(File.ReadAllText(path))
                    .Select((c, i) => new ImportedCell(new string('\n', c.FirstLine - 1) + c.Source, c.Language, file));
            case ".ipynb":
                try
                {
                    return NotebookReader
                        .Read(path)
                        .Cells.Where(c => c.Kind is "code" or "markdown")
                        .Select((c, i) => new ImportedCell(c.Source, c.IsCode ? c.Language : "markdown", Numbered(i)));
                }
                catch (NotebookException e)
                {
                    throw new CellException($"#!import {file}: {e.Message}", line);
                }

            default:
                throw new CellException(
                    $"#!import {file}: only .ipynb, .dib, {string.Join(", ", Languages.Keys)} files can be imported.",
                    line
                );
        }
    }

    private sealed record ImportedCell(string Source, string Language, string Name);
}
