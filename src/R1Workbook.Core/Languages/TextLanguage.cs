using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace R1Workbook.Core.Languages;

/// <summary>
/// The one language that a whole text is in: by its script where that decides, by letters and words of grammar within a
/// script that several languages share. For the languages word by word see <see cref="LanguageMix"/>.
/// </summary>
public static partial class TextLanguage
{
    // Scripts of one language each (first and last code point, Unicode 16 Blocks.txt), for which <see cref="Script"/>
    // has no name.
    private static readonly (int First, int Last, string Language)[] OneLanguage =
    [
        (0x0980, 0x09FF, "bn"),
        (0x0A00, 0x0A7F, "pa"),
        (0x0A80, 0x0AFF, "gu"),
        (0x0B80, 0x0BFF, "ta"),
        (0x0C00, 0x0C7F, "te"),
        (0x0C80, 0x0CFF, "kn"),
        (0x0D00, 0x0D7F, "ml"),
    ];

    // Letters of Arabic script that one of the languages writes and another does not.
    private static readonly SearchValues<char> Urdu = SearchValues.Create("ٹڈڑںےھہ"),
        Persian = SearchValues.Create("پچژگکی"),
        Arabic = SearchValues.Create("ةىأإيك");

    /// <summary>
    /// The language, an ISO 639-1 code; null where the text has no letters, <see cref="LanguageIdentifier.Unknown"/>
    /// where its script is of none known here.
    /// </summary>
    public static string? Of(string text)
    {
        text = Address().Replace(text, " ");
        Dictionary<string, int> scripts = [];
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (ScriptOf(rune) is { } script)
                scripts[script] = scripts.GetValueOrDefault(script) + 1;
        }
        if (scripts.Count == 0)
            return null;
        // A quotation or a name in Latin letters does not make a text of another script Latin.
        int latin = scripts.GetValueOrDefault(nameof(Script.Latin));
        if (latin * 2 < scripts.Values.Sum() - latin)
            scripts.Remove(nameof(Script.Latin));
        return Within(scripts.MaxBy(script => script.Value).Key, text, scripts.GetValueOrDefault("kana"));
    }

    private static string? ScriptOf(Rune rune)
    {
        foreach ((int first, int last, string language) in OneLanguage)
        {
            if (rune.Value >= first && rune.Value <= last)
                return Scripts.IsLetterOrMark(rune) ? language : null;
        }
        return Scripts.Of(rune) switch
        {
            Script.Common => null,
            Script.Hiragana or Script.Katakana => "kana",
            Script script => script.ToString(),
        };
    }

    private static string Within(string script, string text, int kana) =>
        script switch
        {
            nameof(Script.Latin) => LanguageWords.Latin(text),
            nameof(Script.Devanagari) => LanguageWords.Devanagari(text),
            nameof(Script.Cyrillic) => LanguageWords.Cyrillic(text),
            nameof(Script.Arabic) => OfArabicScript(text),
            nameof(Script.Han) => kana * 10 > text.Length ? "ja" : "zh",
            "kana" => "ja",
            nameof(Script.Hangul) => "ko",
            nameof(Script.Greek) => "el",
            nameof(Script.Hebrew) => "he",
            nameof(Script.Thai) => "th",
            nameof(Script.Other) => LanguageIdentifier.Unknown,
            _ => script,
        };

    private static string OfArabicScript(string text)
    {
        int urdu = Count(text, Urdu),
            persian = Count(text, Persian),
            arabic = Count(text, Arabic);
        return urdu * 20 > text.Length ? "ur"
            : persian > arabic ? "fa"
            : "ar";
    }

    private static int Count(string text, SearchValues<char> letters)
    {
        int count = 0;
        foreach (char letter in text)
        {
            if (letters.Contains(letter))
                count++;
        }

        return count;
    }

    // A name before @ is tried only where it begins: tried from each of its letters, a long word costs its square.
    [GeneratedRegex(@"https?://\S+|(?<![\w.\-])[\w.\-]+@[\w.\-]+", RegexOptions.CultureInvariant)]
    private static partial Regex Address();
}
