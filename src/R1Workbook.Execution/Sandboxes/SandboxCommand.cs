namespace R1Workbook.Execution.Sandboxes;

/// <summary>A program to run in a sandbox.</summary>
/// <param name="Arguments">The program's path inside the sandbox and its arguments.</param>
/// <param name="Folder">A folder of this machine that the program sees as /program.</param>
public sealed record SandboxCommand(IReadOnlyList<string> Arguments, string Folder)
{
    /// <summary>Whether the program may write into /program: for compilers, whose output stays for later
    /// runs.</summary>
    public bool WritesFolder { get; init; }

    /// <summary>What the program reads from standard input.</summary>
    public string Input { get; init; } = "";

    /// <summary>Variables of its environment; it sees no others but PATH, HOME and LANG.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Further folders of this machine that it may read, under their own paths.</summary>
    public IReadOnlyList<string> Readable { get; init; } = [];

    /// <summary>
    /// Counts only memory that the program can write to, as a runtime needs that reserves far more addresses than it
    /// uses (.NET).
    /// </summary>
    public bool ReservesAddresses { get; init; }
}
