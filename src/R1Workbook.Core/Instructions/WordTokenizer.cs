using System.Text.RegularExpressions;

namespace R1Workbook.Core.Instructions;

/// <summary>
/// Divides English text into words and marks as the Penn Treebank does ("can't" is two words, "mother-in-law" one), in
/// the edition of NLTK that the official checks count capital words with. Quotation marks, brackets and stops stand
/// alone; a full stop does at the end of a sentence only, so sentences are split first.
/// </summary>
internal static partial class WordTokenizer
{
    // What the text is replaced by, in this order: each puts spaces around something.
    private static readonly (Regex Pattern, string By)[] Opening =
    [
        (OpeningQuotes(), " $1 "),
        (FirstQuote(), "``"),
        (Backquotes(), " $1 "),
        (QuoteAfterBracket(), "$1 `` "),
        (ApostropheBeforeWord(), "$1 "),
        (LastStop(), "$1 $2 $3 "),
        (CommaBeforeText(), " $1 $2"),
        (LastComma(), " $1 "),
        (Dots(), " $0 "),
        (Symbols(), " $0 "),
        (LongDashes(), " $0 "),
        (LastStopAgain(), "$1 $2$3 "),
        (Questions(), " $0 "),
        (ApostropheAfterWord(), "$1 ' "),
        (Asterisks(), " $0 "),
        (Brackets(), " $0 "),
        (TwoHyphens(), " -- "),
    ];

    private static readonly (Regex Pattern, string By)[] Ending =
    [
        (ClosingQuotes(), " $1 "),
        (TwoApostrophes(), " '' "),
        (Quote(), " '' "),
        (Spaces(), " "),
        (ShortEnding(), "$1 $2 "),
        (LongEnding(), "$1 $2 "),
        (Joined(), " $1 $2 "),
        (JoinedIt(), " $1 $2 "),
    ];

    /// <summary>The words and marks of a text.</summary>
    public static IEnumerable<string> Of(string text) => SentenceSplitter.Split(text).SelectMany(Sentence);

    private static IEnumerable<string> Sentence(string text)
    {
        foreach ((Regex pattern, string by) in Opening)
            text = pattern.Replace(text, by);
        text = $" {text} ";
        foreach ((Regex pattern, string by) in Ending)
            text = pattern.Replace(text, by);
        return PythonText.Split(text);
    }

    [GeneratedRegex("([«“‘„]|`+)", RegexOptions.CultureInvariant)]
    private static partial Regex OpeningQuotes();

    [GeneratedRegex("^\"", RegexOptions.CultureInvariant)]
    private static partial Regex FirstQuote();

    [GeneratedRegex("(``)", RegexOptions.CultureInvariant)]
    private static partial Regex Backquotes();

    [GeneratedRegex("([ (\\[{<])(?:\"|'{2})", RegexOptions.CultureInvariant)]
    private static partial Regex QuoteAfterBracket();

    [GeneratedRegex(
        @"(?<!\w)(')(?!(?:re|ve|ll|m|t|s|d|n)\b)(?=\w)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex ApostropheBeforeWord();

    [GeneratedRegex(@"([^.])(\.)([\])}>""'»”’ ]*)\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex LastStop();

    [GeneratedRegex(@"([:,])(\D)", RegexOptions.CultureInvariant)]
    private static partial Regex CommaBeforeText();

    [GeneratedRegex("([:,])$", RegexOptions.CultureInvariant)]
    private static partial Regex LastComma();

    [GeneratedRegex(@"\.{2,}", RegexOptions.CultureInvariant)]
    private static partial Regex Dots();

    [GeneratedRegex("[;@#$%&]", RegexOptions.CultureInvariant)]
    private static partial Regex Symbols();

    [GeneratedRegex(@"[\u2012-\u2015]", RegexOptions.CultureInvariant)]
    private static partial Regex LongDashes();

    [GeneratedRegex(@"([^.])(\.)([\])}>""']*)\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex LastStopAgain();

    [GeneratedRegex("[?!]", RegexOptions.CultureInvariant)]
    private static partial Regex Questions();

    [GeneratedRegex("([^'])' ", RegexOptions.CultureInvariant)]
    private static partial Regex ApostropheAfterWord();

    [GeneratedRegex(@"\*", RegexOptions.CultureInvariant)]
    private static partial Regex Asterisks();

    [GeneratedRegex(@"[\]\[(){}<>]", RegexOptions.CultureInvariant)]
    private static partial Regex Brackets();

    [GeneratedRegex("--", RegexOptions.CultureInvariant)]
    private static partial Regex TwoHyphens();

    [GeneratedRegex("([»”’])", RegexOptions.CultureInvariant)]
    private static partial Regex ClosingQuotes();

    [GeneratedRegex("''", RegexOptions.CultureInvariant)]
    private static partial Regex TwoApostrophes();

    [GeneratedRegex("\"", RegexOptions.CultureInvariant)]
    private static partial Regex Quote();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Spaces();

    [GeneratedRegex("([^' ])('[sS]|'[mM]|'[dD]|') ", RegexOptions.CultureInvariant)]
    private static partial Regex ShortEnding();

    [GeneratedRegex("([^' ])('ll|'LL|'re|'RE|'ve|'VE|n't|N'T) ", RegexOptions.CultureInvariant)]
    private static partial Regex LongEnding();

    // "cannot", "gonna" and their like are two words each. The alternatives never overlap, so that one pass finds what
    // eight would.
    [GeneratedRegex(
        @"\b(can(?=not\b)|d(?='ye\b)|gim(?=me\b)|gon(?=na\b)|got(?=ta\b)|lem(?=me\b)|more(?='n\b)|wan(?=na\s))"
            + @"(not|'ye|me|na|ta|'n)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Joined();

    [GeneratedRegex(@" ('t)(is|was)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex JoinedIt();
}
