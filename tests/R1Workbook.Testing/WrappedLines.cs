namespace R1Workbook.Testing;

/// <summary>Long lines of a test's input, such as rows of JSON Lines, written over several lines of source.</summary>
public static class WrappedLines
{
    /// <summary>Joins each line that begins with two spaces or more to the line before, with one space
    /// between.</summary>
    /// <param name="text">The text as it stands in the source.</param>
    public static string Join(string text)
    {
        List<string> lines = [];
        foreach (string line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            if (line.StartsWith("  ", StringComparison.Ordinal) && lines.Count > 0)
                lines[^1] += " " + line.TrimStart();
            else
                lines.Add(line);
        }
        return string.Join('\n', lines);
    }
}
