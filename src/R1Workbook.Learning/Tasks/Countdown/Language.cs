namespace R1Workbook.Learning.Tasks.Countdown;

/// <summary>The language of a prompt, or of a word of a chain of thought.</summary>
public enum Language
{
    /// <summary>English: <c>solve</c>, <c>plus</c>, <c>is</c>, <c>wait</c>.</summary>
    English,

    /// <summary>Chinese: <c>求解</c>, <c>加</c>, <c>得</c>, <c>等等</c>.</summary>
    Chinese,
}

/// <summary>The codes of languages.</summary>
public static class LanguageCodes
{
    /// <summary>The ISO 639-1 code of a language.</summary>
    /// <param name="language">The language.</param>
    public static string Code(this Language language) => language == Language.English ? "en" : "zh";
}
