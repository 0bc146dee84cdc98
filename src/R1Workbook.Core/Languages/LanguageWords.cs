namespace R1Workbook.Core.Languages;

/// <summary>
/// Tells the languages of one script apart in a whole text, by words of grammar, letters and endings; the lists are the
/// project's own. A word counts for each language that has it, the less the more there are. Where nothing speaks for
/// any, Latin letters are English.
/// </summary>
internal static partial class LanguageWords
{
    private static readonly LanguageSigns LatinSigns = new(
        "en",
        [
            (
                "en",
                "the of and to in is that it for as with was on are be this by at from or an have not which you we "
                    + "they but can if there their will would what all has when then than them been its into no "
                    + "only our must should do how let i about because your my so more most other some these those "
                    + "where while who why need get make take add mix each every here just any her him his she he "
                    + "us may also after before up out over very make sure first last new like one two time don't "
                    + "it's i'm you're",
                "",
                "ing tion ness ght ould ways wn"
            ),
            (
                "de",
                "der die das und ist in zu den von mit nicht ein eine einer einem einen des dem für auf sich als "
                    + "auch es an werden aus er hat dass sie nach wird bei um am sind noch wie über so zum war "
                    + "haben nur oder aber vor zur bis mehr durch man dann wenn denn wir ich ihr sein kann muss "
                    + "diese dieser alle sehr ihre ihren mich mir dir unser kein keine",
                "äöüß",
                "ung ungen lich keit heit isch schaft"
            ),
            (
                "fr",
                "le la les de des du et est en un une que qui dans pour pas sur au aux avec ce cette ces il elle "
                    + "ils nous vous je on ne se par plus ou où mais donc si sont sa son ses leur leurs être avoir "
                    + "fait tout tous ainsi très votre notre mon ma mes d'un c'est l'on n'est qu'il",
                "éèêàçùâîôœëï",
                "ment eux eur ions ité ait"
            ),
            (
                "es",
                "el la los las de del y en un una que por para con no se su sus lo al como más pero o este esta es "
                    + "son ser hay si sí ya porque cuando muy sin sobre también hasta desde todo todos entonces "
                    + "puede cada le les yo mi tu nos fue era ha",
                "ñáéíóú¿¡",
                "ción ciones dad mente ando iendo"
            ),
            (
                "it",
                "il lo la i gli le di del della dei delle e è in un una che per con non si su al alla da dal sono "
                    + "come più ma o se questo questa anche essere ha ho nel nella nei perché quando ogni loro suo "
                    + "sua tutti tutto mi ti ci io tu molto",
                "èàòìù",
                "zione zioni ità mente iamo are ere"
            ),
            (
                "pt",
                "o a os as de do da dos das e é em um uma que por para com não se no na nos nas ao mais mas ou este "
                    + "esta isso são ser há já porque quando muito sem também até todo todos pode cada você eu ele "
                    + "ela seu sua foi era como meu minha pela pelo",
                "ãõçáéêíóôúâ",
                "ção ções ão mente dade"
            ),
            (
                "nl",
                "de het een en van in is dat op te zijn met voor niet aan er om ook als dan maar door over bij uit "
                    + "naar nog wel geen hij zij wij jij je we ik mijn deze dit die worden wordt werd kan moet zal "
                    + "hebben heeft had onze hun",
                "ë",
                "heid lijk ijk ingen aar"
            ),
            (
                "sv",
                "och att det som en på är av för med till den har inte om ett han hon de var jag men sig från vi så "
                    + "kan när nu eller också efter där skulle mycket sin alla mig du dig vad ska",
                "åäö",
                "ning ande erna heten"
            ),
            (
                "da",
                "og at det som en på er af for med til den har ikke om et han hun de var jeg men sig fra vi så kan "
                    + "når nu eller også efter der skulle meget sin alle mig du dig hvad skal blev være",
                "åæø",
                "hed else erne ning"
            ),
            (
                "no",
                "og å det som en på er av for med til den har ikke om et han hun de var jeg men seg fra vi så kan "
                    + "når nå eller også etter der skulle mye sin alle meg du deg hva skal ble være",
                "åæø",
                "het else ene ning"
            ),
            (
                "fi",
                "ja on ei se että hän oli olla joka mutta niin kuin myös tai kun sen ovat voi ne jos vain minä sinä "
                    + "me te he tämä tämän nyt ole olen olet mitä mikä kaikki hyvin sekä jotka joita kanssa ennen "
                    + "jälkeen koska sitten siitä tässä voit sinun minun meidän",
                "äö",
                "ssa ssä sta stä lla llä lle nen iset minen aan ään uu ii"
            ),
            (
                "pl",
                "i w nie na się z do to że jest jak o ale po co tak za od ich jego jej przez dla są był była było "
                    + "być które który która oraz czy już tylko może ten ta tym tego",
                "ąćęłńśźż",
                "ość ego ych ami"
            ),
            (
                "cs",
                "a v se na je že to s z do o i k ve pro jako za by ale po jsou tak od který která které také nebo "
                    + "být jeho jsem již když pouze není",
                "ěščřžýáíéůúťď",
                "ost ých ého ání"
            ),
            (
                "hu",
                "a az és hogy nem is egy ez van volt meg csak de ha mint már vagy még ki mi azt ezt lehet minden "
                    + "nagyon akkor kell után mert között",
                "őűáéíóöúü",
                "ság ség ban ben nak nek val vel"
            ),
            (
                "ro",
                "și de în la cu a nu că pe este o un din care mai pentru ce sunt se sau dar fi prin lui ei au fost "
                    + "acest această după când până",
                "ășțâî",
                "ului ilor ție ază"
            ),
            (
                "tr",
                "ve bir bu da de için ile ne o çok daha gibi olarak en ama kadar sonra her olan var ben sen biz "
                    + "değil mi ki veya şey olduğu",
                "ğışçöü",
                "lar ler ları leri dır dir yor ması mesi"
            ),
            (
                "id",
                "yang dan di dari untuk dengan ini itu pada adalah dalam tidak akan ke juga oleh ada saya anda kami "
                    + "kita mereka bisa dapat sebagai karena atau telah sudah hai",
                "",
                "kan nya"
            ),
            (
                "tl",
                "ang ng sa na at mga ay si ito para ni hindi kung ko mo siya ako kayo kami natin may isang lang din "
                    + "rin nang kanyang",
                "",
                ""
            ),
            (
                "vi",
                "và của là có không một cho được trong với các này người khi đã những để tôi bạn ra đó rất như cũng "
                    + "từ về sẽ thì chúng",
                "ơưđăạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ",
                ""
            ),
            (
                "sw",
                "na ya wa kwa ni katika la za cha kuwa hii huu hiyo hizo hili yake yako wake wetu yetu kama pia "
                    + "lakini au si sana watu mtu siku kila moja ambayo ambao baada kabla hadi kutoka hivyo ili "
                    + "kuna hakuna jambo asante habari wangu yangu sisi mimi wewe yeye wao vya ndani nje",
                "",
                "sha isha ika ana wa"
            ),
            (
                "ca",
                "el la els les de del i en un una que per amb no es al com més però o aquest aquesta és són ser hi "
                    + "ha si ja perquè quan molt sense sobre també fins des tot tots dels seva seu",
                "çàèòï·",
                "ció cions tat ment"
            ),
            (
                "hr",
                "i u je se na da za su od s kao koji koja koje ne ili ali iz po što bio bila to o biti može samo "
                    + "sve kako nije će ako",
                "čćđšž",
                "anje osti ima nost"
            ),
        ]
    );

    /// <summary>The language of a text in Latin letters.</summary>
    public static string Latin(string text) => LatinSigns.Best(text);

    /// <summary>The language of a text in Devanagari.</summary>
    public static string Devanagari(string text) => DevanagariSigns.Best(text);

    /// <summary>The language of a text in Cyrillic letters.</summary>
    public static string Cyrillic(string text) => CyrillicSigns.Best(text);
}
