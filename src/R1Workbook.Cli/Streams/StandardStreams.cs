using System.Text;

namespace R1Workbook.Cli.Streams;

/// <summary>The three standard streams of every verb: rows out, messages out, rows in.</summary>
internal static class StandardStreams
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Puts <see cref="OutputStream"/> and <see cref="MessageStream"/> in the place of the console's
    /// own.</summary>
    public static void Install()
    {
        Stream rows = new OutputStream(Given(StandardDescriptors.Output, Console.OpenStandardOutput)),
            messages = new MessageStream(Given(StandardDescriptors.Error, Console.OpenStandardError));
        // A line is handed on when it is complete: who waits for it gets it.
        Console.SetOut(
            TextWriter.Synchronized(new StreamWriter(rows, Encoded(Console.Out), 1 << 14) { AutoFlush = true })
        );
        Console.SetError(
            TextWriter.Synchronized(new MessageWriter(messages, Encoded(Console.Error)) { AutoFlush = true })
        );
    }

    /// <summary>Standard input.</summary>
    /// <exception cref="IOException">The process was given none.</exception>
    public static Stream OpenInput() =>
        StandardDescriptors.IsGiven(StandardDescriptors.Input)
            ? Console.OpenStandardInput()
            : throw new IOException("standard input is closed; give a file, or rows on standard input.");

    private static Encoding Encoded(TextWriter console) => OperatingSystem.IsWindows() ? console.Encoding : Utf8;

    private static Stream? Given(int descriptor, Func<Stream> open) =>
        !StandardDescriptors.IsGiven(descriptor) ? null
        : OperatingSystem.IsWindows() ? open()
        : new DescriptorStream(descriptor);
}
