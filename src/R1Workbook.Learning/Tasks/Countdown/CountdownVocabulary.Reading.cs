namespace R1Workbook.Learning.Tasks.Countdown;

public static partial class CountdownVocabulary
{
    /// <summary>Whether a token is courteous, in either language.</summary>
    /// <param name="token">A token.</param>
    public static bool IsCourtesy(int token) => token is FirstCourtesy or FirstCourtesy + 1;

    /// <summary>Whether a token is an insult, in either language.</summary>
    /// <param name="token">A token.</param>
    public static bool IsInsult(int token) => token is FirstInsult or FirstInsult + 1;

    /// <summary>The same word in the other language.</summary>
    /// <param name="token">A word of a chain of thought.</param>
    /// <returns>Its twin; null where the token is no such word.</returns>
    public static int? Twin(int token) =>
        LanguageOf(token) switch
        {
            Language.English => token + WordsOfLanguage,
            Language.Chinese => token - WordsOfLanguage,
            _ => null,
        };

    /// <summary>Reads a token as a digit.</summary>
    /// <param name="token">A token.</param>
    /// <returns>0 to 9, or null.</returns>
    public static int? AsDigit(int token) => token is >= FirstDigit and < FirstTarget ? token - FirstDigit : null;

    /// <summary>Reads a token as an operator of an answer.</summary>
    /// <param name="token">A token.</param>
    /// <returns>The operator, or null.</returns>
    public static Operator? AsSymbol(int token) =>
        token is >= FirstSymbol and < ThinkOpen ? (Operator)(token - FirstSymbol) : null;

    /// <summary>Whether a token announces an answer without tags.</summary>
    /// <param name="token">A token.</param>
    /// <returns>True for <c>answer</c> and <c>答案</c>.</returns>
    public static bool IsUntaggedAnswer(int token) => token is >= FirstUntagged and < FirstEnglish;

    /// <summary>The language of a word of a chain of thought.</summary>
    /// <param name="token">A token.</param>
    /// <returns>The language; null for a digit, a tag or any other token.</returns>
    public static Language? LanguageOf(int token) =>
        token switch
        {
            >= FirstEnglish and < FirstChinese => Language.English,
            >= FirstChinese and < FirstChinese + WordsOfLanguage => Language.Chinese,
            _ => null,
        };

    /// <summary>Reads a word of a chain of thought in either language, by its English form.</summary>
    /// <param name="token">A token.</param>
    /// <returns><c>plus</c>, <c>minus</c>, <c>times</c>, <c>is</c>, <c>no</c>, <c>wait</c> or <c>yes</c>; null for any
    /// other token.</returns>
    public static string? WordOf(int token) =>
        LanguageOf(token) is { } language ? Texts[token - Words(language) + FirstEnglish] : null;

    /// <summary>Reads a word of a chain of thought as an operator.</summary>
    /// <param name="token">A token.</param>
    /// <returns>The operator, or null.</returns>
    public static Operator? AsWord(int token) =>
        LanguageOf(token) is { } language && token - Words(language) < 3 ? (Operator)(token - Words(language)) : null;
}
