using System.Diagnostics;
using System.Globalization;
using System.IO.Pipes;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using R1Workbook.Kernel.Contracts;
using R1Workbook.Kernel.Interactive;
using R1Workbook.Kernel.Wire;

namespace R1Workbook.Kernel.Host;

/// <summary>The other side of <see cref="CellHost"/>: starts the process, sends requests and hands on what cells
/// show.</summary>
internal sealed class CellHostProcess : IAsyncDisposable
{
    private static readonly TimeSpan Start = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan End = TimeSpan.FromSeconds(5);

    // A little more than the process gives a cell whose pipe was closed.
    private static readonly TimeSpan EndByItself = TimeSpan.FromSeconds(1.5);

    private readonly NamedPipeServerStream _pipe;
    private readonly Process _process;
    private readonly Task<int> _exitCode;
    private readonly NativeOutput _stdout;
    private readonly NativeOutput _stderr;
    private readonly bool _isLive;
    private CellHostConnection? _connection;

    private CellHostProcess(NamedPipeServerStream pipe, Process process, string name, ICellOutputs outputs)
    {
        (_pipe, _process, _exitCode) = (pipe, process, ExitCodeAsync(process));
        _isLive = outputs is ICellEvents;
        _stdout = new NativeOutput(process.StandardOutput, "stdout", name, outputs);
        _stderr = new NativeOutput(process.StandardError, "stderr", name, outputs);
    }

    /// <summary>How long an interrupted cell may take to end before its process is given up.</summary>
    public static TimeSpan InterruptWithin { get; } = TimeSpan.FromSeconds(8);

    /// <summary>Starts the process and waits until it takes cells.</summary>
    /// <param name="options">The command and the environment.</param>
    /// <param name="folder">The notebook's folder.</param>
    /// <param name="outputs">Takes what the cells show.</param>
    /// <param name="cancellationToken">Ends the process.</param>
    /// <exception cref="CellHostException">The process ended or did not answer.</exception>
    public static async Task<CellHostProcess> StartAsync(
        RunOptions options,
        string folder,
        ICellOutputs outputs,
        CancellationToken cancellationToken
    )
    {
        string name = CellPipeName.Draw();
        NamedPipeServerStream pipe = OpenPipe(name);
        Process process =
            Process.Start(CellHostStart.Info(options, folder, name))
            ?? throw new CellHostException($"{options.Host.FileName} did not start.", 0);
        process.StandardInput.Close();
        var host = new CellHostProcess(pipe, process, name, outputs);
        try
        {
            await host.ConnectAsync(outputs, cancellationToken).ConfigureAwait(false);
            return host;
        }
        catch
        {
            await host.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    // On Unix a pipe has a file in the folder for temporary files.
    private static NamedPipeServerStream OpenPipe(string name)
    {
        try
        {
            return new NamedPipeServerStream(
                name,
                PipeDirection.InOut,
                1,
                PipeTransmissionMode.Byte,
                PipeOptions.Asynchronous | PipeOptions.CurrentUserOnly
            );
        }
        catch (Exception e) when (e is SocketException or IOException or UnauthorizedAccessException)
        {
            throw new CellHostException(
                $"cells cannot be run: the temporary folder {Path.GetTempPath()} cannot be written ({e.Message}). Set "
                    + $"TMPDIR to a folder that can.",
                0
            );
        }
    }

    /// <summary>Runs one cell; what it shows goes to the outputs as it happens.</summary>
    /// <param name="source">The cell's text.</param>
    /// <param name="language">The cell's language.</param>
    /// <param name="executionCount">The n of In[n].</param>
    /// <param name="input">Asks the user for the cell; null when there is none.</param>
    /// <param name="cancellationToken">Interrupts the cell.</param>
    /// <returns>The error, also that of the interrupt; null when the cell ran to its end.</returns>
    /// <exception cref="CellHostException">The process ended in this cell.</exception>
    /// <exception cref="TimeoutException">The cell did not end within <see cref="InterruptWithin"/> of the interrupt;
    /// the process is to be disposed.</exception>
    public async Task<CellError?> RunAsync(
        string source,
        string language,
        int executionCount,
        UserInput? input,
        CancellationToken cancellationToken
    )
    {
        _stdout.BeginCell();
        _stderr.BeginCell();
        _connection!.Input = input is null
            ? null
            : (prompt, isPassword, _) => input(prompt, isPassword, cancellationToken);
        HostAnswer answer = await AskAsync(
                id => new RunCell(id, source, language, executionCount) { IsLive = _isLive },
                cancellationToken
            )
            .ConfigureAwait(false);
        return (answer as CellEnded)?.Error ?? (answer as Refused)?.Error;
    }

    /// <summary>The value of an expression, or why it has none; throws what <see cref="RunAsync"/> throws.</summary>
    public async Task<(JsonObject? Bundle, CellError? Error)> EvaluateAsync(
        string expression,
        CancellationToken cancellationToken
    )
    {
        HostAnswer answer = await AskAsync(id => new Evaluate(id, expression), cancellationToken).ConfigureAwait(false);
        return answer is Evaluated value ? (value.Bundle, value.Error) : (null, (answer as Refused)?.Error);
    }

    /// <summary>Ends the process, by force where it does not end by itself.</summary>
    public async ValueTask DisposeAsync()
    {
        // The process ends when its pipe does; what a cell started ends with it.
        _pipe.Dispose();
        await WaitAsync(_exitCode, EndByItself).ConfigureAwait(false);
        Kill();
        await WaitAsync(_exitCode, End).ConfigureAwait(false);
        await WaitAsync(Task.WhenAll(_stdout.End, _stderr.End), End).ConfigureAwait(false);
        _connection?.Dispose();
        _process.Dispose();
    }

    private async Task ConnectAsync(ICellOutputs outputs, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Start);
        Task connection = _pipe.WaitForConnectionAsync(limit.Token);
        try
        {
            await (await Task.WhenAny(connection, _exitCode).ConfigureAwait(false)).ConfigureAwait(false);
            if (!connection.IsCompletedSuccessfully)
            {
                throw await EndedAsync().ConfigureAwait(false);
            }

            _connection = new CellHostConnection(_pipe, outputs, _stdout, _stderr);
            if (
                await Task.WhenAny(_connection.Started, _connection.Closed).WaitAsync(limit.Token).ConfigureAwait(false)
                != _connection.Started
            )
            {
                throw await EndedAsync().ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new CellHostException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The process for the cells did not answer within {Start.TotalSeconds:0} s."
                ),
                0
            );
        }
    }

    /// <summary>Sends a request and waits for its answer; throws what <see cref="RunAsync"/> throws.</summary>
    /// <param name="request">Makes the request with the id it is given.</param>
    /// <param name="cancellationToken">Interrupts what the request runs.</param>
    public async Task<HostAnswer> AskAsync(Func<long, AnsweredRequest> request, CancellationToken cancellationToken)
    {
        try
        {
            Task<HostAnswer> answer = _connection!.AskAsync(request);
            try
            {
                return await answer.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                await _connection.SendAsync(new Interrupt()).ConfigureAwait(false);
                return await answer.WaitAsync(InterruptWithin, CancellationToken.None).ConfigureAwait(false);
            }
        }
        catch (IOException)
        {
            throw await EndedAsync().ConfigureAwait(false);
        }
    }

    private async Task<CellHostException> EndedAsync()
    {
        await WaitAsync(_exitCode, End).ConfigureAwait(false);
        Kill();
        await WaitAsync(_exitCode, End).ConfigureAwait(false);
        await WaitAsync(Task.WhenAll(_stdout.End, _stderr.End), End).ConfigureAwait(false);
        int code = _exitCode.IsCompletedSuccessfully ? await _exitCode.ConfigureAwait(false) : -1;
        return new CellHostException(CellHostExit.Describe(code, _stderr.Words), code);
    }

    private static async Task<int> ExitCodeAsync(Process process)
    {
        await process.WaitForExitAsync().ConfigureAwait(false);
        return process.ExitCode;
    }

    private void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception e)
            when (e is InvalidOperationException or System.ComponentModel.Win32Exception or AggregateException)
        {
            // It has ended already.
        }
    }

    private static async Task WaitAsync(Task task, TimeSpan within)
    {
        try
        {
            await task.WaitAsync(within).ConfigureAwait(false);
        }
        catch (Exception e) when (e is TimeoutException or IOException or ObjectDisposedException)
        {
            // Bounded: a grandchild may hold the process's streams open for ever.
        }
    }
}
