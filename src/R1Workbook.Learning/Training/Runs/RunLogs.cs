using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Text;

namespace R1Workbook.Learning.Training.Runs;

/// <summary>A run's figures in the formats of other tools: a table, or an event file of TensorBoard.</summary>
public static class RunLogs
{
    /// <summary>Writes the figures as comma-separated values: one line a step, one column a figure, empty where a step
    /// does not have it.</summary>
    /// <param name="record">The run.</param>
    /// <param name="path">The file.</param>
    public static void WriteCsv(RunRecord record, string path)
    {
        ArgumentNullException.ThrowIfNull(record);
        string[] names = [.. record.Steps.SelectMany(step => step.Values.Keys).Distinct()];
        IEnumerable<string> rows = record.Steps.Select(step =>
            string.Join(
                ',',
                names
                    .Select(name =>
                        step.Values.TryGetValue(name, out double value)
                            ? value.ToString("R", CultureInfo.InvariantCulture)
                            : ""
                    )
                    .Prepend(step.Step.ToString(CultureInfo.InvariantCulture))
            )
        );
        File.WriteAllLines(path, rows.Prepend(string.Join(',', names.Prepend("step"))));
    }

    /// <summary>
    /// Writes the figures as a TensorBoard event file: records of a length, its checksum, a protocol-buffer
    /// <c>Event</c> and its checksum (TensorFlow's tfrecord and event.proto). A file that is there is replaced.
    /// </summary>
    /// <param name="record">The run.</param>
    /// <param name="folder">The folder that TensorBoard is pointed at; made where it is missing.</param>
    /// <returns>The file.</returns>
    public static string WriteTensorBoard(RunRecord record, string folder)
    {
        ArgumentNullException.ThrowIfNull(record);
        Directory.CreateDirectory(folder);
        string path = Path.Combine(folder, $"events.out.tfevents.{record.Stage}");
        // Steps have no time of their own in a record: they are spread over the run's, which makes TensorBoard's axis
        // of time right at both ends.
        double start = DateTimeOffset.TryParse(
            (string?)record.Header["started"],
            CultureInfo.InvariantCulture,
            out DateTimeOffset began
        )
            ? began.ToUnixTimeSeconds()
            : 0;
        double seconds = double.IsFinite(record.WallSeconds) ? record.WallSeconds : 0,
            last = Math.Max(1, record.Steps.Count == 0 ? 1 : record.Steps[^1].Step);
        using FileStream file = File.Create(path);
        WriteRecord(
            file,
            Message(message =>
            {
                Double(message, 1, start);
                Bytes(message, 3, Encoding.UTF8.GetBytes("brain.Event:2"));
            })
        );
        foreach (RunStep step in record.Steps)
        {
            WriteRecord(
                file,
                Message(message =>
                {
                    Double(message, 1, start + seconds * step.Step / last);
                    Varint(message, 2 << 3);
                    Varint(message, (ulong)step.Step);
                    Bytes(
                        message,
                        5,
                        Message(summary =>
                        {
                            foreach ((string name, double value) in step.Values)
                            {
                                Bytes(
                                    summary,
                                    1,
                                    Message(scalar =>
                                    {
                                        Bytes(scalar, 1, Encoding.UTF8.GetBytes(name));
                                        Float(scalar, 2, (float)value);
                                    })
                                );
                            }
                        })
                    );
                })
            );
        }
        return path;
    }

    /// <summary>The checksum of a record: CRC-32C, turned and shifted as TensorFlow does, so that a checksum of
    /// checksums stays one.</summary>
    public static uint MaskedChecksum(ReadOnlySpan<byte> data)
    {
        uint checksum = 0xFFFFFFFF;
        foreach (byte value in data)
            checksum = BitOperations.Crc32C(checksum, value);
        checksum = ~checksum;
        return BitOperations.RotateRight(checksum, 15) + 0xA282EAD8;
    }

    private static void WriteRecord(FileStream file, byte[] data)
    {
        Span<byte> head = stackalloc byte[12],
            tail = stackalloc byte[4];
        BinaryPrimitives.WriteUInt64LittleEndian(head, (ulong)data.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(head[8..], MaskedChecksum(head[..8]));
        BinaryPrimitives.WriteUInt32LittleEndian(tail, MaskedChecksum(data));
        file.Write(head);
        file.Write(data);
        file.Write(tail);
    }

    private static byte[] Message(Action<MemoryStream> write)
    {
        using var message = new MemoryStream();
        write(message);
        return message.ToArray();
    }

    private static void Varint(MemoryStream message, ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            message.WriteByte((byte)(value | 0x80));
        message.WriteByte((byte)value);
    }

    private static void Bytes(MemoryStream message, int field, ReadOnlySpan<byte> value)
    {
        Varint(message, (ulong)(field << 3 | 2));
        Varint(message, (ulong)value.Length);
        message.Write(value);
    }

    private static void Double(MemoryStream message, int field, double value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
        Varint(message, (ulong)(field << 3 | 1));
        message.Write(bytes);
    }

    private static void Float(MemoryStream message, int field, float value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
        Varint(message, (ulong)(field << 3 | 5));
        message.Write(bytes);
    }
}
