using R1Workbook.Kernel.Contracts;
using R1Workbook.Kernel.Directives;

namespace R1Workbook.Kernel.Session;

/// <summary>Splits a cell at its directives (lines that begin with <c>#!</c>).</summary>
internal static class CellSplitter
{
    /// <summary>The sections of a cell in their order.</summary>
    /// <param name="source">The cell's text.</param>
    /// <exception cref="CellException">A directive has a quote or bracket that is never closed.</exception>
    public static IReadOnlyList<CellSection> Split(string source)
    {
        var sections = new List<CellSection>();
        string[] lines = source.ReplaceLineEndings("\n").Split('\n');
        Directive? directive = null;
        int start = 0;
        for (int i = 0; i <= lines.Length; i++)
        {
            if (i < lines.Length && !DirectiveParser.IsDirective(lines[i]))
            {
                continue;
            }

            if (directive is not null || i > 0)
            {
                sections.Add(new CellSection(directive, string.Join('\n', lines[start..i]), start + 1));
            }

            directive = i < lines.Length ? DirectiveParser.Parse(lines[i], i + 1) : null;
            start = i + 1;
        }

        return sections;
    }
}
