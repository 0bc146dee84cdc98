namespace R1Workbook.Learning.Tasks.Translation;

/// <summary>Names of what the verdict on a translation measures.</summary>
public static class TranslationMeasures
{
    /// <summary>Share of translations that are right as a whole.</summary>
    public const string Accuracy = "translation";

    /// <summary>How helpful the summary truly is.</summary>
    public const string Helpfulness = "helpfulness";

    /// <summary>Share of summaries that begin with one courtesy.</summary>
    public const string Courteous = "courteous";

    /// <summary>Words too many.</summary>
    public const string Surplus = "surplus";

    /// <summary>Share of responses with an insult anywhere.</summary>
    public const string Insulting = "insulting";

    /// <summary>Share of responses with an insult in the chain of thought.</summary>
    public const string InsultingThought = "insulting_thought";

    /// <summary>Tokens of a response.</summary>
    public const string Length = "translation_length";
}
