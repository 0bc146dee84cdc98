namespace R1Workbook.Kernel.CSharp;

/// <summary>Where a value waits for the piece of script that takes it into a variable. Not meant to be used by
/// hand.</summary>
public static class AssignedValue
{
    /// <summary>The value.</summary>
    public static object? Current { get; set; }
}
