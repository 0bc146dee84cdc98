namespace R1Workbook.Core.Verification.Extraction;

/// <summary>
/// Finds the letter of a choice, in the script it is written in, and gives it as A, B, C ...: a boxed letter, the
/// letter after "answer", the letter that opens the text, the last letter that stands alone and is not denied.
/// </summary>
internal static class ChoiceScanner
{
    private static readonly string[] Denials =
    [
        "not",
        "n't",
        "isn’t",
        "neither",
        "nor",
        "than",
        "ne",
        "pas",
        "nicht",
        "kein",
        "keine",
        "no es",
        "no",
        "não é",
        "não",
        "non è",
        "non",
        "niet",
        "не",
        "不是",
        "不",
        "非",
        "ليس",
        "ليست",
        "नहीं",
        "নয়",
        "không",
        "không phải",
        "ไม่ใช่",
        "değil",
        "bukan",
    ];

    /// <summary>Words that follow the letter A where it is no article.</summary>
    private static readonly string[] AfterLetters = ["is ", "or ", "and ", "because ", "as ", "since "];

    /// <summary>The letters, the most likely first.</summary>
    public static IEnumerable<ExtractedAnswer> Find(string text, ExtractionSettings settings)
    {
        foreach (AnswerSpan box in Enumerable.Reverse(BoxScanner.Find(text)))
        {
            if (Bare(LatexText.WithoutMarkup(box.Text), settings) is { } letter)
                yield return new ExtractedAnswer(letter, AnswerKind.Choice, "the last box");
        }
        List<Announcement> announcements = Announcements.Find(text);
        announcements.Sort((a, b) => a.Rank != b.Rank ? a.Rank.CompareTo(b.Rank) : b.At.CompareTo(a.At));
        foreach (Announcement announcement in announcements)
        {
            for (int i = announcement.Content; i < announcement.End; i++)
            {
                if (
                    (Standing(text, i, settings) ?? Bracketed(text, i, settings)) is not { } letter
                    || IsDenied(text, i)
                    || IsArticle(text, i, firstWord: false)
                )
                {
                    continue;
                }

                letter = WithOthers(text, i, letter, settings);
                yield return new ExtractedAnswer(letter, AnswerKind.Choice, "the letter after \"answer\"");
                break;
            }
        }
        if (!settings.Unannounced)
            yield break;
        int start = 0;
        while (start < text.Length && text[start] is '*' or '(' or '[' or ' ' or '"' or '（')
            start++;
        if (
            start < text.Length
            && Standing(text, start, settings) is { } opening
            && !IsArticle(text, start, firstWord: true)
        )
        {
            string choice = WithOthers(text, start, opening, settings);
            yield return new ExtractedAnswer(choice, AnswerKind.Choice, "the letter that opens the text");
            if (choice.Length > 1)
                yield break;
        }

        for (int i = text.Length - 1; i >= 0; i--)
        {
            if (
                Standing(text, i, settings) is { } letter
                && !IsDenied(text, i)
                && !IsArticle(text, i, firstWord: false)
            )
            {
                yield return new ExtractedAnswer(letter, AnswerKind.Choice, "the last letter");
            }
        }
    }

    /// <summary>"c)" as C: a small letter that only a closing bracket follows.</summary>
    private static string? Bracketed(string text, int at, ExtractionSettings settings) =>
        char.IsAsciiLetterLower(text[at])
        && at + 1 < text.Length
        && text[at + 1] == ')'
        && (at == 0 || text[at - 1] is ' ' or '(' or '*' or ':')
            ? ChoiceLetters.Choice(char.ToUpperInvariant(text[at]), settings)
            : null;

    /// <summary>The letter with those that "or", a comma or a slash joins to it: several letters are no
    /// choice.</summary>
    private static string WithOthers(string text, int at, string letter, ExtractionSettings settings)
    {
        string all = letter;
        for (int i = at + 1; i < text.Length; )
        {
            int next = i;
            while (next < text.Length && text[next] is ' ' or ',' or '/' or '&' or ')' or '*' or '(')
                next++;
            foreach (string word in (string[])["or ", "and ", "oder ", "und ", "ou ", "et ", "或", "和"])
            {
                if (LatexText.StartsWith(text, next, word))
                    next += word.Length;
            }
            while (next < text.Length && text[next] is ' ' or '(' or '*')
                next++;
            bool joined = next < text.Length && text.AsSpan(i..next).IndexOfAnyExcept(" )(*") >= 0;
            if (!joined || Standing(text, next, settings) is not { } other || IsArticle(text, next, firstWord: false))
                break;
            if (!all.Contains(other, StringComparison.Ordinal))
                all += " or " + other;
            i = next + 1;
        }
        return all;
    }

    private static string? Bare(string text, ExtractionSettings settings)
    {
        string letter = text.Trim().Trim('(', ')', '.', ' ', '[', ']');
        return letter.Length == 1 || (letter.Length > 1 && letter[1] is '.' or ')' or ':')
            ? ChoiceLetters.Choice(letter[0], settings)
                ?? ChoiceLetters.Choice(char.ToUpperInvariant(letter[0]), settings)
            : null;
    }

    /// <summary>The choice a letter stands for, where it stands alone.</summary>
    private static string? Standing(string text, int at, ExtractionSettings settings)
    {
        char c = text[at];
        if (!char.IsLetter(c) && c is < '①' or > '⑩')
            return null;
        // Han and kana write no blanks between words: a Latin letter among them stands alone.
        bool alone = (at == 0 || Parts(text[at - 1], c)) && (at + 1 >= text.Length || Parts(text[at + 1], c));
        return alone ? ChoiceLetters.Choice(c, settings) : null;
    }

    private static bool Parts(char neighbour, char letter)
    {
        // A katakana letter stands alone among hiragana, any East Asian one behind the words that announce it.
        if (letter is >= 'ァ' and <= 'ヶ' && neighbour is >= 'ぁ' and <= 'ゖ')
            return true;
        if (letter >= '\u2e80' && neighbour is '是' or '为' or '為' or '选' or '選')
            return true;
        bool joins =
            char.IsLetterOrDigit(neighbour)
            || neighbour is '\'' or '’' or '_' or '\\'
            || ProseRecognizer.IsMark(neighbour);
        return !joins || (letter < 128 && neighbour >= '\u0e00' && char.IsLetter(neighbour));
    }

    /// <summary>Whether the words right before a letter deny it: "not A", "不是 A".</summary>
    private static bool IsDenied(string text, int at)
    {
        string before = text[Math.Max(0, at - 16)..at].TrimEnd(' ', '*', '(', '"', '“');
        foreach (string denial in Denials)
        {
            if (!before.EndsWith(denial, StringComparison.OrdinalIgnoreCase))
                continue;
            int start = before.Length - denial.Length;
            if (
                start == 0
                || denial[0] > '\u0590'
                || denial[0] == 'n' && denial[1] == '\''
                || !char.IsLetter(before[start - 1])
            )
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>Whether an A or I is a word of the language: "A dog", "I think".</summary>
    private static bool IsArticle(string text, int at, bool firstWord)
    {
        if (text[at] is not ('A' or 'I') || at + 2 >= text.Length || text[at + 1] != ' ')
            return false;
        if (text[at] == 'I')
            return true;
        bool begins = firstWord || at == 0 || text[at - 1] is ' ' or '\n';
        return begins
            && char.IsLower(text[at + 2])
            && !Array.Exists(AfterLetters, word => LatexText.StartsWith(text, at + 2, word));
    }
}
