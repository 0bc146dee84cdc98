namespace R1Workbook.Learning.Tasks.Countdown;

/// <summary>Names of what a countdown verdict measures: the figures that the paper's Figures 2 and 3 show, and those
/// that keep them honest.</summary>
public static class CountdownMeasures
{
    /// <summary>Share of right answers.</summary>
    public const string Accuracy = "accuracy";

    /// <summary>Share of well-formed responses.</summary>
    public const string Format = "format";

    /// <summary>Tokens of a response.</summary>
    public const string Length = "length";

    /// <summary>How often a response says "wait".</summary>
    public const string Waits = "waits";

    /// <summary>Share of responses with a "wait".</summary>
    public const string Reflective = "reflective";

    /// <summary>Share of the words of a chain of thought in the language of the prompt.</summary>
    public const string Language = "language";

    /// <summary>Share of responses with a word of the other language.</summary>
    public const string Mixed = "mixed";

    /// <summary>Share of responses without an end.</summary>
    public const string Truncated = "truncated";

    /// <summary>Share of steps of arithmetic that are right, over all steps.</summary>
    public const string Facts = "facts";

    /// <summary>Share of responses that try a candidate twice.</summary>
    public const string Duplicates = "duplicates";
}
