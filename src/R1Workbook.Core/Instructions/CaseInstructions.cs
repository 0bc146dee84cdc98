namespace R1Workbook.Core.Instructions;

/// <summary>Instructions about capitals, commas and the language of a response.</summary>
internal static class CaseInstructions
{
    /// <summary>So many words are written in capitals.</summary>
    public static Func<string, InstructionCheck> CapitalWords(InstructionArguments arguments)
    {
        CountLimit limit = arguments.Limit("capital_frequency", "capital_relation");
        return response => limit.Check(WordTokenizer.Of(response).Count(PythonText.IsUpper), "words in capitals");
    }

    /// <summary>English in capitals.</summary>
    public static Func<string, InstructionCheck> EnglishCapitals(InstructionArguments arguments) =>
        response =>
            PythonText.IsUpper(response)
                ? InLanguage(arguments, response, "en")
                : new InstructionCheck(false, "not all letters are capitals");

    /// <summary>English in small letters.</summary>
    public static Func<string, InstructionCheck> EnglishSmall(InstructionArguments arguments) =>
        response =>
            PythonText.IsLower(response)
                ? InLanguage(arguments, response, "en")
                : new InstructionCheck(false, "not all letters are small");

    /// <summary>No comma; those of other scripts do not count.</summary>
    public static Func<string, InstructionCheck> NoComma(InstructionArguments arguments) =>
        response =>
            response.Contains(',')
                ? new InstructionCheck(false, $"{response.AsSpan().Count(',')} commas")
                : new InstructionCheck(true, "there is no comma");

    /// <summary>The response is in a language, an ISO 639-1 code.</summary>
    public static Func<string, InstructionCheck> Language(InstructionArguments arguments)
    {
        string language = arguments.Text("language");
        return response => InLanguage(arguments, response, language);
    }

    // A text without letters is of no language, which counts as followed, as in the official check.
    private static InstructionCheck InLanguage(InstructionArguments arguments, string response, string wanted) =>
        arguments.LanguageOf(response) switch
        {
            null => new InstructionCheck(true, "it has no letters, and so no language"),
            { } found when found == wanted => new InstructionCheck(true, $"it is in {wanted}"),
            { } found => new InstructionCheck(false, $"it is in {found}, {wanted} is asked for"),
        };
}
