using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using R1Workbook.Kernel.Files;

namespace R1Workbook.Kernel.Notebooks;

/// <summary>Writes notebooks the way Jupyter does: indent of one space, sources as lists of lines, one line feed at the
/// end.</summary>
public static class NotebookWriter
{
    private static readonly JsonWriterOptions Format = new()
    {
        Indented = true,
        IndentSize = 1,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes the file whole or not at all: to a temporary file beside it, then renamed.</summary>
    /// <param name="notebook">What to write.</param>
    /// <param name="path">The file; its folder is made when missing.</param>
    /// <exception cref="IOException">The folder or file cannot be written.</exception>
    public static void Write(Notebook notebook, string path) => WholeFile.Write(path, ToUtf8(notebook));

    /// <summary>The notebook as UTF-8 text.</summary>
    /// <param name="notebook">What to write.</param>
    public static byte[] ToUtf8(Notebook notebook)
    {
        Notebook lined = notebook.WithCells(notebook.Cells.Select(WithSourceLines));
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Format))
        {
            lined.Json.WriteTo(writer);
        }

        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    private static NotebookCell WithSourceLines(NotebookCell cell)
    {
        var json = (JsonObject)cell.Json.DeepClone();
        json["source"] = MultilineText.Lines(cell.Source);
        return new NotebookCell(json);
    }
}
