using System.Globalization;
using System.Text;

namespace R1Workbook.Core.Instructions;

/// <summary>What spaces, words and capitals are to Python, in which the official checks are defined; .NET differs in
/// some characters.</summary>
internal static class PythonText
{
    /// <summary>A character that <c>\w</c> matches in Python: letters and numbers of all kinds and the underscore, but
    /// no marks.</summary>
    public const string WordCharacter = @"[\p{L}\p{N}_]";

    /// <summary>What <c>\b</c> matches in Python: between a character of a word and one that is none.</summary>
    public const string Boundary =
        $"(?:(?<={WordCharacter})(?!{WordCharacter})|(?<!{WordCharacter})(?={WordCharacter}))";

    /// <summary>Whether a character is a space: Unicode's, and the four separators U+001C to U+001F.</summary>
    public static bool IsSpace(char character) =>
        char.IsWhiteSpace(character) || character is >= '\u001c' and <= '\u001f';

    /// <summary>Whether nothing but spaces stands in the text.</summary>
    public static bool IsBlank(string text) => text.All(IsSpace);

    /// <summary>The text without spaces at its ends.</summary>
    public static string Strip(string text)
    {
        int start = 0,
            end = text.Length;
        while (start < end && IsSpace(text[start]))
            start++;
        while (end > start && IsSpace(text[end - 1]))
            end--;
        return text[start..end];
    }

    /// <summary>What stands between spaces.</summary>
    public static IEnumerable<string> Split(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (IsSpace(text[i]))
                continue;
            int start = i;
            while (i < text.Length && !IsSpace(text[i]))
                i++;
            yield return text[start..i];
        }
    }

    /// <summary>The words of the pattern <c>\w+</c>.</summary>
    public static IEnumerable<string> Words(string text)
    {
        int start = -1,
            at = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            // A lone surrogate is one character, whatever its rune's length.
            bool word = Rune.IsLetter(rune) || Rune.IsNumber(rune) || rune.Value == '_';
            if (word && start < 0)
                start = at;
            if (!word && start >= 0)
            {
                yield return text[start..at];
                start = -1;
            }
            at += rune.Utf16SequenceLength;
        }
        if (start >= 0)
            yield return text[start..at];
    }

    /// <summary>Whether there are letters with a case and all of them are capitals.</summary>
    public static bool IsUpper(string text) => AllOf(text, UnicodeCategory.UppercaseLetter);

    /// <summary>Whether there are letters with a case and all of them are small.</summary>
    public static bool IsLower(string text) => AllOf(text, UnicodeCategory.LowercaseLetter);

    private static bool AllOf(string text, UnicodeCategory wanted)
    {
        bool any = false;
        foreach (Rune rune in text.EnumerateRunes())
        {
            UnicodeCategory category = Case(rune);
            if (
                category
                is not (
                    UnicodeCategory.UppercaseLetter
                    or UnicodeCategory.LowercaseLetter
                    or UnicodeCategory.TitlecaseLetter
                )
            )
            {
                continue;
            }

            if (category != wanted)
                return false;
            any = true;
        }
        return any;
    }

    // Unicode's Other_Uppercase and Other_Lowercase: Roman numerals, letters in circles, the ordinals ª and º, raised
    // letters.
    private static UnicodeCategory Case(Rune rune) =>
        rune.Value switch
        {
            (>= 0x2160 and <= 0x216F) or (>= 0x24B6 and <= 0x24CF) => UnicodeCategory.UppercaseLetter,
            (>= 0x2170 and <= 0x217F) or (>= 0x24D0 and <= 0x24E9) or 0xAA or 0xBA or (>= 0x2B0 and <= 0x2B8) =>
                UnicodeCategory.LowercaseLetter,
            _ => Rune.GetUnicodeCategory(rune),
        };
}
