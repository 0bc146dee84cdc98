namespace R1Workbook.Core.Languages;

/// <summary>
/// Tells languages of Latin script apart word by word: by function words, by letters that a language has or lacks, and
/// by endings. The lists are the project's own. One word says little; <see cref="LanguageIdentifier"/> joins the words
/// of a passage.
/// </summary>
public static class LatinLanguages
{
    /// <summary>The languages told apart; the scores of a word stand in this order.</summary>
    public static IReadOnlyList<string> Codes { get; } = ["en", "de", "fr", "es", "it", "pt"];

    private const double FunctionWord = 2.2,
        OwnLetter = 1.6,
        MissingLetter = -2.5,
        Ending = 0.8;

    private static readonly string[] FunctionWords =
    [
        // English
        "the of and to in is that it for as with was on are be this by at from or an have not which you we they but "
            + "can if there their will would so what all has when then than them been its into no only our must "
            + "should does do did how let let's i a about because since therefore thus hence let's over number "
            + "answer first second each both more most other some these those where while who why your my now need "
            + "get gives give know see find try check wait maybe actually same every here just again step back look "
            + "means mean",
        // German
        "der die das und ist in zu den von mit nicht ein eine einer einem einen des dem für auf sich als auch es an "
            + "werden aus er hat dass sie nach wird bei um am sind noch wie einem über so zum war haben nur oder "
            + "aber vor zur bis mehr durch man dann wenn also weil denn wir ich du ihr sein kann muss müssen können "
            + "soll alle diese dieser dieses hier jetzt nun jede jeder jedes ja nein keine kein daher deshalb somit "
            + "damit beide beiden gilt sei da doch was wo wer schon sehr gibt ergibt folgt zahl zwei drei eins erst "
            + "zuerst vielleicht eigentlich noch mal",
        // French
        "le la les de des du et est en un une que qui dans pour pas sur au aux avec ce cette ces il elle ils nous "
            + "vous je on ne se par plus ou où mais donc si sont sa son ses leur leurs être avoir fait tout tous "
            + "toute même comme car ainsi alors puis deux trois entre sans sous cela ça soit a à été peut doit y "
            + "l'on n'est c'est qu'il qu'on d'un d'une j'ai chaque nombre réponse aussi encore maintenant trouve "
            + "obtient parce quand peut-être voyons",
        // Spanish
        "el la los las de del y es en un una que por para con no se su sus lo al como más pero o este esta estos "
            + "estas eso esto son ser hay si sí ya porque cuando muy sin sobre también hasta desde todo todos "
            + "entonces así pues tiene tenemos podemos puede debe cada dos tres uno número respuesta nos le les yo "
            + "ni donde quien fue era ahora luego primero segundo vez mismo otra otro ambos sea queda después tal "
            + "aunque mientras quizás veamos",
        // Italian
        "il lo la i gli le di del della dei delle e è in un una uno che per con non si su al alla da dal sono come "
            + "più ma o se questo questa questi queste anche ci essere ha ho abbiamo possiamo può deve quindi "
            + "allora perché quando dove ogni due tre numero risposta così dunque poi ora prima seconda nel nella "
            + "sul sulla tra fra cui tutti tutte loro suo sua suoi ne già ancora dato stesso forse vediamo",
        // Portuguese
        "o a os as de do da dos das e é em um uma que por para com não se no na nos nas ao mais mas ou este esta "
            + "isso isto são ser há já porque quando muito sem sobre também até todo todos então assim pois tem "
            + "temos podemos pode deve cada dois duas três número resposta ele ela eles nós eu foi era agora depois "
            + "primeiro segundo seu sua seus pelo pela como à às você logo onde ambos seja vez mesmo outra outro "
            + "talvez vamos",
    ];

    private static readonly (string Letters, string Languages)[] Letters =
    [
        ("ß", "de"),
        ("äö", "de"),
        ("ü", "de es pt"),
        ("ñ", "es"),
        ("ãõ", "pt"),
        ("ç", "fr pt"),
        ("ê", "fr pt"),
        ("â", "fr pt"),
        ("ô", "fr pt"),
        ("œîûëï", "fr"),
        ("ù", "fr it"),
        ("è", "fr it"),
        ("ìò", "it"),
        ("à", "fr it pt"),
        ("é", "fr es it pt"),
        ("áíóú", "es pt"),
    ];

    private static readonly (string Ending, string Languages)[] Endings =
    [
        ("ing", "en"),
        ("ed", "en"),
        ("ly", "en"),
        ("ness", "en"),
        ("ght", "en"),
        ("tion", "en fr de"),
        ("ty", "en"),
        ("ould", "en"),
        ("th", "en"),
        ("ee", "en"),
        ("wn", "en"),
        ("ck", "en de"),
        ("ves", "en"),
        ("ry", "en"),
        ("er", "en de fr"),
        ("al", "en es pt de fr"),
        ("ung", "de"),
        ("ungen", "de"),
        ("en", "de"),
        ("lich", "de"),
        ("keit", "de"),
        ("heit", "de"),
        ("isch", "de"),
        ("cht", "de"),
        ("st", "de en"),
        ("tz", "de"),
        ("sch", "de"),
        ("ern", "de"),
        ("ieren", "de"),
        ("e", "de fr it es pt en"),
        ("auf", "de"),
        ("eit", "de"),
        ("ment", "fr en"),
        ("eux", "fr"),
        ("eur", "fr"),
        ("ons", "fr"),
        ("ez", "fr"),
        ("ait", "fr"),
        ("ité", "fr"),
        ("que", "fr es pt"),
        ("ions", "fr en"),
        ("és", "fr"),
        ("ée", "fr"),
        ("aux", "fr"),
        ("elle", "fr it"),
        ("ire", "fr it"),
        ("oir", "fr"),
        ("ents", "fr en"),
        ("ción", "es"),
        ("ciones", "es"),
        ("dad", "es"),
        ("mos", "es pt"),
        ("ado", "es pt"),
        ("ada", "es pt"),
        ("os", "es pt"),
        ("as", "es pt"),
        ("ar", "es pt"),
        ("uno", "es it"),
        ("iendo", "es"),
        ("ando", "es it pt"),
        ("ero", "es it pt"),
        ("illa", "es"),
        ("ble", "es en fr"),
        ("o", "es it pt"),
        ("a", "es it pt"),
        ("zione", "it"),
        ("zioni", "it"),
        ("tà", "it"),
        ("iamo", "it"),
        ("mente", "it es pt"),
        ("tto", "it"),
        ("tti", "it"),
        ("i", "it"),
        ("ato", "it"),
        ("are", "it en"),
        ("ere", "it"),
        ("ello", "it"),
        ("ssi", "it"),
        ("endo", "it es pt"),
        ("ção", "pt"),
        ("ções", "pt"),
        ("ões", "pt"),
        ("ão", "pt"),
        ("dade", "pt"),
        ("agem", "pt"),
        ("em", "pt"),
        ("eiro", "pt"),
        ("inho", "pt"),
        ("vel", "pt"),
    ];

    // "l'eau" and "dell'acqua" are of languages that leave a vowel out.
    private static readonly (string Elision, string Languages)[] Elisions =
    [
        ("l'", "fr it"),
        ("d'", "fr it"),
        ("qu'", "fr"),
        ("c'", "fr it"),
        ("n'", "fr"),
        ("j'", "fr"),
        ("s'", "fr"),
        ("dell'", "it"),
        ("all'", "it"),
        ("nell'", "it"),
        ("un'", "it"),
        ("dall'", "it"),
    ];

    private static readonly Dictionary<string, double[]> Known = Table();
    private static readonly Dictionary<string, double[]> EndingScores = Endings
        .GroupBy(row => row.Ending)
        .ToDictionary(group => group.Key, group => Row(string.Join(' ', group.Select(row => row.Languages)), Ending));

    private static readonly (string Elision, double[] Row)[] ElisionScores =
    [
        .. Elisions.Select(row => (row.Elision, Row(row.Languages, OwnLetter))),
    ];

    /// <summary>Adds the scores of a word, lower case, to <paramref name="scores"/>, one a language of
    /// <see cref="Codes"/>.</summary>
    public static void Score(ReadOnlySpan<char> word, Span<double> scores)
    {
        Dictionary<string, double[]>.AlternateLookup<ReadOnlySpan<char>> known = Known.GetAlternateLookup<
                ReadOnlySpan<char>
            >(),
            endings = EndingScores.GetAlternateLookup<ReadOnlySpan<char>>();
        if (known.TryGetValue(word, out double[]? function))
        {
            Add(scores, function);
            return;
        }
        foreach ((string elision, double[] row) in ElisionScores)
        {
            if (word.StartsWith(elision, StringComparison.Ordinal))
                Add(scores, row);
        }
        foreach (char letter in word)
        {
            if (letter < 0x80)
            {
                if (letter is 'w' or 'k' or 'y')
                {
                    Add(
                        scores,
                        letter == 'w' ? W
                            : letter == 'k' ? K
                            : Y
                    );
                }

                continue;
            }
            foreach ((string letters, string languages) in Letters)
            {
                if (!letters.Contains(letter, StringComparison.Ordinal))
                    continue;
                for (int i = 0; i < scores.Length; i++)
                    scores[i] += languages.Contains(Codes[i], StringComparison.Ordinal) ? OwnLetter : MissingLetter;
            }
        }
        // The longest ending known decides.
        for (int length = Math.Min(6, word.Length - 1); length > 0; length--)
        {
            if (!endings.TryGetValue(word[^length..], out double[]? ending))
                continue;
            double weight = Math.Min(1.5, 0.4 + 0.3 * length);
            for (int i = 0; i < scores.Length; i++)
                scores[i] += weight * ending[i];
            break;
        }
    }

    private static readonly double[] W = [0.4, 0.4, -1.5, -1.5, -1.5, -1.5],
        K = [0.2, 0.4, -1, -1, -1, -1],
        Y = [0.4, -0.6, 0, 0.2, -1.2, -1.2];

    private static void Add(Span<double> scores, double[] row)
    {
        for (int i = 0; i < scores.Length; i++)
            scores[i] += row[i];
    }

    private static double[] Row(string languages, double value) =>
        [.. Codes.Select(code => languages.Contains(code, StringComparison.Ordinal) ? value : 0)];

    private static Dictionary<string, double[]> Table()
    {
        Dictionary<string, double[]> table = [];
        for (int language = 0; language < FunctionWords.Length; language++)
        {
            foreach (string word in FunctionWords[language].Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                if (!table.TryGetValue(word, out double[]? row))
                    table[word] = row = new double[Codes.Count];
                row[language] = FunctionWord;
            }
        }
        return table;
    }
}
