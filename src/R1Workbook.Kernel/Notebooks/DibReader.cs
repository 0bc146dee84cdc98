using System.Text.Json;
using System.Text.Json.Nodes;

namespace R1Workbook.Kernel.Notebooks;

/// <summary>Reads notebooks of the .dib format: plain text in which <c>#!language</c> begins each cell and
/// <c>#!meta</c> holds JSON.</summary>
internal static class DibReader
{
    private static readonly HashSet<string> Starts = new(StringComparer.OrdinalIgnoreCase)
    {
        "#!csharp",
        "#!c#",
        "#!cs",
        "#!fsharp",
        "#!f#",
        "#!fs",
        "#!sql",
        "#!javascript",
        "#!js",
        "#!html",
        "#!mermaid",
        "#!markdown",
        "#!md",
        "#!value",
        "#!pwsh",
        "#!powershell",
        "#!kql",
        "#!http",
        "#!meta",
    };

    /// <summary>The cells of a file, blank ones left out.</summary>
    public static IReadOnlyList<DibCell> Parse(string text)
    {
        var cells = new List<DibCell>();
        string[] lines = text.ReplaceLineEndings("\n").Split('\n');
        string start = "csharp";
        string standard = "csharp";
        int first = 0;
        for (int i = 0; i <= lines.Length; i++)
        {
            string? word = i < lines.Length ? lines[i].Split((char[]?)null, 2)[0] : null;
            if (word is not null && !Starts.Contains(word))
            {
                continue;
            }

            string source = string.Join('\n', lines[first..i]);
            if (start == "meta")
            {
                standard = DefaultLanguage(source) ?? standard;
                start = standard;
            }
            else if (!string.IsNullOrWhiteSpace(source))
            {
                cells.Add(new DibCell(start, source.TrimEnd('\n'), first + 1));
            }

            // A start line with options is a directive too: it stays in the cell.
            bool hasOptions = word is not null && lines[i].Trim().Length > word.Length;
            start = hasOptions ? standard : word?[2..] ?? "";
            first = hasOptions ? i : i + 1;
        }

        return cells;
    }

    private static string? DefaultLanguage(string json)
    {
        try
        {
            return
                JsonNode.Parse(json)?["kernelInfo"]?["defaultKernelName"] is JsonValue name
                && name.TryGetValue(out string? text)
                ? text
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>One cell of a .dib file.</summary>
/// <param name="Language">Its language.</param>
/// <param name="Source">Its text.</param>
/// <param name="FirstLine">The line of the file where it begins, from 1.</param>
internal sealed record DibCell(string Language, string Source, int FirstLine);
