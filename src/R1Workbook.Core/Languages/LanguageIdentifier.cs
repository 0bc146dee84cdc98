using System.Buffers;

namespace R1Workbook.Core.Languages;

/// <summary>
/// The language of each word of a text, as an ISO 639-1 code. Most scripts decide by themselves; Latin words are judged
/// in their passage, the best path through languages where each change costs something (Viterbi 1967); Han characters
/// are Chinese or Japanese by their clause.
/// </summary>
internal static class LanguageIdentifier
{
    /// <summary>The language of a word that cannot be told: another script, or a number.</summary>
    public const string Unknown = "und";

    // What a change of language costs within a sentence and at its end, against some 2 for a function word.
    private const double SwitchWithin = 3.5,
        SwitchAtEnd = 1.5;

    // Simplified characters, and a few others, that Japanese does not write.
    private static readonly HashSet<char> Chinese =
    [
        .. "这们么吗呢个说还对时过种问题吧你您她哪给让从应该讲错则设边结论验证为关简单两东开见车长门马鸟龙买卖话语认识经济现际观发变业产员总统计约纯续红绿线细终级须顺领风飞饭饮驾骑实书很是也它",
    ];

    private static readonly SearchValues<char> SentenceEnds = SearchValues.Create(".!?:;\n。！？：；"),
        ClauseEnds = SearchValues.Create(".!?:;,\n。！？：；，、（）()「」");
    private static readonly SearchValues<char> Ukrainian = SearchValues.Create("іїєґІЇЄҐ"),
        Persian = SearchValues.Create("پچژگ");

    /// <summary>The languages of the words, in their order.</summary>
    /// <param name="text">The text.</param>
    /// <param name="words">Its words.</param>
    public static string[] Identify(string text, IReadOnlyList<Word> words)
    {
        string[] languages = new string[words.Count];
        for (int i = 0; i < words.Count; )
        {
            int end = i + 1;
            Script script = words[i].Script;
            if (script == Script.Latin || IsJapanese(script) || script == Script.Han)
            {
                // Numbers between words do not end their passage.
                while (
                    end < words.Count && (words[end].Script == Script.Common || Kind(words[end].Script) == Kind(script))
                )
                {
                    end++;
                }

                if (script == Script.Latin)
                    Latin(text, words, languages, i, end);
                else
                    HanAndKana(text, words, languages, i, end);
            }
            else
            {
                languages[i] = ByScript(text.AsSpan(words[i].Start, words[i].Length), script);
            }
            i = end;
        }
        return languages;
    }

    private static int Kind(Script script) =>
        script is Script.Han or Script.Hiragana or Script.Katakana ? -1 : (int)script;

    private static bool IsJapanese(Script script) => script is Script.Hiragana or Script.Katakana;

    private static string ByScript(ReadOnlySpan<char> word, Script script) =>
        script switch
        {
            Script.Greek => "el",
            Script.Cyrillic => word.ContainsAny(Ukrainian) ? "uk" : "ru",
            Script.Hebrew => "he",
            Script.Arabic => word.ContainsAny(Persian) ? "fa" : "ar",
            Script.Devanagari => "hi",
            Script.Thai => "th",
            Script.Hangul => "ko",
            _ => Unknown,
        };

    private static void Latin(string text, IReadOnlyList<Word> words, string[] languages, int first, int end)
    {
        int count = LatinLanguages.Codes.Count,
            length = end - first;
        double[] best = new double[count],
            next = new double[count];
        byte[] from = new byte[length * count];
        // English is where a single unknown word among others belongs most often: a term of computing.
        best[0] = 0.3;
        Span<double> scores = stackalloc double[count];
        Span<char> lower = stackalloc char[40];
        for (int i = 0; i < length; i++)
        {
            Word word = words[first + i];
            scores.Clear();
            if (word.Script == Script.Latin && word.Length <= lower.Length)
            {
                int written = text.AsSpan(word.Start, word.Length).ToLowerInvariant(lower);
                for (int letter = 0; letter < written; letter++)
                {
                    if (lower[letter] == '’')
                        lower[letter] = '\'';
                }

                if (NameRule.IsCapitalisedWithin(text, word))
                    scores[1] += 0.6;
                else
                    LatinLanguages.Score(lower[..written], scores);
            }
            double cost =
                i == 0 ? 0
                : EndsSentence(text, words[first + i - 1].End, word.Start) ? SwitchAtEnd
                : SwitchWithin;
            int top = 0;
            for (int language = 1; language < count; language++)
            {
                if (best[language] > best[top])
                    top = language;
            }

            for (int language = 0; language < count; language++)
            {
                bool switches = best[top] - cost > best[language];
                from[i * count + language] = (byte)(switches ? top : language);
                next[language] = (switches ? best[top] - cost : best[language]) + scores[language];
            }
            (best, next) = (next, best);
        }
        int state = 0;
        for (int language = 1; language < count; language++)
        {
            if (best[language] > best[state])
                state = language;
        }

        for (int i = length - 1; i >= 0; i--)
        {
            languages[first + i] = words[first + i].Script == Script.Common ? Unknown : LatinLanguages.Codes[state];
            state = from[i * count + state];
        }
    }

    /// <summary>Whether a sentence or a line ends between two words.</summary>
    internal static bool EndsSentence(string text, int from, int to) =>
        text.AsSpan(from, to - from).ContainsAny(SentenceEnds);

    private static bool EndsClause(string text, int from, int to) =>
        text.AsSpan(from, to - from).ContainsAny(ClauseEnds);

    private static void HanAndKana(string text, IReadOnlyList<Word> words, string[] languages, int first, int end)
    {
        string? before = null;
        int waiting = first;
        for (int i = first; i < end; )
        {
            int clause = i + 1;
            while (clause < end && !EndsClause(text, words[clause - 1].End, words[clause].Start))
                clause++;
            string? language = Clause(text, words, languages, i, clause);
            if (language is not null)
            {
                // Clauses of kanji alone take the language of the next that says something, in the same sentence.
                if (before is null)
                    Fill(words, languages, waiting, i, language);
                before = language;
                waiting = clause;
            }
            else if (before is not null)
            {
                Fill(words, languages, i, clause, before);
                waiting = clause;
            }
            if (clause < end && EndsSentence(text, words[clause - 1].End, words[clause].Start))
            {
                Fill(words, languages, waiting, clause, before ?? "zh");
                (before, waiting) = (null, clause);
            }
            i = clause;
        }
        Fill(words, languages, waiting, end, before ?? "zh");
    }

    /// <summary>Labels a clause; null where it is of Han characters that both languages write.</summary>
    private static string? Clause(string text, IReadOnlyList<Word> words, string[] languages, int first, int end)
    {
        bool kana = false,
            chinese = false;
        for (int i = first; i < end; i++)
        {
            kana |= IsJapanese(words[i].Script);
            chinese |= words[i].Script == Script.Han && IsChinese(text, words[i]);
        }
        if (!kana && !chinese)
            return null;
        if (!(kana && chinese))
        {
            Fill(words, languages, first, end, kana ? "ja" : "zh");
            return kana ? "ja" : "zh";
        }
        // Both in one clause: what touches kana and has no Chinese character is Japanese, the rest by itself.
        for (int i = first; i < end; )
        {
            int run = i + 1;
            while (run < end && words[run].Start == words[run - 1].End && words[run].Script == words[i].Script)
                run++;
            bool touches =
                IsJapanese(words[i].Script)
                || Touches(words, i, i - 1, first, end)
                || Touches(words, run - 1, run, first, end);
            bool han =
                !touches
                || (
                    words[i].Script == Script.Han
                    && Enumerable.Range(i, run - i).Any(word => IsChinese(text, words[word]))
                );
            Fill(words, languages, i, run, han ? "zh" : "ja");
            i = run;
        }
        return languages[end - 1];
    }

    /// <summary>Whether the neighbour of a word is kana and stands right beside it.</summary>
    private static bool Touches(IReadOnlyList<Word> words, int word, int neighbour, int first, int end) =>
        neighbour >= first
        && neighbour < end
        && IsJapanese(words[neighbour].Script)
        && (words[neighbour].End == words[word].Start || words[neighbour].Start == words[word].End);

    private static bool IsChinese(string text, Word word)
    {
        foreach (char letter in text.AsSpan(word.Start, word.Length))
        {
            if (Chinese.Contains(letter))
                return true;
        }

        return false;
    }

    private static void Fill(IReadOnlyList<Word> words, string[] languages, int first, int end, string language)
    {
        for (int i = first; i < end; i++)
            languages[i] = words[i].Script == Script.Common ? Unknown : language;
    }
}
