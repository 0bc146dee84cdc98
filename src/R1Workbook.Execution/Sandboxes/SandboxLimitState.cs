namespace R1Workbook.Execution.Sandboxes;

/// <summary>How one limit of the sandbox is held on this machine.</summary>
/// <param name="Limit">What is limited, in a word or two.</param>
/// <param name="Holds">Whether a program cannot pass it, not even for a moment.</param>
/// <param name="How">By what it is held, or why it cannot be.</param>
public sealed record SandboxLimitState(string Limit, bool Holds, string How);
