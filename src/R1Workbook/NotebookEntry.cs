using System.Text.Json;
using System.Text.RegularExpressions;

namespace R1Workbook;

/// <summary>One notebook on the map of the workbook, as it describes itself.</summary>
/// <remarks>It reads the Markdown cells itself: the library may not refer to the kernel, which knows the whole
/// format.</remarks>
/// <param name="File">Its file name.</param>
/// <param name="Title">Its first heading; the file name where it has none.</param>
/// <param name="Shows">What stands after "This notebook shows", to the end of the sentence; empty where it does not say
/// so.</param>
/// <param name="RunTime">What stands after "Run time on two cores:", to the end of the sentence; empty where it does
/// not say so.</param>
public sealed partial record NotebookEntry(string File, string Title, string Shows, string RunTime)
{
    /// <summary>Reads the description from the Markdown cells of a notebook.</summary>
    /// <param name="path">The .ipynb file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is not a notebook; the message names it and says what is
    /// wrong.</exception>
    public static NotebookEntry Read(string path)
    {
        string file = Path.GetFileName(path),
            text = string.Join("\n\n", MarkdownCells(path));
        Match title = Heading().Match(text);
        return new NotebookEntry(
            file,
            title.Success ? Plain(title.Groups[1].Value) : Path.GetFileNameWithoutExtension(file),
            Capitalised(SentenceAfter("This notebook shows", text)),
            SentenceAfter("Run time on two cores:", text)
        );
    }

    private static List<string> MarkdownCells(string path)
    {
        try
        {
            using JsonDocument notebook = JsonDocument.Parse(System.IO.File.ReadAllText(path));
            return
            [
                .. notebook
                    .RootElement.GetProperty("cells")
                    .EnumerateArray()
                    .Where(cell => cell.GetProperty("cell_type").GetString() == "markdown")
                    .Select(cell => Source(cell.GetProperty("source"))),
            ];
        }
        catch (Exception exception)
            when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new InvalidDataException(
                $"{path} is not a notebook ({exception.Message}). Restore it with git, or move it out of the folder "
                    + $"of notebooks.",
                exception
            );
        }
    }

    // nbformat allows one string or a list of lines.
    private static string Source(JsonElement source) =>
        source.ValueKind == JsonValueKind.Array
            ? string.Concat(source.EnumerateArray().Select(line => line.GetString()))
            : source.GetString() ?? "";

    private static string SentenceAfter(string words, string text)
    {
        string paragraph =
            text.Split("\n\n").Select(Plain).FirstOrDefault(part => part.Contains(words, StringComparison.Ordinal))
            ?? "";
        return paragraph.Length == 0
            ? ""
            : SentenceEnd()
                .Split(paragraph[(paragraph.IndexOf(words, StringComparison.Ordinal) + words.Length)..].Trim(), 2)[0]
                .TrimEnd('.');
    }

    private static string Plain(string markdown) =>
        string.Join(' ', Emphasis().Replace(markdown, "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Capitalised(string text) =>
        text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    [GeneratedRegex(@"^#\s+(.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"(?<=[.!?])\s")]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"[*`$]")]
    private static partial Regex Emphasis();
}
