namespace R1Workbook.Core.Tasks;

/// <summary>What a policy wrote for one problem.</summary>
/// <param name="Text">The response as text. In a benchmark: what counts of it, the answer after the reasoning where
/// there is any.</param>
public sealed record Response(string Text)
{
    /// <summary>The response as token ids; null where only the text is known.</summary>
    public IReadOnlyList<int>? Tokens { get; init; }

    /// <summary>Which sample of its problem it is, from 0.</summary>
    public int Number { get; init; }

    /// <summary>What a judge, a model or a person, replied about it; null where nobody was asked.</summary>
    public string? Grade { get; init; }

    /// <summary>Whether it passed its tests, as a file records it; null where nothing is recorded.</summary>
    public bool? Passed { get; init; }
}
