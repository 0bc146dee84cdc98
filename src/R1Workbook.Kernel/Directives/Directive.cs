namespace R1Workbook.Kernel.Directives;

/// <summary>A line that begins with <c>#!</c>, taken apart into words; what they mean is for the directive of that name
/// to say.</summary>
/// <param name="Name">What follows <c>#!</c>, for example share.</param>
/// <param name="Words">The words after the name.</param>
/// <param name="Line">The line of the cell, from 1.</param>
internal sealed record Directive(string Name, IReadOnlyList<DirectiveWord> Words, int Line)
{
    /// <summary>The line as it was written.</summary>
    public string Source { get; init; } = "";
}

/// <summary>One word of a directive.</summary>
/// <param name="Text">The word without its quotes.</param>
/// <param name="IsQuoted">Whether it began with a quote: then it is never an option, nor JSON.</param>
/// <param name="Column">Where it begins, from 1.</param>
internal sealed record DirectiveWord(string Text, bool IsQuoted, int Column)
{
    /// <summary>Whether the word names an option.</summary>
    public bool IsOption =>
        !IsQuoted
        && Text.Length > 1
        && Text[0] == '-'
        && (char.IsLetter(Text[1]) || (Text.Length > 2 && Text[1] == '-'));
}
