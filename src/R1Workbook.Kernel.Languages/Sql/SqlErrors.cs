using System.Globalization;
using System.Text.RegularExpressions;
using R1Workbook.Kernel.Contracts;

namespace R1Workbook.Kernel.Languages.Sql;

/// <summary>DuckDB's errors with the lines of the cell.</summary>
internal static partial class SqlErrors
{
    /// <summary>The error: its kind, its first line, its place with a caret under it.</summary>
    public static CellError Describe(string message, SqlStatement statement, string fileName)
    {
        string kind =
            message.Split(':', 2)[0] is { Length: < 40 } k && k.EndsWith(" Error", StringComparison.Ordinal)
                ? k.Replace(" ", "", StringComparison.Ordinal)
                : "SqlError";
        int line = statement.FirstLine;
        string[] lines = message.ReplaceLineEndings("\n").Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            Match place = Place().Match(lines[i]);
            if (!place.Success)
            {
                continue;
            }

            // DuckDB counts the lines of the statement.
            line = statement.FirstLine + int.Parse(place.Groups[1].Value, CultureInfo.InvariantCulture) - 1;
            string prefix = string.Create(CultureInfo.InvariantCulture, $"LINE {line}: ");
            if (i + 1 < lines.Length)
            {
                int shift = prefix.Length - place.Length;
                lines[i + 1] =
                    shift >= 0
                        ? new string(' ', shift) + lines[i + 1]
                        : lines[i + 1][Math.Min(-shift, lines[i + 1].Length)..];
            }

            lines[i] = prefix + lines[i][place.Length..];
        }

        string first = string.Create(CultureInfo.InvariantCulture, $"{fileName}({line},1): {lines[0]}");
        return new CellError(
            CellErrorKind.Thrown,
            kind,
            lines[0],
            line,
            [first, .. lines.Skip(1).Where(l => l.Length > 0)]
        );
    }

    [GeneratedRegex(@"^LINE (\d+): ", RegexOptions.CultureInvariant)]
    private static partial Regex Place();
}
