namespace R1Workbook.Kernel.Widgets;

/// <summary>A widget's value has changed.</summary>
/// <param name="OldValue">What it was.</param>
/// <param name="NewValue">What it is.</param>
public sealed record ValueChange<T>(T OldValue, T NewValue);
