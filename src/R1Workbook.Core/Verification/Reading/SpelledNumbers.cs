using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;

namespace R1Workbook.Core.Verification.Reading;

/// <summary>Numbers in English words, and the words that make a number greater: "forty-two", "6 million".</summary>
internal static partial class SpelledNumbers
{
    /// <summary>The words below twenty.</summary>
    internal static readonly FrozenDictionary<string, long> Small = Numbered(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
            + "seventeen eighteen nineteen"
    );

    /// <summary>Twenty to ninety.</summary>
    internal static readonly FrozenDictionary<string, long> Tens = new Dictionary<string, long>
    {
        ["twenty"] = 20,
        ["thirty"] = 30,
        ["forty"] = 40,
        ["fifty"] = 50,
        ["sixty"] = 60,
        ["seventy"] = 70,
        ["eighty"] = 80,
        ["ninety"] = 90,
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, string> Ordinals = (
        "first=one second=two third=three fourth=four fifth=five sixth=six seventh=seven eighth=eight ninth=nine "
        + "tenth=ten eleventh=eleven twelfth=twelve thirteenth=thirteen fourteenth=fourteen fifteenth=fifteen "
        + "sixteenth=sixteen seventeenth=seventeen eighteenth=eighteen nineteenth=nineteen twentieth=twenty "
        + "thirtieth=thirty fortieth=forty fiftieth=fifty sixtieth=sixty seventieth=seventy eightieth=eighty "
        + "ninetieth=ninety"
    )
        .Split(' ')
        .Select(pair => pair.Split('='))
        .ToFrozenDictionary(pair => pair[0], pair => pair[1]);

    private static readonly FrozenDictionary<string, int> Parts = new Dictionary<string, int>
    {
        ["half"] = 2,
        ["halves"] = 2,
        ["third"] = 3,
        ["thirds"] = 3,
        ["quarter"] = 4,
        ["quarters"] = 4,
        ["fourth"] = 4,
        ["fourths"] = 4,
        ["fifth"] = 5,
        ["fifths"] = 5,
        ["sixth"] = 6,
        ["sixths"] = 6,
        ["eighth"] = 8,
        ["eighths"] = 8,
        ["tenth"] = 10,
        ["tenths"] = 10,
    }.ToFrozenDictionary();

    /// <summary>The words that make a number greater.</summary>
    internal static readonly FrozenDictionary<string, long> Scales = new Dictionary<string, long>
    {
        ["hundred"] = 100,
        ["thousand"] = 1000,
        ["million"] = 1_000_000,
        ["billion"] = 1_000_000_000,
        ["trillion"] = 1_000_000_000_000,
        ["dozen"] = 12,
    }.ToFrozenDictionary();

    /// <summary>The number that words are, whole, or a fraction such as "two thirds"; null where they are
    /// none.</summary>
    public static string? Number(string words)
    {
        int last = words.TrimEnd().LastIndexOfAny([' ', '-']);
        if (last > 0 && Parts.TryGetValue(words[(last + 1)..].Trim().ToLowerInvariant(), out int parts))
        {
            string above = words[..last].Trim().ToLowerInvariant();
            bool one = above is "one" or "a" or "minus one" or "negative one";
            if (one == words.TrimEnd().EndsWith('s'))
                return null;
            return (above == "a" ? "1" : Whole(above)) is { } count ? $@"\frac{{{count}}}{{{parts}}}" : null;
        }
        string lower = words.Trim().ToLowerInvariant(),
            end = lower[(lower.LastIndexOfAny([' ', '-']) + 1)..];
        // "twenty-first" is a place, "twenty fifths" above are parts.
        if (Ordinals.TryGetValue(end, out string? cardinal))
            return Whole(lower[..^end.Length].Replace("the ", "", StringComparison.Ordinal) + cardinal);
        return Whole(LoneArticle().Replace(lower, "one "));
    }

    private static string? Whole(string words)
    {
        long total = 0,
            group = -1;
        bool negative = false,
            open = true; // whether a word below ten may follow
        string[] all = words.ToLowerInvariant().Split([' ', '-'], StringSplitOptions.RemoveEmptyEntries);
        if (all.Length is 0 or > 12)
            return null;
        for (int i = 0; i < all.Length; i++)
        {
            string word = all[i];
            if (i == 0 && word is "minus" or "negative" && all.Length > 1)
            {
                negative = true;
            }
            else if (word == "and" && i > 0 && i + 1 < all.Length && group >= 100)
            {
                open = true;
            }
            else if (Tens.TryGetValue(word, out long tens) && (group < 0 || group % 100 == 0))
            {
                (group, open) = (Math.Max(group, 0) + tens, true);
            }
            else if (Small.TryGetValue(word, out long small) && open && Fits(group, small))
            {
                (group, open) = (Math.Max(group, 0) + small, false);
            }
            else if (word == "hundred" && group is > 0 and < 100)
            {
                (group, open) = (group * 100, true);
            }
            else if (word == "dozen" && group is > 0 and < 100 && total == 0 && i + 1 == all.Length)
            {
                group *= 12;
            }
            else if (word is "thousand" or "million" or "billion" && group > 0 && total % (Scales[word] * 1000) == 0)
            {
                total += group * Scales[word];
                (group, open) = (-1, true);
            }
            else
            {
                return null;
            }
        }
        if (group < 0 && total == 0)
            return null;
        total += Math.Max(group, 0);
        return (negative ? -total : total).ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>"6 million" as (6)*1000000, within a text; a unit behind the word stays.</summary>
    public static string WithScales(string text)
    {
        if (!Scale().IsMatch(text))
            return text;
        text = Wrapped()
            .Replace(
                text,
                match => Factor(match) + (match.Groups[3].Value is { Length: > 0 } unit ? $@"\text{{{unit}}}" : "")
            );
        return Bare().Replace(text, Factor);
    }

    private static string Factor(Match match) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"({match.Groups[1].Value})*{Scales[match.Groups[2].Value.ToLowerInvariant()]}"
        );

    private static bool Fits(long group, long small) =>
        group < 0 || group % 100 == 0 || (group % 10 == 0 && small is > 0 and < 10);

    private static FrozenDictionary<string, long> Numbered(string names) =>
        names.Split(' ').Select((name, i) => (name, (long)i)).ToFrozenDictionary(pair => pair.name, pair => pair.Item2);

    [GeneratedRegex(@"^a (?=(?:hundred|thousand|million|billion|dozen)\b)")]
    private static partial Regex LoneArticle();

    [GeneratedRegex(
        @"(?:hundred|thousand|million|billion|trillion|dozen)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Scale();

    [GeneratedRegex(
        @"(\d(?:[\d,]*\d)?(?:\.\d+)?)(?:\s|\\ |~|\\,){0,5}"
            + @"\\(?:text|mathrm|textrm|mbox)\{\s*(hundred|thousand|million|billion|trillion|dozen)s?\b\s*([^{}]*)\}",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Wrapped();

    [GeneratedRegex(
        @"(\d(?:[\d,]*\d)?(?:\.\d+)?)\$?(?:\s|~|\\,|\\ ){0,5}(hundred|thousand|million|billion|trillion|dozen)s?\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Bare();
}
