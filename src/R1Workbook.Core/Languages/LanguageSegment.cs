namespace R1Workbook.Core.Languages;

/// <summary>A passage in one language.</summary>
/// <param name="Start">The index of its first character.</param>
/// <param name="Length">How many UTF-16 characters it has, the spaces and signs within included.</param>
/// <param name="Script">The script of its first word.</param>
/// <param name="Language">Its ISO 639-1 code; "und" where it cannot be told.</param>
/// <param name="Words">How many words of it count.</param>
/// <param name="Letters">How many letters those words have.</param>
public sealed record LanguageSegment(int Start, int Length, Script Script, string Language, int Words, int Letters)
{
    /// <summary>The index after its last character.</summary>
    public int End => Start + Length;
}

/// <summary>A word that counts, with its language.</summary>
/// <param name="Word">The word.</param>
/// <param name="Language">Its ISO 639-1 code.</param>
public readonly record struct LanguageToken(Word Word, string Language);
