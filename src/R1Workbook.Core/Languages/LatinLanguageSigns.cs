namespace R1Workbook.Core.Languages;

/// <summary>Words of grammar, letters, endings and elisions of the languages of Latin script.</summary>
internal static class LatinLanguageSigns
{
    public static readonly string[] FunctionWords =
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

    public static readonly (string Letters, string Languages)[] Letters =
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

    public static readonly (string Ending, string Languages)[] Endings =
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
    public static readonly (string Elision, string Languages)[] Elisions =
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
}
