using R1Workbook.Execution.Sandboxes;

namespace R1Workbook.Execution.Tests.Sandboxes;

/// <summary>Each attack is tried for real; what must hold is the verdict, and that nothing is left behind.</summary>
public sealed partial class SandboxTests : IDisposable
{
    private static readonly SandboxLimits Small = new()
    {
        Time = TimeSpan.FromSeconds(8),
        Cpu = TimeSpan.FromSeconds(4),
        MemoryBytes = 200L << 20,
        Processes = 32,
        FileBytes = 4L << 20,
        OutputBytes = 100_000,
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("r1-sandbox-test-").FullName;

    // An argument of every program that a test runs: its processes are found by it.
    private readonly string _mark = "r1mark" + Guid.NewGuid().ToString("N");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [SkippableFact]
    public async Task A_program_reads_its_input_and_its_output_comes_back()
    {
        SandboxResult result = await Python(
            "import sys; print(sys.stdin.read().upper()); print('note', file=sys.stderr); sys.exit(3)",
            input: "hello ä"
        );

        Assert.Equal(
            (SandboxOutcome.Exited, 3, "HELLO Ä\n", "note\n"),
            (result.Outcome, result.ExitCode, result.Output, result.Errors)
        );
    }

    [SkippableFact]
    public async Task A_fork_bomb_stays_within_its_limit_and_leaves_no_process()
    {
        SandboxResult result = await Python(
            """
            import os, time
            n = 0
            try:
                while True:
                    if os.fork() == 0: time.sleep(60)
                    n += 1
            except OSError: print("stopped at", n, flush=True)
            """
        );

        Assert.StartsWith("stopped at", result.Output, StringComparison.Ordinal);
        Assert.True(
            int.Parse(result.Output.Split(' ')[2], System.Globalization.CultureInfo.InvariantCulture) < 40,
            result.Output
        );
        await NothingLeft();
    }

    [SkippableFact]
    public async Task A_fork_bomb_that_forks_from_its_children_ends_too()
    {
        await Python("import os\nwhile True:\n    try: os.fork()\n    except OSError: pass");
        await NothingLeft();
    }

    [SkippableFact]
    public async Task A_memory_bomb_is_ended_by_the_kernel_or_the_watch()
    {
        SandboxResult one = await Python("x = bytearray(10**9)");
        Assert.False(one.Succeeded);
        Assert.Contains("MemoryError", one.Errors, StringComparison.Ordinal);

        SandboxResult many = await Python(
            "import os, time\nfor i in range(8):\n    if os.fork() == 0:\n        x = bytearray(80 * 2**20)\n       "
                + " time.sleep(60)\ntime.sleep(60)"
        );
        Assert.Equal(SandboxOutcome.OutOfMemory, many.Outcome);
    }

    [SkippableFact]
    public async Task The_disk_cannot_be_filled()
    {
        SandboxResult result = await Python(
            """
            import os
            written = 0
            for folder in ("/tmp", "/dev/shm"):
                try:
                    for i in range(100):
                        with open(f"{folder}/f{i}", "wb") as f: written += f.write(b"x" * 2**20)
                except OSError as e: print(type(e).__name__)
            print(written // 2**20)
            """
        );

        Assert.True(
            int.Parse(result.Output.Trim().Split('\n')[^1], System.Globalization.CultureInfo.InvariantCulture) <= 8,
            result.Output + result.Errors
        );
        Assert.Contains("OSError", result.Output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Endless_output_is_cut_and_the_program_ended()
    {
        SandboxResult result = await Python("while True: print('x' * 1000)");

        Assert.Equal(SandboxOutcome.TooMuchOutput, result.Outcome);
        Assert.Equal(Small.OutputBytes, result.Output.Length);
    }

    [SkippableTheory]
    [InlineData("while True: pass")]
    [InlineData("import time\ntime.sleep(1000)")]
    [InlineData(
        "import signal, time\nfor s in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGXCPU): "
            + "signal.signal(s, signal.SIG_IGN)\nwhile True: pass"
    )]
    [InlineData("import os, time\nos.setsid() if os.fork() == 0 else None\ntime.sleep(1000)")]
    public async Task An_endless_program_is_ended(string code)
    {
        // The program never ends by itself: what is awaited is that it is ended. The limit only stops a test
        // that hangs.
        SandboxResult result = await Python(
                code,
                Small with
                {
                    Time = TimeSpan.FromSeconds(3),
                    Cpu = TimeSpan.FromSeconds(1),
                }
            )
            .WaitAsync(TimeSpan.FromMinutes(5));

        Assert.True(result.Outcome == SandboxOutcome.OutOfTime || result.ExitCode >= 128, result.Reason);
        await NothingLeft();
    }

    [SkippableFact]
    public async Task A_cancelled_run_ends_its_program()
    {
        Need();
        using var source = new CancellationTokenSource(500);
        File.WriteAllText(Path.Combine(_folder, "main.py"), "import time\ntime.sleep(1000)");
        Sandbox.Open(_folder, toWrite: false);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            Sandbox.RunAsync(
                new SandboxCommand(["/usr/bin/python3", "/program/main.py", _mark], _folder),
                Small,
                source.Token
            )
        );
        await NothingLeft();
    }

    private static void Need() => Skip.If(Sandbox.Unavailable is not null, Sandbox.Unavailable);

    private Task<SandboxResult> Python(string code, SandboxLimits? limits = null, string input = "")
    {
        Need();
        File.WriteAllText(Path.Combine(_folder, "main.py"), code);
        Sandbox.Open(_folder, toWrite: false);
        return Sandbox.RunAsync(
            new SandboxCommand(["/usr/bin/python3", "-I", "/program/main.py", _mark], _folder) { Input = input },
            limits ?? Small,
            default
        );
    }

    // Every process of a sandbox has the mark on its command line.
    private async Task NothingLeft()
    {
        for (int tries = 0; tries < 600; tries++)
        {
            string[] left =
            [
                .. Directory
                    .EnumerateDirectories("/proc")
                    .Where(path => char.IsAsciiDigit(path[6]))
                    .Select(CommandLine)
                    .Where(line => line.Contains(_mark, StringComparison.Ordinal)),
            ];
            if (left.Length == 0)
                return;
            await Task.Delay(100);
        }

        Assert.Fail("processes of the sandbox are left");
    }

    private static string CommandLine(string process)
    {
        try
        {
            return File.ReadAllText(process + "/cmdline");
        }
        catch (IOException)
        {
            return "";
        }
    }
}
