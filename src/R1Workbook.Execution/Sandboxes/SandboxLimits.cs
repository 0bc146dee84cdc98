namespace R1Workbook.Execution.Sandboxes;

/// <summary>What a sandboxed program may use.</summary>
public sealed record SandboxLimits
{
    /// <summary>Longest time by the clock.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Most processor seconds of one process; rounded up to whole seconds.</summary>
    public TimeSpan Cpu { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Most bytes of memory: of one process by the kernel's limit, of all its processes together by a
    /// watch.</summary>
    public long MemoryBytes { get; init; } = 512L << 20;

    /// <summary>Most processes and threads.</summary>
    public int Processes { get; init; } = 64;

    /// <summary>Most bytes of one file, and of all files together.</summary>
    public long FileBytes { get; init; } = 16L << 20;

    /// <summary>Most bytes of standard output, and of standard error; the program is ended when it writes
    /// more.</summary>
    public int OutputBytes { get; init; } = 1 << 20;
}
