using System.IO.Compression;
using System.Text;
using R1Workbook.Benchmarks.Files;

namespace R1Workbook.Benchmarks.Sets.LiveCodeBench;

/// <summary>
/// LiveCodeBench's private tests: JSON, or base64 of zlib of a Python pickle of one text. Only that one text is read;
/// any other pickle is refused, for a pickle is a program.
/// </summary>
public static class PickledText
{
    private const byte Proto = 0x80,
        Frame = 0x95,
        ShortText = 0x8c,
        Text = (byte)'X',
        LongText = 0x8d,
        Memoise = 0x94,
        BinPut = (byte)'q',
        LongBinPut = (byte)'r',
        Stop = (byte)'.';

    /// <summary>The text.</summary>
    /// <exception cref="FormatException">It is no base64, no zlib, or a pickle of something else than one
    /// text.</exception>
    public static string Read(string base64) => Read(base64, WholeContent.MostBytes);

    /// <inheritdoc cref="Read(string)"/>
    /// <param name="base64">The pickle, packed by zlib, in base64.</param>
    /// <param name="most">Most bytes, unpacked.</param>
    internal static string Read(string base64, long most)
    {
        ArraySegment<byte> pickle;
        try
        {
            // A megabyte of it can hold gigabytes; the official tests are one line of some tens of megabytes.
            using ZLibStream zlib = new(new MemoryStream(Convert.FromBase64String(base64)), CompressionMode.Decompress);
            pickle = WholeContent.Read(zlib, most);
        }
        catch (InvalidDataException exception)
        {
            throw new FormatException($"the private tests are no zlib data: {exception.Message}", exception);
        }
        return Unpickle(pickle);
    }

    private static string Unpickle(ReadOnlySpan<byte> pickle)
    {
        string? text = null;
        int at = 0;
        while (at < pickle.Length)
        {
            byte operation = pickle[at++];
            switch (operation)
            {
                case Proto:
                    at++;
                    break;
                case Frame:
                    at += 8;
                    break;
                case Memoise:
                    break;
                case BinPut:
                    at++;
                    break;
                case LongBinPut:
                    at += 4;
                    break;
                case ShortText or Text or LongText when text is null:
                    text = Encoding.UTF8.GetString(
                        Counted(
                            pickle,
                            ref at,
                            operation switch
                            {
                                ShortText => 1,
                                Text => 4,
                                _ => 8,
                            }
                        )
                    );
                    break;
                case Stop when text is not null:
                    return text;
                default:
                    throw new FormatException(
                        $"the private tests are a pickle of something else than one text (operation "
                            + $"0x{operation:x2}); it is not run."
                    );
            }
        }
        throw new FormatException("the private tests are a pickle that is cut short.");
    }

    private static ReadOnlySpan<byte> Counted(ReadOnlySpan<byte> pickle, ref int at, int width)
    {
        long length = 0;
        if (at + width > pickle.Length)
            throw new FormatException("the private tests are a pickle that is cut short.");
        for (int i = 0; i < width; i++)
            length |= (long)pickle[at + i] << (8 * i);
        at += width;
        if (length < 0 || length > pickle.Length - at)
            throw new FormatException("the private tests are a pickle that is cut short.");
        ReadOnlySpan<byte> bytes = pickle.Slice(at, (int)length);
        at += (int)length;
        return bytes;
    }
}
