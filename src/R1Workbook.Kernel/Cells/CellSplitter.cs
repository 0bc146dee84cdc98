namespace R1Workbook.Kernel.Cells;

/// <summary>Splits a cell on the magics of the .NET Interactive dialect (lines that start with <c>#!</c>).</summary>
public static class CellSplitter
{
    private static readonly Dictionary<string, string> Languages = new(StringComparer.Ordinal)
    {
        ["csharp"] = "csharp",
        ["c#"] = "csharp",
        ["cs"] = "csharp",
        ["markdown"] = "markdown",
        ["md"] = "markdown",
        ["html"] = "html",
        ["javascript"] = "javascript",
        ["js"] = "javascript",
    };

    // Known to the dialect, so the message says "not yet" instead of "unknown".
    private static readonly HashSet<string> NotYet = new(StringComparer.Ordinal)
    {
        "fsharp", "f#", "fs", "pwsh", "powershell", "sql", "kql", "mermaid", "http", "value", "share", "set", "who", "whos", "lsmagic", "about", "connect", "r",
    };

    /// <summary>The parts of a cell in their order; blank parts are left out.</summary>
    /// <param name="source">The cell's text.</param>
    /// <param name="language">The language of lines before the first magic.</param>
    /// <exception cref="CellException">A magic is unknown, not yet supported or lacks its argument; the message names it.</exception>
    public static IReadOnlyList<CellPart> Split(string source, string language = "csharp")
    {
        string current = Language(language, 1) ?? throw Unsupported(language, 1);
        var parts = new List<CellPart>();
        string[] lines = source.ReplaceLineEndings("\n").Split('\n');
        int start = 0;
        for (int i = 0; i <= lines.Length; i++)
        {
            bool isMagic = i < lines.Length && lines[i].StartsWith("#!", StringComparison.Ordinal);
            if (i < lines.Length && !isMagic)
            {
                continue;
            }

            string text = string.Join('\n', lines[start..i]);
            if (!string.IsNullOrWhiteSpace(text))
            {
                parts.Add(new CellPart(CellPartKind.Text, current, text, start + 1));
            }

            if (isMagic)
            {
                current = Magic(lines[i], i + 1, current, parts);
            }

            start = i + 1;
        }

        return parts;
    }

    // Adds what the magic asks for and returns the language of the lines after it.
    private static string Magic(string line, int number, string current, List<CellPart> parts)
    {
        string[] words = line[2..].Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        string name = words.Length > 0 ? words[0] : "";
        string argument = words.Length > 1 ? words[1] : "";
        switch (name)
        {
            case "time":
                parts.Add(new CellPart(CellPartKind.Time, current, "", number));
                return current;
            case "import":
                argument = argument.StartsWith("--file ", StringComparison.Ordinal) ? argument["--file ".Length..].Trim() : argument;
                argument = argument.Trim('"');
                if (argument.Length == 0)
                {
                    throw new CellException("#!import needs a file: write '#!import FILE' with a .cs, .csx or .ipynb file.", number);
                }

                parts.Add(new CellPart(CellPartKind.Import, current, argument, number));
                return current;
            default:
                string language = Language(name, number) ?? throw Unsupported("#!" + name, number);
                if (argument.Length > 0)
                {
                    throw new CellException($"#!{name} takes no argument here, but '{argument}' follows it. Put the text on the next line.", number);
                }

                return language;
        }
    }

    private static string? Language(string name, int line) =>
        Languages.TryGetValue(name, out string? language) ? language
        : NotYet.Contains(name) ? throw new CellException($"#!{name} is not yet supported by this kernel; it runs csharp, markdown, html and javascript, #!import and #!time.", line)
        : null;

    private static CellException Unsupported(string name, int line) =>
        new($"Unknown magic or language '{name}'. Known: #!csharp, #!markdown, #!html, #!javascript, #!import FILE, #!time.", line);
}
