namespace R1Workbook.Kernel.Contracts;

/// <summary>One parameter of a directive.</summary>
/// <param name="Name">The name after <c>--</c>.</param>
/// <param name="Value">The name of its value in the syntax; null for a flag.</param>
/// <param name="Help">What it is for.</param>
internal sealed record DirectiveParameter(string Name, string? Value, string Help)
{
    /// <summary>Whether the value may stand without the name.</summary>
    public bool IsPositional { get; init; }

    /// <summary>Whether the directive makes no sense without it.</summary>
    public bool IsRequired { get; init; }
}
