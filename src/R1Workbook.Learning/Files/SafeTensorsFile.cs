using Microsoft.Win32.SafeHandles;
using R1Workbook.Core.Files;
using R1Workbook.Learning.Decoders;
using static TorchSharp.torch;

namespace R1Workbook.Learning.Files;

/// <summary>An open safetensors file, from which tensors are read one by one in pieces: it is never in memory as a
/// whole.</summary>
public sealed class SafeTensorsFile : IDisposable
{
    private const int ValuesTogether = 1 << 18;

    private readonly SafeFileHandle _file;

    /// <summary>Opens a file and checks its header.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="SafeTensorsException">The file is missing, cannot be read, is none, or was cut
    /// short.</exception>
    public SafeTensorsFile(string path)
    {
        if (!File.Exists(path))
            throw new SafeTensorsException(path, "no such file.");
        try
        {
            _file = File.OpenHandle(path);
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            throw new SafeTensorsException(path, $"it cannot be opened ({exception.Message}).");
        }
        Path = path;
        try
        {
            Header = SafeTensorsHeader.Read(path, _file);
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>What it holds.</summary>
    public SafeTensorsHeader Header { get; }

    /// <summary>Reads the values of a tensor.</summary>
    /// <param name="entry">The tensor.</param>
    /// <returns>Its values, row after row.</returns>
    /// <exception cref="SafeTensorsException">It is not of floating-point values, or too large for an
    /// array.</exception>
    public float[] Values(SafeTensorsEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (entry.Size > Array.MaxLength)
            throw new SafeTensorsException(Path, $"{entry.Name} has {entry.Size} values, more than an array holds.");
        float[] values = new float[entry.Size];
        Read(entry, (offset, piece) => piece.CopyTo(values.AsSpan((int)offset)));
        return values;
    }

    /// <summary>Reads the values of a tensor into another.</summary>
    /// <param name="entry">The tensor of the file.</param>
    /// <param name="target">[N] A vector of 32 bits in the memory of the CPU.</param>
    /// <param name="at">Where in it the values shall begin.</param>
    public void Read(SafeTensorsEntry entry, Tensor target, long at) =>
        Read(
            entry,
            (offset, piece) =>
            {
                using Tensor part = target.narrow(0, at + offset, piece.Length);
                System.Runtime.InteropServices.MemoryMarshal.AsBytes(piece).CopyTo(part.bytes);
            }
        );

    /// <summary>Copies the stored bytes of a tensor.</summary>
    /// <param name="entry">The tensor.</param>
    /// <param name="target">Where they go.</param>
    public void Copy(SafeTensorsEntry entry, Stream target)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(target);
        byte[] buffer = new byte[(int)Math.Min(4 * ValuesTogether, entry.End - entry.Begin)];
        for (long offset = 0; offset < entry.End - entry.Begin; offset += buffer.Length)
        {
            Span<byte> piece = buffer.AsSpan(0, (int)Math.Min(buffer.Length, entry.End - entry.Begin - offset));
            ReadBytes(entry, offset, piece);
            target.Write(piece);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    /// <summary>Writes a file as a whole or not at all: it is written beside its place and then renamed.</summary>
    /// <param name="path">The file.</param>
    /// <param name="header">Its header.</param>
    /// <param name="write">Writes the stored bytes of one tensor.</param>
    public static void Write(string path, SafeTensorsHeader header, Action<SafeTensorsEntry, Stream> write)
    {
        WritePartial(path, header, write);
        AtomicFile.Complete(path);
    }

    internal static void WritePartial(string path, SafeTensorsHeader header, Action<SafeTensorsEntry, Stream> write) =>
        AtomicFile.WritePartial(
            path,
            file =>
            {
                file.Write(header.Bytes);
                foreach (SafeTensorsEntry entry in header.Entries.OrderBy(entry => entry.Begin).ThenBy(e => e.End))
                    write(entry, file);
            }
        );

    /// <summary>Writes values of a vector in a stored type.</summary>
    internal static void WriteValues(Tensor source, long at, long size, FloatType type, Stream target)
    {
        byte[] stored = new byte[(int)Math.Min(ValuesTogether, size) * type.Bytes()];
        for (long offset = 0; offset < size; offset += ValuesTogether)
        {
            int count = (int)Math.Min(ValuesTogether, size - offset);
            using Tensor piece = source.narrow(0, at + offset, count); // [count]
            type.Encode(System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(piece.bytes), stored);
            target.Write(stored, 0, count * type.Bytes());
        }
    }

    private delegate void TakePiece(long offset, ReadOnlySpan<float> piece);

    private void Read(SafeTensorsEntry entry, TakePiece take)
    {
        FloatType type =
            entry.FloatType
            ?? throw new SafeTensorsException(Path, $"{entry.Name} is {entry.Type}; BF16, F16, F32 and F64 are read.");
        int together = (int)Math.Min(ValuesTogether, entry.Size);
        byte[] stored = new byte[together * type.Bytes()];
        float[] values = new float[together];
        for (long offset = 0; offset < entry.Size; offset += together)
        {
            int count = (int)Math.Min(together, entry.Size - offset);
            ReadBytes(entry, offset * type.Bytes(), stored.AsSpan(0, count * type.Bytes()));
            type.Decode(stored.AsSpan(0, count * type.Bytes()), values.AsSpan(0, count));
            take(offset, values.AsSpan(0, count));
        }
    }

    private void ReadBytes(SafeTensorsEntry entry, long offset, Span<byte> target)
    {
        for (int read = 0; read < target.Length; )
        {
            int more = RandomAccess.Read(_file, target[read..], Header.Bytes.Length + entry.Begin + offset + read);
            if (more == 0)
            {
                throw new SafeTensorsException(
                    Path,
                    $"it ended within {entry.Name}: it was cut short while it was read."
                );
            }

            read += more;
        }
    }
}
