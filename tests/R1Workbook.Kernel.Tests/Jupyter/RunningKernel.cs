using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using R1Workbook.Kernel.Tests.Headless;

namespace R1Workbook.Kernel.Tests.Jupyter;

/// <summary>A kernel process, as a Jupyter client starts it. Many tests may share one.</summary>
public sealed class RunningKernel : IDisposable
{
    public const string Key = "a-key-of-the-test";

    private static readonly string[] Ports = ["shell_port", "iopub_port", "stdin_port", "control_port", "hb_port"];

    private readonly StringBuilder _log = new();
    private readonly JsonObject _connection;

    public RunningKernel()
        : this(_ => { }) { }

    internal RunningKernel(Dictionary<string, string> environment)
        : this(start =>
        {
            foreach ((string name, string value) in environment)
                start.Environment[name] = value;
        }) { }

    internal RunningKernel(Action<ProcessStartInfo> change)
    {
        Folder = Directory.CreateTempSubdirectory("r1-kernel-").FullName;
        _connection = new JsonObject
        {
            ["transport"] = "tcp",
            ["ip"] = "127.0.0.1",
            ["signature_scheme"] = "hmac-sha256",
            ["key"] = Key,
        };
        foreach (string port in Ports)
            _connection[port] = FreePort();
        ConnectionFile = Path.Combine(Folder, "connection.json");
        File.WriteAllText(ConnectionFile, _connection.ToJsonString());
        ProcessStartInfo start = Command("kernel", "start", ConnectionFile);
        change(start);
        Process = Process.Start(start)!;
        Process.ErrorDataReceived += (_, line) =>
        {
            lock (_log)
                _log.AppendLine(line.Data);
        };
        Process.BeginErrorReadLine();
    }

    public string Folder { get; }

    public string ConnectionFile { get; }

    public Process Process { get; }

    /// <summary>What the kernel wrote to stderr so far.</summary>
    public string Log
    {
        get
        {
            lock (_log)
                return _log.ToString();
        }
    }

    public string Address(string port) => $"tcp://127.0.0.1:{(int)_connection[port]!}";

    public int Port(string name) => (int)_connection[name]!;

    /// <summary>The r1 built with these tests, in the kernel's folder.</summary>
    public ProcessStartInfo Command(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = Folder, RedirectStandardError = true };
        foreach (string argument in (string[])[TemporaryNotebook.R1, .. arguments])
            start.ArgumentList.Add(argument);
        return start;
    }

    /// <summary>Waits for a line of the log.</summary>
    public void AssertLogs(string text)
    {
        for (int i = 0; i < 600 && !Log.Contains(text, StringComparison.Ordinal); i++)
            Thread.Sleep(100);
        Assert.Contains(text, Log, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        if (!Process.HasExited)
            Process.Kill(entireProcessTree: true);
        Process.WaitForExit(60_000);
        Process.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
