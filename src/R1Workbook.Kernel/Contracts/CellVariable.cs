namespace R1Workbook.Kernel.Contracts;

/// <summary>A variable that a cell declared.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">The type under which it was declared.</param>
/// <param name="Value">Its value now.</param>
public sealed record CellVariable(string Name, Type Type, object? Value);
