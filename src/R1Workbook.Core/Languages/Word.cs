namespace R1Workbook.Core.Languages;

/// <summary>A word of a text.</summary>
/// <param name="Start">The index of its first character.</param>
/// <param name="Length">How many UTF-16 characters it has.</param>
/// <param name="Script">Its script; <see cref="Script.Common"/> for a number.</param>
public readonly record struct Word(int Start, int Length, Script Script)
{
    /// <summary>The index after its last character.</summary>
    public int End => Start + Length;
}
