using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace R1Workbook.Kernel.Notebooks;

/// <summary>Reads notebooks of nbformat 4 (https://nbformat.readthedocs.io).</summary>
public static class NotebookReader
{
    // With every figure of a long training as a picture a notebook has some 20 MB.
    private const int MostBytes = 256 << 20;

    /// <summary>Reads and checks one notebook file.</summary>
    /// <param name="path">The .ipynb file.</param>
    /// <exception cref="NotebookException">The file is missing, no JSON, of another nbformat, or holds a cell without
    /// type or source.</exception>
    public static Notebook Read(string path)
    {
        byte[] bytes;
        try
        {
            bytes = Content(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new NotebookException($"{path}: no such file. Give the path of an .ipynb file.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NotebookException($"{path}: cannot be read: {e.Message}", e);
        }

        return Parse(bytes, path);
    }

    // A notebook has to be in memory as a whole. A device says that it has no bytes and goes on without end.
    private static byte[] Content(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using MemoryStream content = new();
        byte[] part = new byte[1 << 16];
        for (int read; content.Length <= MostBytes && (read = file.Read(part)) > 0; )
            content.Write(part.AsSpan(0, read));
        return content.Length <= MostBytes
            ? content.ToArray()
            : throw new NotebookException($"{path}: it has more than {MostBytes >> 20} MiB. Is it a notebook?");
    }

    /// <summary>Checks a notebook given as UTF-8 text.</summary>
    /// <param name="utf8">The file's bytes; a byte order mark is allowed.</param>
    /// <param name="path">The name that errors carry.</param>
    /// <exception cref="NotebookException">As <see cref="Read"/>, but for the missing file.</exception>
    public static Notebook Parse(ReadOnlySpan<byte> utf8, string path)
    {
        utf8 = utf8.StartsWith(Encoding.UTF8.Preamble) ? utf8[3..] : utf8;
        if (!System.Text.Unicode.Utf8.IsValid(utf8))
        {
            throw new NotebookException(
                $"{path}: not JSON: the file is no UTF-8 text. Save it as UTF-8, or restore the file."
            );
        }

        JsonNode? node;
        try
        {
            node = JsonNode.Parse(utf8, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (JsonException e)
        {
            throw new NotebookException(
                $"{path}({Place(utf8, e)}): not JSON: {Reason(e)} Open the file in a text editor and mend that "
                    + $"line, or restore the file.",
                e
            );
        }
        catch (InvalidOperationException e)
        {
            throw NoUnicode(path, e);
        }

        if (node is not JsonObject json)
        {
            throw new NotebookException(
                $"{path}: not a notebook: the file's JSON is no object. Give an .ipynb file of nbformat 4."
            );
        }

        try
        {
            CheckFormat(json, path);
            CheckCells(json, path);
            CheckTexts(json);
        }
        catch (InvalidOperationException e)
        {
            throw NoUnicode(path, e);
        }

        return new Notebook(json);
    }

    // Half a surrogate pair, written as an escape, is JSON and yet no text.
    private static NotebookException NoUnicode(string path, InvalidOperationException e) =>
        new($"{path}: a text within is no Unicode: {e.Message} Mend it in a text editor, or restore the file.", e);

    private static void CheckFormat(JsonObject json, string path)
    {
        if (json["nbformat"] is not JsonValue value || !value.TryGetValue(out int format))
        {
            throw new NotebookException(
                $"{path}: not a notebook: the field 'nbformat' is missing. Give an .ipynb file of nbformat 4."
            );
        }

        if (format != 4)
        {
            string mend =
                format < 4
                    ? $"Convert it with: jupyter nbconvert --to notebook --inplace {Path.GetFileName(path)}"
                    : "Save it as nbformat 4 in the program that wrote it.";
            throw new NotebookException($"{path}: a notebook of nbformat {format}; only nbformat 4 is read. {mend}");
        }

        if (json["cells"] is not JsonArray)
        {
            throw new NotebookException($"{path}: not a notebook: the list 'cells' is missing.");
        }
    }

    private static void CheckCells(JsonObject json, string path)
    {
        int number = 0;
        foreach (JsonNode? node in (JsonArray)json["cells"]!)
        {
            number++;
            if (
                node is not JsonObject cell
                || MultilineText.Join(cell["cell_type"]) is not ("code" or "markdown" or "raw")
            )
            {
                throw new NotebookException(
                    $"{path}: entry {number} of 'cells': 'cell_type' is not code, markdown or raw."
                );
            }

            if (MultilineText.Join(cell["source"]) is null)
            {
                throw new NotebookException(
                    $"{path}: entry {number} of 'cells': 'source' is neither a string nor a list of strings."
                );
            }

            if (WrongPart(cell) is { } wrong)
            {
                throw new NotebookException(
                    $"{path}: entry {number} of 'cells': {wrong} Mend it in a text editor, or restore the file."
                );
            }
        }
    }

    // What may be missing, but is never something else.
    private static string? WrongPart(JsonObject cell)
    {
        if (cell["metadata"] is not (null or JsonObject))
        {
            return "'metadata' is no object.";
        }

        if (cell["id"] is { } id && MultilineText.Join(id) is null)
        {
            return "'id' is no text.";
        }

        if (cell["outputs"] is not (null or JsonArray))
        {
            return "'outputs' is no list.";
        }

        int number = 0;
        foreach (JsonNode? node in cell["outputs"] as JsonArray ?? [])
        {
            number++;
            if (node is not JsonObject output || MultilineText.Join(output["output_type"]) is null)
            {
                return $"output {number} is no object with the text 'output_type'.";
            }

            if (output["data"] is not (null or JsonObject) || output["name"] is not (null or JsonValue))
            {
                return $"'data' of output {number} is no object, or its 'name' no text.";
            }
        }

        return null;
    }

    // A text of JSON is read when it is first asked for: here, and not in the middle of a page or of a run.
    private static void CheckTexts(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject fields:
                foreach ((_, JsonNode? field) in fields)
                {
                    CheckTexts(field);
                }

                break;
            case JsonArray items:
                foreach (JsonNode? item in items)
                {
                    CheckTexts(item);
                }

                break;
            case JsonValue value:
                value.TryGetValue<string>(out _);
                break;
        }
    }

    // JsonException counts lines from 0 and columns in bytes from 0; people count characters from 1.
    private static string Place(ReadOnlySpan<byte> utf8, JsonException e)
    {
        int line = (int)(e.LineNumber ?? 0);
        for (int skipped = 0; skipped < line; skipped++)
        {
            utf8 = utf8[(utf8.IndexOf((byte)'\n') + 1)..];
        }

        int bytes = (int)Math.Min(e.BytePositionInLine ?? 0, utf8.Length);
        return $"{line + 1},{Encoding.UTF8.GetCharCount(utf8[..bytes]) + 1}";
    }

    private static string Reason(JsonException e)
    {
        int tail = e.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return (tail < 0 ? e.Message : e.Message[..tail]).Trim();
    }
}
