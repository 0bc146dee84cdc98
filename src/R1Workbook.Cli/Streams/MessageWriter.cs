using System.Text;
using R1Workbook.Core.Files;

namespace R1Workbook.Cli.Streams;

/// <summary>
/// Writes messages to standard error. A message is a line, and may quote a server, a file or a model: what could steer
/// the terminal is left out. What is written in parts is the workbook's own (bars of progress) and passes as it is.
/// </summary>
/// <param name="stream">Takes the messages.</param>
/// <param name="encoding">That of the console.</param>
internal sealed class MessageWriter(Stream stream, Encoding encoding) : StreamWriter(stream, encoding, 1 << 12)
{
    /// <inheritdoc/>
    public override void WriteLine(string? value) => base.WriteLine(TerminalText.Clean(value ?? ""));

    /// <inheritdoc/>
    public override Task WriteLineAsync(string? value)
    {
        WriteLine(value);
        return Task.CompletedTask;
    }
}
