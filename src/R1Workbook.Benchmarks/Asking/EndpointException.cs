using R1Workbook.Core.Files;

namespace R1Workbook.Benchmarks.Asking;

/// <summary>An endpoint did not answer, or not as it should.</summary>
/// <param name="message">What was wrong and what to do.</param>
/// <param name="transient">Whether the same question may be answered a little later.</param>
/// <param name="inner">What was thrown below.</param>
public sealed class EndpointException(string message, bool transient, Exception? inner = null)
    : IOException(TerminalText.Clean(message), inner)
{
    /// <summary>Whether the same question may be answered a little later.</summary>
    public bool IsTransient { get; } = transient;

    /// <summary>Whether it is this one question that the server refuses (HTTP 400, 413, 422), and others may be
    /// answered.</summary>
    public bool RefusesQuestion { get; init; }

    /// <summary>Whether this one answer is odd (too long, not a chat completion, against HTTP), while the server
    /// answers; others may be as they should.</summary>
    public bool SpoilsAnswer { get; init; }

    /// <summary>How long the server asks to wait; null where it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
