using System.Globalization;

namespace R1Workbook.Execution.Sandboxes;

/// <summary>How a sandboxed program ended.</summary>
public enum SandboxOutcome
{
    /// <summary>By itself; the exit code says how.</summary>
    Exited,

    /// <summary>It ran longer than its limit.</summary>
    OutOfTime,

    /// <summary>It used more memory than its limit.</summary>
    OutOfMemory,

    /// <summary>It wrote more output than its limit.</summary>
    TooMuchOutput,
}

/// <summary>What became of a sandboxed program.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="ExitCode">Its exit code; 128 and the signal where a signal ended it.</param>
/// <param name="Output">Its standard output, up to the limit.</param>
/// <param name="Errors">Its standard error, up to the limit.</param>
/// <param name="Elapsed">How long it ran by the clock.</param>
public sealed record SandboxResult(SandboxOutcome Outcome, int ExitCode, string Output, string Errors, TimeSpan Elapsed)
{
    /// <summary>Whether it ended by itself and well.</summary>
    public bool Succeeded => Outcome == SandboxOutcome.Exited && ExitCode == 0;

    /// <summary>One line for a reader.</summary>
    public string Reason =>
        Outcome switch
        {
            SandboxOutcome.OutOfTime => string.Create(
                CultureInfo.InvariantCulture,
                $"stopped after {Elapsed.TotalSeconds:0.0} s: out of time"
            ),
            SandboxOutcome.OutOfMemory => "stopped: out of memory",
            SandboxOutcome.TooMuchOutput => "stopped: too much output",
            _ when ExitCode == 0 => "ended well",
            _ when ExitCode == 128 + 24 => "stopped: out of processor time",
            _ when ExitCode > 128 => string.Create(
                CultureInfo.InvariantCulture,
                $"ended by signal {ExitCode - 128}"
                    + $"{(Errors.Trim() is { Length: > 0 } said ? ": " + said.Split('\n')[0] : "")}"
            ),
            _ => string.Create(
                CultureInfo.InvariantCulture,
                $"ended with exit code {ExitCode}: {Errors.Trim().Split('\n')[^1]}"
            ),
        };
}
