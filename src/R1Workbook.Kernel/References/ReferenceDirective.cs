namespace R1Workbook.Kernel.References;

/// <summary>One <c>#r</c> of a cell.</summary>
/// <param name="Text">What stands between its quotes: a path, the name of an assembly of .NET, or <c>nuget: NAME,
/// VERSION</c>.</param>
/// <param name="Line">The line of the cell, from 1.</param>
public sealed record ReferenceDirective(string Text, int Line);
