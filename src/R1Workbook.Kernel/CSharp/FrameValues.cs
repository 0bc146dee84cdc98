namespace R1Workbook.Kernel.CSharp;

/// <summary>Where the local variables of a stopped cell wait for an expression that names them. Not meant to be used by
/// hand.</summary>
public static class FrameValues
{
    /// <summary>The values, in the order of the expression's own declarations.</summary>
    public static IReadOnlyList<object?> Current { get; set; } = [];
}
