using System.Text;

namespace R1Workbook.Core.Files;

/// <summary>
/// Text of a stranger (a server, a file, a model) as a terminal may show it. Control characters and marks that turn the
/// direction of letters could clear the screen, set its title or make one text look like another; they are left out.
/// </summary>
public static class TerminalText
{
    /// <summary>The text without them; tabulators and line feeds stay.</summary>
    public static string Clean(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.Any(IsDangerous))
            return text;
        var clean = new StringBuilder(text.Length);
        foreach (char letter in text)
        {
            if (!IsDangerous(letter))
                clean.Append(letter);
        }

        return clean.ToString();
    }

    // U+2028 and U+2029 end lines in some terminals and logs.
    private static bool IsDangerous(char letter) =>
        char.IsControl(letter) && letter is not ('\t' or '\n')
        || letter is '\u061c' or '\u200b' or '\u200e' or '\u200f' or '\u2028' or '\u2029' or '\u2060' or '\ufeff'
        || letter is >= '\u202a' and <= '\u202e'
        || letter is >= '\u2066' and <= '\u2069';
}
