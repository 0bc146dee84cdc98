namespace R1Workbook.Core.Verification.Extraction;

/// <summary>What is looked for in a text.</summary>
[Flags]
public enum AnswerTargets
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>LaTeX: boxes, formulas between dollar signs or in environments, bare commands such as
    /// \frac{1}{2}.</summary>
    Latex = 1,

    /// <summary>Numbers and expressions written as plain text.</summary>
    Expression = 2,

    /// <summary>The letter of a choice.</summary>
    Choice = 4,
}

/// <summary>Which boxes count where there are several.</summary>
public enum BoxRule
{
    /// <summary>
    /// The last box wins; boxes that only a comma, "and" or a few such words part from it belong to it and are joined
    /// to a list. The default.
    /// </summary>
    Last,

    /// <summary>All boxes are joined to one list, in their order.</summary>
    All,

    /// <summary>All boxes must hold the same text; otherwise no box counts.</summary>
    Agreeing,
}

/// <summary>Where in a text the answer is looked for. The defaults are those of Math-Verify.</summary>
public sealed record ExtractionSettings
{
    /// <summary>The defaults.</summary>
    public static ExtractionSettings Default { get; } = new();

    /// <summary>What is looked for; LaTeX and plain expressions by default.</summary>
    public AnswerTargets Targets { get; init; } = AnswerTargets.Latex | AnswerTargets.Expression;

    /// <summary>
    /// The rank of a box among the announcements of an answer; of equal ranks the later in the text wins. 0 is the rank
    /// of "final answer is ... I hope it is correct", 50 (the default) of "final answer is", <c>####</c> and a JSON
    /// field "answer", 100 of "answer:", 200 of "answer is", 300 of any other formula or number. Below 0, boxes are not
    /// looked at.
    /// </summary>
    public int BoxedPriority { get; init; } = 50;

    /// <summary>Which boxes count where there are several; the last, with its neighbours, by default.</summary>
    public BoxRule Boxes { get; init; } = BoxRule.Last;

    /// <summary>Whether formulas and numbers count that nothing announces as the answer; they do by default.</summary>
    public bool Unannounced { get; init; } = true;

    /// <summary>
    /// The language of the text as an ISO 639-1 code or its English name, for the letters of choices; null (the
    /// default) knows those of every script at once. The words that announce an answer are known in all languages,
    /// whatever this says: models change theirs.
    /// </summary>
    public string? Language { get; init; }

    /// <summary>How many choices a question has: which letters count. 4 by default, at most 26.</summary>
    public int Choices { get; init; } = 4;
}
