using System.Buffers;
using System.Collections.Frozen;
using System.Text;
using R1Workbook.Core.Verification.Extraction;
using R1Workbook.Core.Verification.Parsing;

namespace R1Workbook.Core.Verification.Reading;

/// <summary>A stretch of an answer: words, or mathematics.</summary>
/// <param name="IsWords">Whether it is words.</param>
/// <param name="Text">The words, or the LaTeX.</param>
internal readonly record struct AnswerPart(bool IsWords, string Text);

/// <summary>Divides an answer into words and mathematics. Letters side by side are words where they are words of
/// English; otherwise they are a product of variables.</summary>
internal static class WordedText
{
    // Words of two and three letters: all longer ones are told by their vowels.
    private static readonly FrozenSet<string> ShortWords = (
        "a an the of to is are be at by on as it if no not so we has for all any let get gets got set its one two six "
        + "ten per non "
        + "was can may our via odd low yes new due sum day who will this that with from have then than into only both "
        + "when such each some also must does but nor yet how his her"
    )
        .Split(' ')
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>What is counted in words of three letters: behind a number they are no product of three letters.
    /// </summary>
    private static readonly FrozenSet<string> CountedThings = (
        "men yen won sen boy cow cat dog pig hen ant bee egg nut pie box bag cup mug jar pot pan pen pin car bus van "
        + "kid cap hat map toy bat bar bun fan key leg net row tie tin pad peg rod"
    )
        .Split(' ')
        .ToFrozenSet(StringComparer.Ordinal);

    private static readonly SearchValues<char> Signs = SearchValues.Create("\\$^_=<>+*/{}[]|0123456789");

    private static readonly SearchValues<char> UnitLetters = SearchValues.Create("mgshLlNJWVK");

    /// <summary>The parts in their order; words within brackets or braces stay with the mathematics, as
    /// <c>\text{…}</c>.</summary>
    public static List<AnswerPart> Divide(string text)
    {
        List<AnswerPart> parts = [];
        StringBuilder math = new();
        int depth = 0;
        bool hasDollars = text.Count(c => c == '$') > 1,
            inDollars = false;
        for (int i = 0; i < text.Length; )
        {
            char c = text[i];
            if (c == '\\' && TextGroups.MathInText(text, i) is { } unwrapped)
                text = unwrapped;
            (int end, string? words) = text[i] switch
            {
                '\\' => Command(text, i),
                var letter when char.IsLetter(letter) => Run(text, i),
                _ => (i + 1, null),
            };
            if (c == '$')
                inDollars = !inDollars;
            if (hasDollars && !inDollars && end == i + 1 && UnitLetters.Contains(text[i]) && BehindValue(text, i))
            {
                // "$12$ m$^2$": a letter outside the formula is a unit.
                math.Append(@"\text{").Append(text[i]).Append('}');
            }
            else if (words is null)
            {
                depth +=
                    c is '{' or '(' or '[' ? 1
                    : c is '}' or ')' or ']' ? -1
                    : 0;
                math.Append(c == '$' ? " " : text[i..end]);
            }
            else if (depth > 0)
            {
                math.Append(@"\text{").Append(words).Append('}');
            }
            else
            {
                Flush(parts, math);
                Append(parts, words);
            }

            i = end;
        }
        Flush(parts, math);
        return parts;
    }

    /// <summary>The parts as one text, with words in <c>\text{…}</c>.</summary>
    public static string Joined(IEnumerable<AnswerPart> parts) =>
        string.Concat(parts.Select(part => part.IsWords ? $@"\text{{ {part.Text} }}" : part.Text)).Trim();

    private static void Flush(List<AnswerPart> parts, StringBuilder math)
    {
        if (math.ToString() is { Length: > 0 } held && !string.IsNullOrWhiteSpace(held))
            parts.Add(new AnswerPart(false, held));
        math.Clear();
    }

    private static void Append(List<AnswerPart> parts, string words)
    {
        words = words.Trim();
        if (words.Length == 0)
            return;
        if (parts is [.., { IsWords: true } last])
            parts[^1] = last with { Text = last.Text + " " + words };
        else
            parts.Add(new AnswerPart(true, words));
    }

    /// <summary>A command; <c>\text{…}</c> without mathematics in it is words.</summary>
    private static (int End, string? Words) Command(string text, int at)
    {
        int end = at + 1;
        while (end < text.Length && char.IsAsciiLetter(text[end]))
            end++;
        if (end == at + 1)
            return (Math.Min(text.Length, at + 2), null);
        if (TextGroups.NamesItsGroup(text.AsSpan((at + 1)..end)) && end < text.Length && text[end] == '{')
        {
            int group = LatexText.GroupEnd(text, end, text.Length);
            return (group < 0 ? end : group, null);
        }
        if (!LatexText.Wraps(text.AsSpan((at + 1)..end)) || end >= text.Length || text[end] != '{')
            return (end, null);
        int close = LatexText.GroupEnd(text, end, text.Length);
        if (close < 0)
            return (end, null);
        string inner = text[(end + 1)..(close - 1)];
        return IsWords(inner) ? (close, inner) : (close, null);
    }

    private static bool IsWords(string inner)
    {
        string words = inner.Trim(' ', ',', '.', ';', ':', '(', ')');
        // One letter names something; a number word, a unit or a conjunction is for the parser.
        if (words.Length < 2 || words.AsSpan().ContainsAny(Signs))
            return false;
        return PlainWords.Find(words) is null && LatexCommands.Find(words) is null && !IsConjunction(words);
    }

    private static bool IsConjunction(string words) =>
        words is "et" or "und" or "oder" or "ou" or "y" or "和" or "或" or "and" or "or";

    /// <summary>Words from here on, with the blanks between them; no words where the first is none.</summary>
    private static (int End, string? Words) Run(string text, int at)
    {
        int first = WordEnd(text, at),
            end = first;
        if (!IsWord(text, at, first))
            return (first, null);
        while (true)
        {
            int next = end;
            while (next < text.Length && text[next] is ' ' or '\n')
                next++;
            if (next == end || next >= text.Length || !char.IsLetter(text[next]))
                break;
            int stop = WordEnd(text, next);
            // "and" and "or" join answers; a single letter is a variable unless words go on behind it.
            if (!IsWord(text, next, stop) && !(IsInner(text[next..stop]) && WordFollows(text, stop)))
                break;
            end = stop;
        }
        return (end, text[at..end]);
    }

    private static bool BehindValue(string text, int at)
    {
        int before = at - 1;
        while (before >= 0 && text[before] is ' ' or '~')
            before--;
        return before >= 0 && (char.IsDigit(text[before]) || text[before] is '}' or ')' or '/' or '½' or '$');
    }

    private static bool IsInner(string word) => word is "a" or "in" or "or" or "and" or "mod" or "percent";

    private static bool WordFollows(string text, int at)
    {
        int next = LatexText.SkipSpace(text, at, text.Length);
        return next > at && next < text.Length && char.IsLetter(text[next]) && IsWord(text, next, WordEnd(text, next));
    }

    private static int WordEnd(string text, int at)
    {
        while (
            at < text.Length
            && (
                char.IsLetter(text[at])
                || ProseRecognizer.IsMark(text[at])
                || (
                    text[at] is '\'' or '’' or '-'
                    && at > 1
                    && char.IsLetter(text[at - 1])
                    && char.IsLetter(text[at - 2])
                    && at + 2 < text.Length
                    && char.IsLetter(text[at + 1])
                    && char.IsLetter(text[at + 2])
                )
            )
        )
        {
            at++;
        }

        return at;
    }

    private static bool IsWord(string text, int at, int end)
    {
        // A name behind _ or ^, and letters behind a digit without a blank, are mathematics or a unit.
        if (end - at < 2 || (at > 0 && text[at - 1] is '_' or '^' or '\\'))
            return false;
        ReadOnlySpan<char> word = text.AsSpan(at..end);
        if (ShortWords.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word))
            return true;
        if (PlainWords.Find(word) is not null || (PlainWords.IsUnit(word) && BehindValue(text, at)))
            return false;
        if (PlainWords.IsUnit(word))
            return true;
        if (word[0] > 127 || PlainWords.IsProse(word))
            return true;
        return BehindValue(text, at)
            && text[at - 1] == ' '
            && (
                word.Length >= 4
                    ? word.IndexOfAny("aeiou") >= 0
                    : CountedThings.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word)
            );
    }
}
