namespace R1Workbook.Core.Instructions;

/// <summary>A response with something taken away that may have hidden that it follows.</summary>
/// <param name="Text">The text.</param>
/// <param name="Change">What was taken away; empty for the response itself.</param>
public readonly record struct ResponseVariant(string Text, string Change)
{
    /// <summary>
    /// The eight variants of the official loose evaluation: the response itself, without its first line, its last line,
    /// both; and each of these without asterisks. Where a line was taken away the rest is stripped of spaces.
    /// </summary>
    public static IReadOnlyList<ResponseVariant> Of(string response)
    {
        string[] lines = response.Split('\n');
        ResponseVariant[] whole =
        [
            new(response, ""),
            new(Joined(lines, 1, 0), "without its first line"),
            new(Joined(lines, 0, 1), "without its last line"),
            new(Joined(lines, 1, 1), "without its first and last lines"),
        ];
        return
        [
            .. whole,
            .. whole.Select(variant => new ResponseVariant(
                variant.Text.Replace("*", "", StringComparison.Ordinal),
                variant.Change.Length == 0 ? "without asterisks" : $"{variant.Change} and asterisks"
            )),
        ];
    }

    private static string Joined(string[] lines, int first, int last) =>
        PythonText.Strip(string.Join('\n', lines.Skip(first).Take(Math.Max(0, lines.Length - first - last))));
}
