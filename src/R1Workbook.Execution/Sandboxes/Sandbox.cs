using System.Diagnostics;
using System.Text;
using Microsoft.Win32.SafeHandles;
using R1Workbook.Core.Files;
using R1Workbook.Execution.Sandboxes.Cgroups;

namespace R1Workbook.Execution.Sandboxes;

/// <summary>
/// Runs programs that nobody vouches for: in namespaces of their own (bubblewrap) without network, with a read-only
/// view of the system and nothing of this user's, as the user nobody, within limits on memory, time, processes, files
/// and output. Whatever they start ends with them.
/// </summary>
public static class Sandbox
{
    private const string Install =
        "Untrusted code is run only in a sandbox. Install bubblewrap and util-linux (Debian, Ubuntu: apt-get "
        + "install bubblewrap util-linux); on Windows use WSL.";

    private static readonly Lazy<string?> Missing = new(Probe);

    /// <summary>Why there is no sandbox here and what to do; null when there is one.</summary>
    public static string? Unavailable => Missing.Value;

    /// <summary>Runs one program to its end or its limits.</summary>
    /// <param name="command">The program.</param>
    /// <param name="limits">What it may use.</param>
    /// <param name="cancellationToken">Ends the program.</param>
    /// <exception cref="SandboxException">There is no sandbox on this machine.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; the program has ended.</exception>
    public static async Task<SandboxResult> RunAsync(
        SandboxCommand command,
        SandboxLimits limits,
        CancellationToken cancellationToken
    )
    {
        if (Unavailable is { } reason)
            throw new SandboxException(reason);
        return await StartAsync(command, limits, LimitHolder.Here, null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Runs one program and talks with it while it runs.</summary>
    /// <param name="command">The program; its input is not used.</param>
    /// <param name="limits">What it may use; the conversation has its own limit of output.</param>
    /// <param name="talk">Gets the program's standard input, its standard output, and what is cancelled when the
    /// program is to end. It must not throw.</param>
    /// <param name="cancellationToken">Ends the program.</param>
    internal static async Task<SandboxResult> TalkAsync(
        SandboxCommand command,
        SandboxLimits limits,
        Func<Stream, Stream, CancellationToken, Task> talk,
        CancellationToken cancellationToken
    )
    {
        if (Unavailable is { } reason)
            throw new SandboxException(reason);
        return await StartAsync(command, limits, LimitHolder.Here, talk, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Lets the sandboxed program into a folder, and nobody else: where root starts it, it runs as a user that
    /// nobody else is, and to whom the folder is given.</summary>
    /// <param name="folder">The folder and the files in it.</param>
    /// <param name="toWrite">Whether it may write there, as a compiler must.</param>
    public static void Open(string folder, bool toWrite)
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
            return;
        const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserExecute,
            Other = UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
        UnixFileMode mode = SandboxUser.Give(folder) ? Readable : Readable | Other;
        if (toWrite)
            mode |= UnixFileMode.UserWrite | (mode.HasFlag(Other) ? UnixFileMode.OtherWrite : 0);
        File.SetUnixFileMode(folder, mode);
    }

    /// <summary>How each limit is held on this machine; empty where there is no sandbox.</summary>
    public static IReadOnlyList<SandboxLimitState> LimitStates() =>
        Unavailable is null ? SandboxAbilities.Of(LimitHolder.Here) : [];

    /// <summary>Runs a program with the limits held by somebody else than is usual on this machine.</summary>
    internal static async Task<SandboxResult> StartAsync(
        SandboxCommand command,
        SandboxLimits limits,
        LimitHolder holder,
        Func<Stream, Stream, CancellationToken, Task>? talk,
        CancellationToken cancellationToken
    )
    {
        string name = "r1-" + Guid.NewGuid().ToString("N");
        (string options, SafeFileHandle file) =
            SandboxInheritance.InMemory("r1-options", SandboxArguments.Options(command, limits))
            ?? throw new SandboxException("The system gives no memory for the sandbox (memfd_create). Close programs.");
        using SafeFileHandle open = file;
        Cgroup? group = holder.Place?.Create(limits);
        try
        {
            string[] arguments = SandboxArguments.Of(command, limits, name, options, holder, group);
            return await StartAsync(command.Input, arguments, limits, name, group, talk, cancellationToken)
                .ConfigureAwait(false);
        }
        finally
        {
            if (group is not null)
            {
                holder.Ended?.Invoke(group);
                await group.RemoveAsync().ConfigureAwait(false);
            }
        }
    }

    private static async Task<SandboxResult> StartAsync(
        string given,
        string[] arguments,
        SandboxLimits limits,
        string name,
        Cgroup? group,
        Func<Stream, Stream, CancellationToken, Task>? talk,
        CancellationToken cancellationToken
    )
    {
        ProcessStartInfo start = SandboxProcess.Info(arguments);
        var clock = Stopwatch.StartNew();
        using Process process = await SandboxProcess.StartAsync(start).ConfigureAwait(false);
        using var ended = new CancellationTokenSource();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, ended.Token);
        int outcome = (int)SandboxOutcome.Exited;
        void End(SandboxOutcome why)
        {
            if (!process.HasExited)
                Interlocked.CompareExchange(ref outcome, (int)why, (int)SandboxOutcome.Exited);
            ended.Cancel();
        }

        await using var timer = new Timer(
            _ => End(SandboxOutcome.OutOfTime),
            null,
            limits.Time,
            Timeout.InfiniteTimeSpan
        );
        await using var watch = new MemoryWatch(
            process.Id,
            group,
            limits.MemoryBytes,
            () => End(SandboxOutcome.OutOfMemory)
        );
        Task<string> output = talk is null
            ? ReadAsync(process.StandardOutput.BaseStream, limits.OutputBytes, () => End(SandboxOutcome.TooMuchOutput))
            : Task.FromResult("");
        Task<string> errors = ReadAsync(
            process.StandardError.BaseStream,
            limits.OutputBytes,
            () => End(SandboxOutcome.TooMuchOutput)
        );
        Task input = talk is null
            ? WriteAsync(process, given, stop.Token)
            : talk(process.StandardInput.BaseStream, process.StandardOutput.BaseStream, stop.Token);
        try
        {
            await process.WaitForExitAsync(stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            SandboxProcess.KillRest(name);
        }

        cancellationToken.ThrowIfCancellationRequested();
        await input.ConfigureAwait(false);
        string said = await errors.ConfigureAwait(false);
        if (process.ExitCode == SandboxArguments.NotJoined && said.Contains(name, StringComparison.Ordinal))
            throw new SandboxException("The program was not run: its control group could not be joined. Try again.");
        if (outcome == (int)SandboxOutcome.Exited && group is { RanOutOfMemory: true })
            outcome = (int)SandboxOutcome.OutOfMemory;
        return new SandboxResult(
            (SandboxOutcome)outcome,
            process.ExitCode,
            await output.ConfigureAwait(false),
            said,
            clock.Elapsed
        );
    }

    private static async Task<string> ReadAsync(Stream stream, int most, Action tooMuch)
    {
        using var kept = new MemoryStream();
        byte[] buffer = new byte[16_384];
        int read;
        while ((read = await stream.ReadAsync(buffer).ConfigureAwait(false)) > 0)
        {
            int room = Math.Min(read, most - (int)kept.Length);
            kept.Write(buffer, 0, room);
            // What comes after the limit is read and dropped, so that the program's end is not waited for in vain.
            if (room < read)
                tooMuch();
        }

        return Encoding.UTF8.GetString(kept.GetBuffer(), 0, (int)kept.Length);
    }

    private static async Task WriteAsync(Process process, string input, CancellationToken cancellationToken)
    {
        try
        {
            await process.StandardInput.WriteAsync(input.AsMemory(), cancellationToken).ConfigureAwait(false);
            process.StandardInput.Close();
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The program ended without reading all of it.
        }
    }

    private static string? Probe()
    {
        if (!OperatingSystem.IsLinux())
            return "There is no sandbox on this system. " + Install;
        using var folder = TemporaryFolder.Create("sandbox", Environment.IsPrivilegedProcess);
        try
        {
            Open(folder.Path, toWrite: false);
            SandboxResult result = StartAsync(
                    new SandboxCommand(["/bin/true"], folder.Path),
                    new SandboxLimits(),
                    LimitHolder.Here,
                    null,
                    CancellationToken.None
                )
                .GetAwaiter()
                .GetResult();
            if (!result.Succeeded)
            {
                return $"The sandbox does not work here: {result.Reason}. The system must allow user namespaces "
                    + $"(sysctl kernel.unprivileged_userns_clone=1). {Install}";
            }
            SandboxAbilities.TellOnce(LimitHolder.Here, Console.Error.WriteLine);
            return null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "There is no sandbox on this machine: bwrap or setpriv was not found. " + Install;
        }
    }
}
