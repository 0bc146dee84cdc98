using Microsoft.DotNet.Interactive.Commands;

namespace R1Workbook.Extension;

/// <summary><c>#!r1</c>, as .NET Interactive binds it.</summary>
public sealed class WorkbookCommand : KernelDirectiveCommand
{
    /// <summary>What is asked for; null for what the workbook offers.</summary>
    public string? What { get; set; }
}
