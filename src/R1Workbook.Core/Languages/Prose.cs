using System.Text.RegularExpressions;

namespace R1Workbook.Core.Languages;

/// <summary>
/// What in a text is language at all: code, LaTeX, addresses and tags are blanked out, character for character, so that
/// positions stay. Numbers, symbols and names are left out later, word by word (<see cref="LanguageMix"/>).
/// </summary>
public static class Prose
{
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
    public static string Of(string text) => Foreign.Replace(text, match => new string(' ', match.Length));
}
