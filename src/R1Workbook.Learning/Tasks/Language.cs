namespace R1Workbook.Learning.Tasks;

/// <summary>The language of a prompt, or of a word of a chain of thought.</summary>
public enum Language
{
    /// <summary>English: <c>solve</c>, <c>plus</c>, <c>is</c>, <c>wait</c>.</summary>
    English,

    /// <summary>Chinese: <c>求解</c>, <c>加</c>, <c>得</c>, <c>等等</c>.</summary>
    Chinese,
}
