namespace R1Workbook.Kernel.Tests.Session;

/// <summary>Console, formatters and the running cell are one a process: tests that run cells run one after the
/// other.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class OneProcess
{
    public const string Name = "one process";
}
