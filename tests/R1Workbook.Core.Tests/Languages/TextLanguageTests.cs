using R1Workbook.Core.Languages;

namespace R1Workbook.Core.Tests.Languages;

public sealed class TextLanguageTests
{
    [Theory]
    [InlineData("en", "Stir the flour into the milk and wait until it boils.")]
    [InlineData("en", "BRING YOUR OWN CHAIR, THE PARTY STARTS AT NOON")]
    [InlineData("de", "Der Zug kommt heute später, weil es auf der Strecke schneit.")]
    [InlineData("fr", "Nous avons trouvé la clé sous le tapis de la cuisine.")]
    [InlineData("es", "Mañana iremos a la playa con los niños y el perro.")]
    [InlineData("it", "Domani mattina il gatto dorme ancora nella sua cesta di vimini.")]
    [InlineData("pt", "Amanhã vamos à praia com as crianças e não voltamos cedo.")]
    [InlineData("pl", "Jutro rano pojedziemy do lasu, ponieważ jest tam cicho.")]
    [InlineData("fi", "Huomenna menemme metsään, koska siellä on hiljaista ja lunta.")]
    [InlineData("sw", "Kesho asubuhi tutaenda sokoni kununua samaki na mboga kwa ajili ya watoto.")]
    [InlineData("vi", "Sáng mai chúng tôi sẽ đi chợ mua cá và rau cho bữa tối.")]
    [InlineData("ru", "Завтра утром мы пойдём на рынок, чтобы купить рыбу.")]
    [InlineData("uk", "Завтра вранці ми підемо на ринок, щоб купити рибу.")]
    [InlineData("bg", "Утре сутринта ще отидем на пазара, за да купим риба.")]
    [InlineData("ar", "سنذهب غدا صباحا إلى السوق لشراء السمك والخضار")]
    [InlineData("fa", "فردا صبح برای خرید ماهی و سبزی به بازار می‌رویم")]
    [InlineData("ur", "کل صبح ہم مچھلی اور سبزی خریدنے بازار جائیں گے")]
    [InlineData("hi", "कल सुबह हम मछली और सब्ज़ी खरीदने के लिए बाज़ार जाते हैं।")]
    [InlineData("mr", "उद्या सकाळी आम्ही मासे आणि भाजी घेण्यासाठी बाजारात जाणार आहोत.")]
    [InlineData("ne", "भोलि बिहान हामी माछा र तरकारी किन्न बजार जान्छौं, त्यहाँ धेरै मानिसहरू छन्।")]
    [InlineData("bn", "কাল সকালে আমরা বাজারে যাব।")]
    [InlineData("pa", "ਅਸੀਂ ਕੱਲ੍ਹ ਬਾਜ਼ਾਰ ਜਾਵਾਂਗੇ।")]
    [InlineData("gu", "આવતીકાલે આપણે બજારમાં જઈશું.")]
    [InlineData("ta", "நாளை காலை சந்தைக்குச் செல்வோம்.")]
    [InlineData("te", "రేపు ఉదయం మార్కెట్‌కు వెళ్తాము.")]
    [InlineData("kn", "ನಾಳೆ ಬೆಳಿಗ್ಗೆ ಮಾರುಕಟ್ಟೆಗೆ ಹೋಗುತ್ತೇವೆ.")]
    [InlineData("ml", "നാളെ രാവിലെ ചന്തയിൽ പോകും.")]
    [InlineData("th", "พรุ่งนี้เช้าเราจะไปตลาด")]
    [InlineData("he", "מחר בבוקר נלך לשוק")]
    [InlineData("ko", "내일 아침에 시장에 갑니다.")]
    [InlineData("ja", "明日の朝、市場に行きます。")]
    [InlineData("zh", "明天早上我们去市场买鱼。")]
    [InlineData("mr", "[Section 1] उद्या सकाळी आम्ही बाजारात जाणार आहोत आणि मासे घेणार आहोत.")]
    public void The_language_of_a_text_is_told(string language, string text) =>
        Assert.Equal(language, TextLanguage.Of(text));

    [Theory]
    [InlineData("1234 ... !?")]
    [InlineData("https://example.com")]
    [InlineData("")]
    public void A_text_without_letters_is_of_no_language(string text) => Assert.Null(TextLanguage.Of(text));

    /// <summary>Words without an address, of which each letter was once tried as the beginning of one.</summary>
    [Theory]
    [InlineData("a", 400_000)]
    [InlineData(".", 400_000)]
    [InlineData("1.", 300_000)]
    [InlineData("a-", 300_000)]
    [InlineData("www.", 200_000)]
    [InlineData("ab ", 100_000)]
    [InlineData("中文a混合b。", 40_000)]
    public void The_work_grows_with_the_length_of_a_text_and_no_faster(string unit, int pieces) =>
        Growth.AtMostLinear(
            pieces,
            count => string.Concat(Enumerable.Repeat(unit, count)),
            text => _ = TextLanguage.Of(text)
        );

    [Theory]
    [InlineData("user.name-1@example.org", null)]
    [InlineData("Der Hund ist hier, a.b@c.de", "de")]
    [InlineData("x@y.z x@y.z Das ist der Hund", "de")]
    public void An_address_is_of_no_language(string text, string? language) =>
        Assert.Equal(language, TextLanguage.Of(text));
}
