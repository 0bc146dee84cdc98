using System.Globalization;

namespace R1Workbook.Core.Peers;

/// <summary>English number words as digits: five, twenty-five, one hundred and five, two million.</summary>
internal static class NumberWords
{
    private static readonly string[] Small =
    [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];

    private static readonly string[] Tens =
    [
        "twenty",
        "thirty",
        "forty",
        "fifty",
        "sixty",
        "seventy",
        "eighty",
        "ninety",
    ];

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
            if (Array.IndexOf(Small, word) is >= 0 and int small)
            {
                part += small;
            }
            else if (Array.IndexOf(Tens, word) is >= 0 and int tens)
            {
                part += 10 * (tens + 2);
            }
            else if (word == "hundred")
            {
                part = 100 * Math.Max(1, part);
            }
            else if (word is "thousand" or "million" or "billion")
            {
                total +=
                    Math.Max(1, part)
                    * (
                        word == "thousand" ? 1_000
                        : word == "million" ? 1_000_000
                        : 1_000_000_000
                    );
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
