namespace R1Workbook.Core.Verification.Extraction;

/// <summary>The letters of choices in many scripts.</summary>
internal static class ChoiceLetters
{
    /// <summary>The letters of choices by script; the place in the row is the choice.</summary>
    private static readonly (string Language, string Letters)[] Scripts =
    [
        ("en english", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
        ("ru russian", "АБВГДЕЖЗИК"),
        ("uk ukrainian", "АБВГДЕЖЗИК"),
        ("sr serbian", "АБВГДЂЕЖЗИ"),
        ("bg bulgarian", "АБВГДЕЖЗИЙ"),
        ("el greek", "ΑΒΓΔΕΖΗΘΙΚ"),
        ("ar arabic", "أبجدهوزحطي"),
        ("fa persian", "الفبجدهوزح"),
        ("ur urdu", "ابجدہوزحطی"),
        ("he hebrew", "אבגדהוזחטי"),
        ("hi hindi", "कखगघङचछजझञ"),
        ("mr marathi", "कखगघङचछजझञ"),
        ("ne nepali", "कखगघङचछजझञ"),
        ("bn bengali", "কখগঘঙচছজঝঞ"),
        ("ta tamil", "அஆஇஈஉஊஎஏஐஒ"),
        ("te telugu", "అఆఇఈఉఊఋఎఏఐ"),
        ("gu gujarati", "કખગઘઙચછજઝઞ"),
        ("pa punjabi", "ੳਅੲਸਹਕਖਗਘਙ"),
        ("th thai", "กขคงจฉชซฌญ"),
        ("ko korean", "가나다라마바사아자차"),
        ("ja japanese", "アイウエオカキクケコ"),
        ("zh chinese", "甲乙丙丁戊己庚辛壬癸"),
        ("ka georgian", "აბგდევზთიკ"),
        ("hy armenian", "ԱԲԳԴԵԶԷԸԹԺ"),
        ("am amharic", "ሀለሐመሠረሰሸቀበ"),
        ("", "①②③④⑤⑥⑦⑧⑨⑩"),
        ("", "ＡＢＣＤＥＦＧＨＩＪ"),
    ];

    /// <summary>The choice that a letter is, as A, B, C ...; null where it is none.</summary>
    public static string? Choice(char c, ExtractionSettings settings)
    {
        int count = Math.Clamp(settings.Choices, 1, 26);
        if (char.IsAsciiLetterUpper(c))
            return c - 'A' < count ? c.ToString() : null;
        foreach ((string language, string letters) in Scripts)
        {
            int choice = letters.IndexOf(c, StringComparison.Ordinal);
            if (choice < 0 || choice >= count || !Speaks(settings.Language, language))
                continue;
            return ((char)('A' + choice)).ToString();
        }
        return null;
    }

    private static bool Speaks(string? language, string names) =>
        language is null
        || names.Length == 0
        || (names.StartsWith(language, StringComparison.OrdinalIgnoreCase) && language.Length == 2)
        || names.EndsWith(language, StringComparison.OrdinalIgnoreCase);
}
