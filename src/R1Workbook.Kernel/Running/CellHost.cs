using System.IO.Pipes;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json.Nodes;
using R1Workbook.Kernel.Languages;
using R1Workbook.Kernel.Outputs;

namespace R1Workbook.Kernel.Running;

/// <summary>
/// The process in which the cells of one notebook run. A native crash, an Environment.Exit or a loop without end takes this process
/// and not the one that keeps the outputs. The two talk over a pipe of their own, so that nothing a cell prints can garble them.
/// </summary>
public static partial class CellHost
{
    // Deep recursion is common in teaching code; 1 MB is soon used up.
    private const int StackBytes = 16 * 1024 * 1024;

    /// <summary>Runs the cells that come over the pipe until it closes.</summary>
    /// <param name="pipeName">The pipe made by the process that runs the notebook.</param>
    /// <returns>The exit code of the process.</returns>
    public static int Run(string pipeName)
    {
        // Ctrl-C goes to every process of the terminal; what happens then is for the one that keeps the outputs to say.
        using PosixSignalRegistration signal = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = true);
        using var pipe = new NamedPipeClientStream(".", pipeName, PipeDirection.InOut, PipeOptions.Asynchronous);
        pipe.Connect(30_000);
        using var reader = new StreamReader(pipe, new UTF8Encoding(false));
        using var writer = new StreamWriter(pipe, new UTF8Encoding(false), bufferSize: 65_536, leaveOpen: true);
        using var requests = new System.Collections.Concurrent.BlockingCollection<string>();
        var outputs = new PipeOutputs(writer, new OutputLimits());
        using var console = new ConsoleCapture(outputs, new OutputLimits().ConsoleCharacters);
        outputs.FlushConsole = console.Flush;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => console.Flush();
        new Thread(() => Read(reader, requests)) { IsBackground = true }.Start();

        int exitCode = 0;
        var cells = new Thread(() => exitCode = RunCells(requests, outputs, console), StackBytes);
        cells.Start();
        cells.Join();
        return exitCode;
    }

    private static void Read(StreamReader reader, System.Collections.Concurrent.BlockingCollection<string> requests)
    {
        try
        {
            while (reader.ReadLine() is { } line)
            {
                requests.Add(line);
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The other side is gone; so is the reason to run.
        }

        requests.CompleteAdding();

        // A cell may still be running; nobody waits for it any more.
        Thread.Sleep(1_000);
        Environment.Exit(0);
    }

    private static int RunCells(System.Collections.Concurrent.BlockingCollection<string> requests, PipeOutputs outputs, ConsoleCapture console)
    {
        using var session = new CellSession(Environment.CurrentDirectory, outputs);
        outputs.Send(new JsonObject { ["type"] = "ready" });
        foreach (string line in requests.GetConsumingEnumerable())
        {
            var request = (JsonObject)JsonNode.Parse(line)!;
            outputs.BeginCell();
            CellError? error = session.RunAsync(
                request["source"]!.GetValue<string>(), request["language"]!.GetValue<string>(), request["count"]!.GetValue<int>(), CancellationToken.None).GetAwaiter().GetResult();
            FlushNative();
            console.EndCell();
            outputs.Send(new JsonObject { ["type"] = "done", ["error"] = error is null ? null : Message(error) });
        }

        return 0;
    }

    private static JsonObject Message(CellError error) => new()
    {
        ["name"] = error.Name,
        ["message"] = error.Message,
        ["line"] = error.Line,
        ["traceback"] = new JsonArray([.. error.Traceback.Select(l => (JsonNode)l)]),
    };

    // Native code (printf in libtorch) fills buffers of its own when its stdout is no terminal.
    private static void FlushNative()
    {
        if (!OperatingSystem.IsWindows())
        {
            _ = FlushAll(IntPtr.Zero);
        }
    }

    [LibraryImport("libc", EntryPoint = "fflush")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int FlushAll(IntPtr stream);
}
