using System.Text;
using System.Text.RegularExpressions;

namespace R1Workbook.Core.Languages;

/// <summary>
/// What in a text is language at all: code, LaTeX, addresses and tags are blanked out, character for character, so that
/// positions stay. Numbers, symbols and names are left out later, word by word (<see cref="LanguageMix"/>).
/// </summary>
public static class Prose
{
    private const char Nothing = '\u0001';

    private static readonly (string Opening, string Closing)[] Pairs =
    [
        (@"\(", @"\)"),
        (@"\[", @"\]"),
        (@"\begin{", @"\end{"),
    ];

    // Linear in the length, whatever the text: no backtracking. Order matters where two begin at the same place.
    private static readonly Regex Foreign = new(
        """
        ```(?s:.*?)```
        |`[^`\n]+`
        |\$\$(?s:.*?)\$\$
        |\$[^\s$]\$
        |\$[^\s$][^$\n]*[^\s$]\$
        |\\\((?s:.*?)\\\)
        |\\\[(?s:.*?)\\\]
        |\\begin\{(?s:.*?)\\end\{[^}]*\}
        |\\[a-zA-Z]+(?:[\ ]*(?:\{[^{}]*\}|\[[^\]\n]*\]|[_^](?:\{[^{}]*\}|\w)))*
        |(?:https?://|www\.)[^\s，。、）)]+
        |[\w.+-]+@[\w-]+\.[\w.-]+
        |</?[a-zA-Z][^<>\n]{0,60}>
        """,
        RegexOptions.NonBacktracking | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant
    );

    /// <summary>The text with spaces where there is no language.</summary>
    public static string Of(string text)
    {
        StringBuilder prose = new(text);
        foreach (ValueMatch match in Foreign.EnumerateMatches(WithoutOpen(text)))
        {
            for (int i = match.Index; i < match.Index + match.Length; i++)
                prose[i] = ' ';
        }
        return prose.ToString();
    }

    /// <summary>The text without each opening mark that no closing one follows: from each of
    /// them the search would go to the end of the text.</summary>
    private static string WithoutOpen(string text)
    {
        StringBuilder? shown = null;
        foreach ((string opening, string closing) in Pairs)
        {
            int last = text.LastIndexOf(closing, StringComparison.Ordinal);
            for (
                int at = text.IndexOf(opening, last + 1, StringComparison.Ordinal);
                at >= 0;
                at = text.IndexOf(opening, at + opening.Length, StringComparison.Ordinal)
            )
            {
                shown ??= new StringBuilder(text);
                // An environment that does not end is still a command.
                if (text[at + 1] == 'b')
                    shown[at + 1] = 'B';
                else
                    shown[at] = Nothing;
            }
        }
        return shown?.ToString() ?? text;
    }
}
