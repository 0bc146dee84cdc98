namespace R1Workbook.Core.Instructions;

/// <summary>
/// English for the sentence splitter: abbreviations, words that start sentences, common words that are written small.
/// NLTK's Punkt learnt such lists from newspapers (Kiss and Strunk 2006, Computational Linguistics 32.4); these are the
/// project's own, and shorter. Counts differ only where a full stop after a rare abbreviation or an initial precedes a
/// capital.
/// </summary>
internal static class EnglishSentences
{
    /// <summary>The type of a number.</summary>
    public const string Number = "##number##";

    /// <summary>Words that end in a full stop which need not end a sentence.</summary>
    private static readonly HashSet<string> Abbreviations = Listed(
        // People and offices.
        "adm col dr gen jr lt maj messrs mr mrs ms prof rep reps sen sr st m.b.a m.d.c ph.d",
        // Companies.
        "bros cie co corp cos inc ltd b.v n.v s.a s.p.a s.s c.o.m.b i.m.s c.i.t a.m.e",
        // Days and months.
        "tues wed fri jan feb aug sep sept oct nov dec",
        // States, countries and cities.
        "ala ariz calif colo conn fla ga ill kan ky mich minn nev okla ore pa tenn va vt wash wis w.va n.c n.d n.h "
            + "n.j n.m n.y",
        "r.i s.c d.c l.a u.k u.n u.s u.s.a u.s.s.r",
        // Times, measures and others.
        "a.m p.m p.a.m a.d ave chg ct ft mg sw vs yr ok s.a.y"
    );

    /// <summary>Words that often start a sentence.</summary>
    public static readonly HashSet<string> Starters = Listed(
        "according although among both but despite even he however i if in indeed instead it many meanwhile "
            + "moreover most",
        "nevertheless nonetheless nor sales separately similarly since so some",
        "the there these they this though thus under when while yet"
    );

    /// <summary>Whether a word without its full stop is an abbreviation: a known one, a letter, or letters with full
    /// stops between them, as in u.s or j.r.</summary>
    /// <param name="word">In small letters.</param>
    public static bool IsAbbreviation(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        if (Abbreviations.Contains(word))
            return true;
        // Punkt takes "e.g." for the end of a sentence, and a letter that often ends one ("plan B.") too.
        if (word is "e.g" or "i.e" || (word.Length == 1 && "abijoquxyz".Contains(word[0])))
            return false;
        for (int i = 0; i < word.Length; i++)
        {
            if (i % 2 == 0 ? !char.IsAsciiLetter(word[i]) : word[i] != '.')
                return false;
        }

        return word.Length % 2 == 1;
    }

    // Words of grammar and a few verbs and adverbs that begin sentences of instructions and stories.
    private static readonly HashSet<string> Small = Listed(
        "a about above across after again against all almost along already also always an and another any anyone "
            + "anything are",
        "around as at away be because been before behind being below between by can",
        "can't come could despite did didn't do does doesn't don't during each either enough every everyone "
            + "everything few",
        "finally first for from get give go had has have having her here hers him his how",
        "i if in into is isn't it its itself just keep know last later least less let let's like look make may "
            + "maybe me might",
        "more much must my near neither never next no not nothing now of off often on",
        "once one only or other others our out over own perhaps please put rather remember second see several she "
            + "should so",
        "someone something sometimes soon still such take than that that's the their them",
        "then there therefore these they this those three through to today together tomorrow too toward two unless "
            + "until up upon",
        "us use very want was we well were what whatever when whenever where wherever",
        "whether which while who why will with within without won't would yes yesterday yet you your"
    );

    // Of these, what newspapers do not write with a capital within a sentence, not even in a quotation.
    private static readonly HashSet<string> NeverCapital = Listed(
        "additionally afterward afterwards almost although besides certainly consequently conversely "
            + "eventually finally",
        "furthermore generally hence hopefully ideally immediately initially lastly likewise",
        "maybe moreover namely nevertheless nonetheless normally occasionally often originally otherwise overall "
            + "particularly",
        "perhaps previously rather recently regardless secondly simultaneously sometimes",
        "somehow somewhere specifically subsequently suddenly surprisingly therefore thirdly though traditionally "
            + "typically",
        "ultimately unfortunately unless whenever whereas wherever whether"
    );

    /// <summary>Whether a word, given in small letters, is also written small.</summary>
    public static bool IsWrittenSmall(string word) =>
        Small.Contains(word) || NeverCapital.Contains(word) || Starters.Contains(word);

    /// <summary>Whether a word, given in small letters, has a capital only where it begins a sentence.</summary>
    public static bool IsNeverCapitalWithin(string word) => NeverCapital.Contains(word);

    private static HashSet<string> Listed(params string[] lines) => [.. lines.SelectMany(line => line.Split(' '))];
}
