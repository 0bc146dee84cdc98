using System.Collections.Frozen;
using System.Text;
using System.Text.RegularExpressions;

namespace R1Workbook.Benchmarks.Sets.IfEval;

/// <summary>The letters of a text as langdetect reads them: addresses are left out, letters that count as one are one,
/// and all signs are blanks.</summary>
internal sealed partial class LangdetectLetters
{
    private const int LongestText = 10_000;

    private static readonly (string Name, char Mark)[] VietnameseMarks =
    [
        ("NORMALIZED_VI_CHARS_0300", '\u0300'),
        ("NORMALIZED_VI_CHARS_0301", '\u0301'),
        ("NORMALIZED_VI_CHARS_0303", '\u0303'),
        ("NORMALIZED_VI_CHARS_0309", '\u0309'),
        ("NORMALIZED_VI_CHARS_0323", '\u0323'),
    ];

    private readonly string _latinSigns;
    private readonly FrozenDictionary<char, char> _ideographs;
    private readonly FrozenDictionary<(char Letter, char Mark), char> _vietnamese;

    public LangdetectLetters(IReadOnlyDictionary<string, string> messages)
    {
        _latinSigns = messages.GetValueOrDefault("NGram.LATIN1_EXCLUDE", "");
        _ideographs = messages
            .Where(pair => pair.Key.StartsWith("NGram.KANJI_", StringComparison.Ordinal) && pair.Value.Length > 0)
            .SelectMany(pair => pair.Value.Select(letter => (letter, First: pair.Value[0])))
            .DistinctBy(pair => pair.letter)
            .ToFrozenDictionary(pair => pair.letter, pair => pair.First);
        string plain = messages.GetValueOrDefault("TO_NORMALIZE_VI_CHARS", "");
        _vietnamese = VietnameseMarks
            .SelectMany(mark =>
                plain.Zip(
                    messages.GetValueOrDefault(mark.Name, ""),
                    (letter, composed) => KeyValuePair.Create((letter, mark.Mark), composed)
                )
            )
            .ToFrozenDictionary();
    }

    /// <summary>The text to cut into runs. Of a text that is mostly of another script the Latin letters are left
    /// out.</summary>
    public string Of(string response)
    {
        StringBuilder text = new();
        char before = '\0';
        foreach (char letter in Characters(Mail().Replace(Link().Replace(response, " "), " ")).Take(LongestText))
        {
            if (letter != ' ' || before != ' ')
                text.Append(letter);
            before = letter;
        }
        string read = text.ToString();
        int latin = read.Count(IsLatin),
            other = read.Count(letter => letter >= '\u0300' && letter is not (>= '\u1e00' and <= '\u1eff'));
        return latin * 2 < other ? string.Concat(read.Where(letter => !IsLatin(letter))) : read;
    }

    /// <summary>One letter, as the profiles know it; a blank for what is none.</summary>
    public char Normal(char letter) =>
        letter switch
        {
            <= '\u007f' => char.IsAsciiLetter(letter) ? letter : ' ',
            <= '\u00ff' => _latinSigns.Contains(letter, StringComparison.Ordinal) ? ' ' : letter,
            '\u0219' => '\u015f', // Romanian: a comma below is a cedilla
            '\u021b' => '\u0163',
            '\u06cc' => '\u064a', // the Persian yeh is the Arabic one
            >= '\u1ea0' and <= '\u1eff' => '\u1ec3',
            >= '\u2000' and <= '\u206f' => ' ',
            >= '\u3040' and <= '\u309f' => '\u3042',
            >= '\u30a0' and <= '\u30ff' => '\u30a2',
            >= '\u3100' and <= '\u312f' or >= '\u31a0' and <= '\u31bf' => '\u3105',
            >= '\uac00' and <= '\ud7af' => '\uac00',
            _ => _ideographs.GetValueOrDefault(letter, letter),
        };

    /// <summary>Code points, with Vietnamese marks joined to their letters; one beyond the first plane is in no
    /// profile.</summary>
    private IEnumerable<char> Characters(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogatePair(text, i))
            {
                i++;
                yield return '\uffff';
            }
            else if (i + 1 < text.Length && _vietnamese.TryGetValue((text[i], text[i + 1]), out char composed))
            {
                i++;
                yield return composed;
            }
            else
            {
                yield return text[i];
            }
        }
    }

    // The range of the original, the six signs between Z and a with it.
    private static bool IsLatin(char letter) => letter is >= 'A' and <= 'z';

    [GeneratedRegex("https?://[-_.?&~;+=/#0-9A-Za-z]{1,2076}", RegexOptions.CultureInvariant)]
    private static partial Regex Link();

    [GeneratedRegex("[-_.0-9A-Za-z]{1,64}@[-_0-9A-Za-z]{1,255}[-_.0-9A-Za-z]{1,255}", RegexOptions.CultureInvariant)]
    private static partial Regex Mail();
}
