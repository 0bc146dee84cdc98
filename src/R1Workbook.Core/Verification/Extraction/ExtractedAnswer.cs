namespace R1Workbook.Core.Verification.Extraction;

/// <summary>How an answer is written.</summary>
public enum AnswerKind
{
    /// <summary>As LaTeX.</summary>
    Latex,

    /// <summary>As a number or an expression in plain text.</summary>
    Expression,

    /// <summary>As the letter of a choice, given as A, B, C ... whatever the script.</summary>
    Choice,

    /// <summary>As words.</summary>
    Text,
}

/// <summary>An answer found in a text.</summary>
/// <param name="Text">The answer, without what surrounds it: ready to be parsed.</param>
/// <param name="Kind">How it is written.</param>
/// <param name="Where">Where it was found, for a person to read: "the last box".</param>
public sealed record ExtractedAnswer(string Text, AnswerKind Kind, string Where)
{
    /// <summary>Whether it stood in a box.</summary>
    internal bool IsBox { get; init; }

    /// <summary>Words before it that make it something else: "at least"; null where there are none.</summary>
    internal string? Qualifier { get; init; }
}
