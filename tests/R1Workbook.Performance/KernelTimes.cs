using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using NetMQ;
using NetMQ.Sockets;

namespace R1Workbook.Performance;

/// <summary>What a Jupyter client waits for, in milliseconds, measured over the wire.</summary>
/// <param name="ReadyMilliseconds">From the start of the process to the reply to kernel_info_request.</param>
/// <param name="FirstCellMilliseconds">The first cell, asked for right after.</param>
/// <param name="WarmCellMedianMilliseconds">The median of the cells after it.</param>
/// <param name="CompletionMilliseconds">One completion after all those cells.</param>
/// <param name="WarmCells">How many those are.</param>
internal sealed record KernelTimes(
    double ReadyMilliseconds,
    double FirstCellMilliseconds,
    double WarmCellMedianMilliseconds,
    double CompletionMilliseconds,
    int WarmCells
)
{
    private const int Cells = 100;
    private const string Key = "measured";

    public static JsonSerializerOptions Readable { get; } = new() { WriteIndented = true };

    /// <summary>Starts a kernel and measures it.</summary>
    /// <param name="command">Starts r1, before its arguments.</param>
    /// <exception cref="TimeoutException">The kernel does not answer.</exception>
    public static KernelTimes Measure(IReadOnlyList<string> command)
    {
        string file = Path.GetTempFileName();
        int[] ports = [.. Enumerable.Range(0, 5).Select(_ => FreePort())];
        File.WriteAllText(
            file,
            new JsonObject
            {
                ["transport"] = "tcp",
                ["ip"] = "127.0.0.1",
                ["signature_scheme"] = "hmac-sha256",
                ["key"] = Key,
                ["shell_port"] = ports[0],
                ["iopub_port"] = ports[1],
                ["stdin_port"] = ports[2],
                ["control_port"] = ports[3],
                ["hb_port"] = ports[4],
            }.ToJsonString()
        );
        using var shell = new DealerSocket();
        shell.Connect(string.Create(CultureInfo.InvariantCulture, $"tcp://127.0.0.1:{ports[0]}"));

        // A client retries once a tenth of a second at most; that is not the kernel's time.
        shell.Options.ReconnectInterval = TimeSpan.FromMilliseconds(5);
        double Ask(string type, JsonObject content) => Time(() => Exchange(shell, type, content));
        var start = Stopwatch.StartNew();
        using Process kernel = Process.Start(command[0], [.. command.Skip(1), "kernel", "start", file]);
        try
        {
            Exchange(shell, "kernel_info_request", []);
            double ready = Math.Round(start.Elapsed.TotalMilliseconds, 1),
                first = Ask("execute_request", Cell("var x = 1; x"));
            double[] warm =
            [
                .. Enumerable
                    .Range(0, Cells)
                    .Select(i =>
                        Ask(
                            "execute_request",
                            Cell(
                                $"x += {i}; var y{i} = Enumerable.Range(0, x % 10 + 1).Sum(); Console.WriteLine(y{i});"
                            )
                        )
                    )
                    .Order(),
            ];
            double completion = Ask(
                "complete_request",
                new JsonObject { ["code"] = "Console.Wri", ["cursor_pos"] = 11 }
            );
            Exchange(shell, "shutdown_request", new JsonObject { ["restart"] = false });
            kernel.WaitForExit(10_000);
            return new KernelTimes(ready, first, warm[warm.Length / 2], completion, Cells);
        }
        finally
        {
            if (!kernel.HasExited)
            {
                kernel.Kill(entireProcessTree: true);
            }

            File.Delete(file);
        }
    }

    private static JsonObject Cell(string code) => new() { ["code"] = code };

    private static double Time(Action action)
    {
        var clock = Stopwatch.StartNew();
        action();
        return Math.Round(clock.Elapsed.TotalMilliseconds, 1);
    }

    private static void Exchange(DealerSocket shell, string type, JsonObject content)
    {
        var header = new JsonObject
        {
            ["msg_id"] = Guid.NewGuid().ToString("N"),
            ["session"] = "measured",
            ["username"] = "",
            ["date"] = "2026-01-01T00:00:00Z",
            ["msg_type"] = type,
            ["version"] = "5.3",
        };
        byte[][] parts =
        [
            .. new[] { header, [], [], content }.Select(part => Encoding.UTF8.GetBytes(part.ToJsonString())),
        ];
        var frames = new NetMQMessage();
        frames.Append("<IDS|MSG>");
        frames.Append(
            Convert.ToHexStringLower(
                HMACSHA256.HashData(Encoding.UTF8.GetBytes(Key), parts.SelectMany(part => part).ToArray())
            )
        );
        foreach (byte[] part in parts)
        {
            frames.Append(part);
        }

        shell.SendMultipartMessage(frames);
        if (!shell.TryReceiveMultipartMessage(TimeSpan.FromSeconds(60), ref frames))
        {
            throw new TimeoutException($"{type} was not answered within 60 s.");
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
