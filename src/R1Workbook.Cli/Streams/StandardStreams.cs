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
        Console.SetOut(
            Writer(
                new OutputStream(Given(StandardDescriptors.Output, Console.OpenStandardOutput)),
                Console.Out.Encoding
            )
        );
        Console.SetError(
            Writer(
                new MessageStream(Given(StandardDescriptors.Error, Console.OpenStandardError)),
                Console.Error.Encoding
            )
        );
    }

    /// <summary>Standard input.</summary>
    /// <exception cref="IOException">The process was given none.</exception>
    public static Stream OpenInput() =>
        StandardDescriptors.IsGiven(StandardDescriptors.Input)
            ? Console.OpenStandardInput()
            : throw new IOException("standard input is closed; give a file, or rows on standard input.");

    // A line is handed on when it is complete: whoever waits for it gets it.
    private static TextWriter Writer(Stream stream, Encoding console) =>
        TextWriter.Synchronized(
            new StreamWriter(stream, OperatingSystem.IsWindows() ? console : Utf8, bufferSize: 1 << 14)
            {
                AutoFlush = true,
            }
        );

    private static Stream? Given(int descriptor, Func<Stream> open) =>
        !StandardDescriptors.IsGiven(descriptor) ? null
        : OperatingSystem.IsWindows() ? open()
        : new DescriptorStream(descriptor);
}
