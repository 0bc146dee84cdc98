using System.Text;

namespace R1Workbook.Kernel.Wire;

/// <summary>What the runtime or native code of a process said on standard error of why it ends: the only witness of the
/// cause, as an exit code names none.</summary>
internal sealed class LastWords
{
    private const string UnhandledError = "Unhandled exception.",
        Terminated = "Process terminated.",
        Native = "what():";

    // A line that is longer says nothing of this kind.
    private const int LongestLine = 4_096;

    private readonly StringBuilder _line = new();
    private bool _messageFollows;

    /// <summary>Whether .NET reported a stack overflow.</summary>
    public bool StackOverflowed { get; private set; }

    /// <summary>The first line of an error that nothing caught; null where .NET reported none.</summary>
    public string? Unhandled { get; private set; }

    /// <summary>The message of Environment.FailFast; null where it was not called.</summary>
    public string? FailFast { get; private set; }

    /// <summary>The message of a C++ exception that nothing caught; null where there was none.</summary>
    public string? NativeError { get; private set; }

    /// <summary>Takes the next text; lines may come in parts.</summary>
    public void Take(string text)
    {
        foreach (char letter in text)
        {
            if (letter == '\n')
                EndLine();
            else if (_line.Length < LongestLine)
                _line.Append(letter);
        }
    }

    /// <summary>Nothing more comes: the last line may lack its end.</summary>
    public void EndLine()
    {
        string line = _line.ToString().Trim();
        _line.Clear();
        if (_messageFollows && line.Length > 0)
        {
            _messageFollows = false;
            // Without a message the place of the call follows.
            FailFast = line.StartsWith("at ", StringComparison.Ordinal) ? "" : line;
            return;
        }

        if (line.StartsWith("Stack overflow", StringComparison.Ordinal))
            StackOverflowed = true;
        else if (After(line, UnhandledError) is { } error)
            Unhandled = error;
        else if (After(line, Native) is { } native)
            NativeError = native;
        else if (After(line, Terminated) is { } message)
            (FailFast, _messageFollows) = (message, message.Length == 0);
    }

    private static string? After(string line, string start) =>
        line.StartsWith(start, StringComparison.Ordinal) ? line[start.Length..].Trim() : null;
}
