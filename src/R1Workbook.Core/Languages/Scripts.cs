using System.Text;

namespace R1Workbook.Core.Languages;

/// <summary>The script of a character, by the ranges of Unicode 16 (Scripts.txt), written down for the scripts of
/// <see cref="Script"/>.</summary>
public static class Scripts
{
    // First and last code point; ascending, none overlap. Within a range characters that are no letters are Common all
    // the same.
    private static readonly (int First, int Last, Script Script)[] Ranges =
    [
        (0x0041, 0x005A, Script.Latin),
        (0x0061, 0x007A, Script.Latin),
        (0x00AA, 0x00AA, Script.Latin),
        (0x00BA, 0x00BA, Script.Latin),
        (0x00C0, 0x00D6, Script.Latin),
        (0x00D8, 0x00F6, Script.Latin),
        (0x00F8, 0x02B8, Script.Latin),
        (0x0370, 0x03FF, Script.Greek),
        (0x0400, 0x052F, Script.Cyrillic),
        (0x0591, 0x05F4, Script.Hebrew),
        (0x0600, 0x06FF, Script.Arabic),
        (0x0750, 0x077F, Script.Arabic),
        (0x08A0, 0x08FF, Script.Arabic),
        (0x0900, 0x097F, Script.Devanagari),
        (0x0E01, 0x0E3A, Script.Thai),
        (0x0E40, 0x0E5B, Script.Thai),
        (0x1100, 0x11FF, Script.Hangul),
        (0x1C80, 0x1C8F, Script.Cyrillic),
        (0x1D00, 0x1D25, Script.Latin),
        (0x1E00, 0x1EFF, Script.Latin),
        (0x1F00, 0x1FFF, Script.Greek),
        (0x2C60, 0x2C7F, Script.Latin),
        (0x2DE0, 0x2DFF, Script.Cyrillic),
        (0x2E80, 0x2FD5, Script.Han),
        (0x3005, 0x3007, Script.Han),
        (0x3021, 0x3029, Script.Han),
        (0x3041, 0x309F, Script.Hiragana),
        (0x30A1, 0x30FA, Script.Katakana),
        (0x30FC, 0x30FF, Script.Katakana),
        (0x3131, 0x318E, Script.Hangul),
        (0x31F0, 0x31FF, Script.Katakana),
        (0x3400, 0x4DBF, Script.Han),
        (0x4E00, 0x9FFF, Script.Han),
        (0xA640, 0xA69F, Script.Cyrillic),
        (0xA720, 0xA7FF, Script.Latin),
        (0xA8E0, 0xA8FF, Script.Devanagari),
        (0xA960, 0xA97C, Script.Hangul),
        (0xAB30, 0xAB64, Script.Latin),
        (0xAC00, 0xD7FB, Script.Hangul),
        (0xF900, 0xFAFF, Script.Han),
        (0xFB00, 0xFB06, Script.Latin),
        (0xFB1D, 0xFB4F, Script.Hebrew),
        (0xFB50, 0xFDFF, Script.Arabic),
        (0xFE70, 0xFEFC, Script.Arabic),
        (0xFF21, 0xFF3A, Script.Latin),
        (0xFF41, 0xFF5A, Script.Latin),
        (0xFF66, 0xFF9F, Script.Katakana),
        (0xFFA0, 0xFFDC, Script.Hangul),
        (0x1B000, 0x1B000, Script.Katakana),
        (0x1B001, 0x1B122, Script.Hiragana),
        (0x20000, 0x323AF, Script.Han),
    ];

    /// <summary>The script of a letter or of a mark on one; <see cref="Script.Common"/> for everything else.</summary>
    public static Script Of(Rune character)
    {
        int code = character.Value;
        if (code < 0x80)
            return (code | 0x20) is >= 'a' and <= 'z' ? Script.Latin : Script.Common;
        if (!IsLetterOrMark(character))
            return Script.Common;
        int low = 0,
            high = Ranges.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) / 2;
            if (code < Ranges[middle].First)
                high = middle - 1;
            else if (code > Ranges[middle].Last)
                low = middle + 1;
            else
                return Ranges[middle].Script;
        }
        // A mark of no script belongs to the letter before it.
        return Rune.IsLetter(character) ? Script.Other : Script.Common;
    }

    internal static bool IsLetterOrMark(Rune character) =>
        Rune.IsLetter(character) || IsMark(character) || character.Value is 0x3007;

    internal static bool IsMark(Rune character) =>
        Rune.GetUnicodeCategory(character)
            is System.Globalization.UnicodeCategory.NonSpacingMark
                or System.Globalization.UnicodeCategory.SpacingCombiningMark
                or System.Globalization.UnicodeCategory.EnclosingMark;
}
