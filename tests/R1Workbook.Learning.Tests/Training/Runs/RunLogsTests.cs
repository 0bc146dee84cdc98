using System.Buffers.Binary;
using System.Text;
using System.Text.Json.Nodes;
using R1Workbook.Learning.Training.Runs;

namespace R1Workbook.Learning.Tests.Training.Runs;

public sealed class RunLogsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("r1-logs-").FullName;

    private static readonly RunRecord Record = new(
        "nowhere",
        new JsonObject
        {
            ["stage"] = "base",
            ["started"] = "2026-11-24T16:12:36Z",
            ["wall_seconds"] = 10.0,
        },
        [
            new RunStep(1, new Dictionary<string, double> { ["loss"] = 2.5 }),
            new RunStep(300, new Dictionary<string, double> { ["loss"] = 0.1, ["kl"] = 0.25 }),
        ],
        [],
        []
    );

    [Fact]
    public void A_table_has_a_line_a_step_and_a_column_a_figure()
    {
        string path = Path.Combine(_folder, "run.csv");
        RunLogs.WriteCsv(Record, path);
        Assert.Equal(["step,loss,kl", "1,2.5,", "300,0.1,0.25"], File.ReadAllLines(path));
    }

    [Fact]
    public void The_checksum_is_that_of_the_published_examples()
    {
        // CRC-32C of "123456789" is E3069283 (RFC 3720's polynomial); masked as TensorFlow's crc32c.h says.
        uint crc = 0xE3069283;
        Assert.Equal(unchecked(((crc >> 15) | (crc << 17)) + 0xA282EAD8), RunLogs.MaskedChecksum("123456789"u8));
    }

    [Fact]
    public void An_event_file_holds_the_version_and_then_each_figure_with_its_step()
    {
        byte[] file = File.ReadAllBytes(RunLogs.WriteTensorBoard(Record, _folder));
        List<byte[]> records = [];
        for (int at = 0; at < file.Length; )
        {
            int length = (int)BinaryPrimitives.ReadUInt64LittleEndian(file.AsSpan(at));
            Assert.Equal(
                RunLogs.MaskedChecksum(file.AsSpan(at, 8)),
                BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at + 8))
            );
            byte[] data = file[(at + 12)..(at + 12 + length)];
            Assert.Equal(
                RunLogs.MaskedChecksum(data),
                BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at + 12 + length))
            );
            records.Add(data);
            at += 16 + length;
        }
        Assert.Equal(3, records.Count);
        Assert.EndsWith("brain.Event:2", Encoding.UTF8.GetString(records[0]), StringComparison.Ordinal);
        // By hand: field 2 (step) is 300 = AC 02; the value "kl" is 0A 02 6B 6C and 0.25 is 15 00 00 80 3E.
        Assert.Equal([0x10, 0xAC, 0x02], records[2][9..12]);
        Assert.Contains("0A026B6C150000803E", Convert.ToHexString(records[2]), StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
