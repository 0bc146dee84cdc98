using System.Globalization;
using R1Workbook.Core.Verification.Reading;

namespace R1Workbook.Core.Peers;

/// <summary>English number words as digits: five, twenty-five, one hundred and five, two million. Kinder
/// than <see cref="SpelledNumbers"/>, as the graders that it serves are: words may stand in any order.</summary>
internal static class NumberWords
{
    /// <summary>The number in digits, or null where the text is no number in words.</summary>
    public static string? Digits(string text)
    {
        long total = 0,
            part = 0;
        string[] words = text.ToLowerInvariant().Split([' ', '-'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length is 0 or > 20)
            return null;
        foreach (string word in words)
        {
            if (SpelledNumbers.Small.TryGetValue(word, out long small))
            {
                part += small;
            }
            else if (SpelledNumbers.Tens.TryGetValue(word, out long tens))
            {
                part += tens;
            }
            else if (word == "hundred")
            {
                part = 100 * Math.Max(1, part);
            }
            else if (word is "thousand" or "million" or "billion")
            {
                total += Math.Max(1, part) * SpelledNumbers.Scales[word];
                part = 0;
            }
            else if (word != "and")
            {
                return null;
            }
        }
        return words is ["and"] ? null : (total + part).ToString(CultureInfo.InvariantCulture);
    }
}
