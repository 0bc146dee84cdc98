using System.Globalization;
using R1Workbook.Kernel.Tests.Jupyter;

namespace R1Workbook.Kernel.Tests.Zmtp;

/// <summary>Random bytes and mutated conversations on every port of a kernel, without its key: it goes on answering and
/// its memory stays bounded. R1WORKBOOK_FUZZ sets how many.</summary>
public sealed class SocketFuzzTests(RunningKernel kernel) : IClassFixture<RunningKernel>
{
    private const long MostMemory = 150L << 20;

    private const int MostOpen = 40;

    private static readonly (string Port, string Type)[] Ports =
    [
        ("shell_port", "DEALER"),
        ("control_port", "DEALER"),
        ("stdin_port", "DEALER"),
        ("iopub_port", "SUB"),
        ("hb_port", "REQ"),
    ];

    [Fact]
    public void Whatever_strangers_send_the_kernel_answers_and_stays_small()
    {
        using var client = new WireClient(kernel);
        client.AssertAnswers();
        int seed = Fuzz.Seed(7);
        Random random = new(seed);
        Queue<RawPeer> open = new();
        int count = Fuzz.Count(300);
        for (int i = 0; i < count; i++)
        {
            (string port, string type) = Ports[random.Next(Ports.Length)];
            byte[] bytes = Bytes(type, random);
            RawPeer peer = new(kernel.Port(port));
            // In one piece, or in two.
            int cut = random.Next(bytes.Length + 1);
            if (peer.Write(bytes[..cut]))
                peer.Write(bytes[cut..]);
            // Some stay, and read nothing.
            open.Enqueue(peer);
            if (open.Count > MostOpen || random.Next(3) == 0)
                open.Dequeue().Dispose();
            if (i % 100 == 99)
                Check(client, $"seed {seed}, conversation {i}");
        }

        Check(client, $"seed {seed}, at the end");
        while (open.TryDequeue(out RawPeer? peer))
            peer.Dispose();
        client.AssertAnswers();
    }

    private void Check(WireClient client, string when)
    {
        Assert.False(kernel.Process.HasExited, $"{when}: the kernel is gone: {kernel.Log}");
        Assert.Equal("still here", client.Echo("still here"));
        Assert.Equal("ok", (string)client.Get("kernel_info_request", [])["status"]!);
        if (OperatingSystem.IsLinux())
            Assert.True(Memory() < MostMemory, $"{when}: {Memory()} bytes");
    }

    // The most that it ever had.
    private long Memory() =>
        File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{kernel.Process.Id}/status"))
            .Where(line => line.StartsWith("VmHWM:", StringComparison.Ordinal))
            .Select(line => long.Parse(line["VmHWM:".Length..^"kB".Length].Trim(), CultureInfo.InvariantCulture) << 10)
            .Single();

    private static byte[] Bytes(string type, Random random)
    {
        byte[] noise = new byte[random.Next(1, 2000)];
        random.NextBytes(noise);
        byte[] greeted = [.. RawPeer.Greeting(), .. Ready(type)];
        byte[] talk = [.. greeted, .. Message(type, random)];
        return random.Next(6) switch
        {
            0 => noise,
            1 => [.. greeted, .. noise],
            2 => [.. greeted, .. RawPeer.Announced((ulong)random.NextInt64(), (byte)random.Next(8)), .. noise],
            3 => [.. greeted, .. Enumerable.Range(0, 200).SelectMany(_ => RawPeer.Frame(noise, more: true))],
            _ => Fuzz.Mutate(talk, talk.Length, random),
        };
    }

    private static byte[] Ready(string type) =>
        RawPeer.Frame(
            [.. RawPeer.Text("READY"), .. RawPeer.Text("Socket-Type"), 0, 0, 0, (byte)type.Length, .. Ascii(type)],
            command: true
        );

    // A message such as a client sends, with a signature that is none.
    private static byte[] Message(string type, Random random)
    {
        if (type == "SUB")
            return [.. Enumerable.Range(0, random.Next(1, 5)).SelectMany(i => RawPeer.Frame([1, (byte)('a' + i)]))];
        if (type == "REQ")
            return [.. RawPeer.Frame([], more: true), .. RawPeer.Frame("ping"u8.ToArray())];
        string[] frames =
        [
            "<IDS|MSG>",
            new string('0', 64),
            "{\"msg_type\": \"kernel_info_request\", \"msg_id\": \"1\", \"username\": \"u\", \"session\": \"s\"}",
            "{}",
            "{}",
            "{\"code\": \"1 + 1\"}",
        ];
        return [.. frames.SelectMany((text, i) => RawPeer.Frame(Ascii(text), more: i < frames.Length - 1))];
    }

    private static byte[] Ascii(string text) => System.Text.Encoding.ASCII.GetBytes(text);
}
