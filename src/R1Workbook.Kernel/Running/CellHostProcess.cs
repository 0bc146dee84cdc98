using System.Diagnostics;
using System.Globalization;
using System.IO.Pipes;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using R1Workbook.Kernel.Languages;
using R1Workbook.Kernel.Outputs;

namespace R1Workbook.Kernel.Running;

/// <summary>The other side of <see cref="CellHost"/>: starts the process, sends cells and hands on what they show.</summary>
internal sealed class CellHostProcess : IAsyncDisposable
{
    private static readonly TimeSpan Start = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan End = TimeSpan.FromSeconds(5);

    private readonly NamedPipeServerStream _pipe;
    private readonly Process _process;
    private readonly ICellOutputs _outputs;
    private readonly StreamReader _reader;
    private readonly StreamWriter _writer;
    private readonly Task _native;
    private bool _stackOverflowed;

    private CellHostProcess(NamedPipeServerStream pipe, Process process, ICellOutputs outputs)
    {
        _pipe = pipe;
        _process = process;
        _outputs = outputs;
        _reader = new StreamReader(pipe, new UTF8Encoding(false));
        _writer = new StreamWriter(pipe, new UTF8Encoding(false), bufferSize: 65_536, leaveOpen: true);
        _native = Task.WhenAll(CopyNative(process.StandardOutput, "stdout"), CopyNative(process.StandardError, "stderr"));
    }

    /// <summary>Starts the process and waits until it takes cells.</summary>
    /// <param name="options">The command and the environment.</param>
    /// <param name="folder">The notebook's folder.</param>
    /// <param name="outputs">Takes what the cells show.</param>
    /// <param name="cancellationToken">Ends the process.</param>
    /// <exception cref="CellHostException">The process ended or did not answer.</exception>
    public static async Task<CellHostProcess> StartAsync(RunOptions options, string folder, ICellOutputs outputs, CancellationToken cancellationToken)
    {
        string name = "r1-" + Guid.NewGuid().ToString("N");
        var pipe = new NamedPipeServerStream(name, PipeDirection.InOut, 1, PipeTransmissionMode.Byte, PipeOptions.Asynchronous | PipeOptions.CurrentUserOnly);
        var start = new ProcessStartInfo(options.Host.FileName)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (string argument in options.Host.Arguments.Append(name))
        {
            start.ArgumentList.Add(argument);
        }

        foreach ((string variable, string value) in options.Environment)
        {
            start.Environment[variable] = value;
        }

        Process process = Process.Start(start) ?? throw new CellHostException($"{options.Host.FileName} did not start.", 0);
        process.StandardInput.Close();
        var host = new CellHostProcess(pipe, process, outputs);
        try
        {
            await host.ConnectAsync(cancellationToken).ConfigureAwait(false);
            return host;
        }
        catch
        {
            await host.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Runs one cell; what it shows goes to the outputs as it happens.</summary>
    /// <param name="source">The cell's text.</param>
    /// <param name="language">The cell's language.</param>
    /// <param name="executionCount">The n of In[n].</param>
    /// <param name="cancellationToken">Gives up waiting; the process is then to be disposed.</param>
    /// <returns>The error; null when the cell ran to its end.</returns>
    /// <exception cref="CellHostException">The process ended in this cell.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<CellError?> RunAsync(string source, string language, int executionCount, CancellationToken cancellationToken)
    {
        var request = new JsonObject { ["source"] = source, ["language"] = language, ["count"] = executionCount };
        try
        {
            await _writer.WriteLineAsync(request.ToJsonString().AsMemory(), cancellationToken).ConfigureAwait(false);
            await _writer.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (IOException)
        {
            throw await EndedAsync().ConfigureAwait(false);
        }

        return (await ReadUntilAsync("done", cancellationToken).ConfigureAwait(false))["error"] is JsonObject error ? Error(error) : null;
    }

    /// <summary>Ends the process, by force where it does not end by itself.</summary>
    public async ValueTask DisposeAsync()
    {
        _pipe.Dispose();
        Kill();
        await WaitAsync(_process.WaitForExitAsync()).ConfigureAwait(false);
        await WaitAsync(_native).ConfigureAwait(false);
        _reader.Dispose();
        _process.Dispose();
    }

    private async Task ConnectAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Start);
        Task exit = _process.WaitForExitAsync(limit.Token);
        Task connection = _pipe.WaitForConnectionAsync(limit.Token);
        try
        {
            await (await Task.WhenAny(connection, exit).ConfigureAwait(false)).ConfigureAwait(false);
            if (!connection.IsCompletedSuccessfully)
            {
                throw await EndedAsync().ConfigureAwait(false);
            }

            await ReadUntilAsync("ready", limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new CellHostException(FormattableString.Invariant($"The process for the cells did not answer within {Start.TotalSeconds:0} s."), 0);
        }
    }

    private async Task<JsonObject> ReadUntilAsync(string type, CancellationToken cancellationToken)
    {
        while (true)
        {
            string? line;
            try
            {
                line = await _reader.ReadLineAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (IOException)
            {
                line = null;
            }

            if (line is null || Parse(line) is not { } message)
            {
                throw await EndedAsync().ConfigureAwait(false);
            }

            switch (message["type"]!.GetValue<string>())
            {
                case "stream":
                    _outputs.Stream(message["name"]!.GetValue<string>(), message["text"]!.GetValue<string>());
                    break;
                case "display":
                    _outputs.Display((JsonObject)message["data"]!, message["id"]?.GetValue<string>());
                    break;
                case "update":
                    _outputs.Update(message["id"]!.GetValue<string>(), (JsonObject)message["data"]!);
                    break;
                case "result":
                    _outputs.Result((JsonObject)message["data"]!);
                    break;
                case { } other when other == type:
                    return message;
            }
        }
    }

    // A process that dies while it writes leaves half a line.
    private static JsonObject? Parse(string line)
    {
        try
        {
            return JsonNode.Parse(line) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static CellError Error(JsonObject error) => new(
        error["name"]!.GetValue<string>(),
        error["message"]!.GetValue<string>(),
        error["line"]?.GetValue<int>(),
        [.. ((JsonArray)error["traceback"]!).Select(l => l!.GetValue<string>())]);

    private async Task<CellHostException> EndedAsync()
    {
        await WaitAsync(_process.WaitForExitAsync()).ConfigureAwait(false);
        Kill();
        await WaitAsync(_process.WaitForExitAsync()).ConfigureAwait(false);
        await WaitAsync(_native).ConfigureAwait(false);
        int code = _process.HasExited ? _process.ExitCode : -1;
        string hint = code switch
        {
            _ when _stackOverflowed => ", of a stack overflow: a function calls itself without end",
            134 => ", aborted by native code: see the text above; a matrix product of shapes that do not fit does this in TorchSharp",
            137 => ", killed from outside: most often the machine ran out of memory",
            139 => ", a fault in native code",
            _ => ", by itself: Environment.Exit does this",
        };
        return new CellHostException(
            string.Create(CultureInfo.InvariantCulture, $"The process of this notebook ended in this cell (exit code {code}{hint})."), code);
    }

    // What native code prints does not pass the cell's Console; it arrives here.
    private async Task CopyNative(StreamReader reader, string name)
    {
        int room = new OutputLimits().ConsoleCharacters;
        char[] buffer = new char[4_096];
        int read;
        while ((read = await reader.ReadAsync(buffer).ConfigureAwait(false)) > 0)
        {
            int kept = Math.Min(read, room);
            room -= kept;
            _stackOverflowed |= new ReadOnlySpan<char>(buffer, 0, read).StartsWith("Stack overflow");
            if (kept > 0)
            {
                _outputs.Stream(name, new string(buffer, 0, kept));
            }
        }
    }

    private void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception or AggregateException)
        {
            // It has ended already.
        }
    }

    private static async Task WaitAsync(Task task)
    {
        try
        {
            await task.WaitAsync(End).ConfigureAwait(false);
        }
        catch (Exception e) when (e is TimeoutException or IOException or ObjectDisposedException)
        {
            // Bounded: a grandchild may hold the process's streams open for ever.
        }
    }
}
