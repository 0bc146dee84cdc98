using System.Diagnostics;
using R1Workbook.Kernel.Tests.Headless;

namespace R1Workbook.Cli.Tests.Running;

/// <summary>What a killed process leaves in the folder for temporary files, the next one clears.</summary>
public sealed class KilledTests : IDisposable
{
    private const string Endless =
        """{"completions":["```python\nimport sys\nwhile True: pass\n```"],"function":"code","verification_info":"""
        + """[{"language":"python","test_cases":[{"input":"","output":"1"}]}]}""";

    private readonly string _folder = Directory.CreateTempSubdirectory("r1-killed-").FullName;

    private string Temporary => Directory.CreateDirectory(Path.Combine(_folder, "tmp")).FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [SkippableFact]
    public async Task Programs_of_a_killed_reward_are_cleared_by_the_next()
    {
        Skip.If(Execution.Sandboxes.Sandbox.Unavailable is not null, Execution.Sandboxes.Sandbox.Unavailable);
        string rows = Path.Combine(_folder, "rows.jsonl");
        File.WriteAllText(rows, Endless);
        // The sandbox of root runs as another user, who must get through to its folder.
        if (OperatingSystem.IsLinux())
            File.SetUnixFileMode(_folder, File.GetUnixFileMode(_folder) | UnixFileMode.OtherExecute);
        await KillAsync(["reward", rows], Programs);

        File.WriteAllText(rows, Endless.Replace("while True: pass", "print(1)", StringComparison.Ordinal));
        await EndAsync(["reward", rows]);
        Assert.Empty(Left());
    }

    [SkippableFact]
    public async Task The_pipe_of_a_killed_run_is_cleared_by_the_next()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "pipes are files on Linux");
        using var notebook = new TemporaryNotebook("Thread.Sleep(Timeout.Infinite);");
        string[] run = ["run", notebook.Path, "--out", Path.Combine(_folder, "out")];
        await KillAsync(run, () => Directory.GetFiles(Temporary, "CoreFxPipe_r1-*"));

        string quick = notebook.Write("quick.ipynb", "1 + 1");
        await EndAsync(["run", quick, "--out", Path.Combine(_folder, "out")]);
        Assert.Empty(Left());
    }

    private string[] Programs()
    {
        try
        {
            return Directory.GetFiles(Temporary, "main.py", SearchOption.AllDirectories);
        }
        catch (DirectoryNotFoundException)
        {
            // A folder that went while it was looked into.
            return [];
        }
    }

    // The runtime's own sockets for debuggers are no matter of ours.
    private string[] Left() =>
        [
            .. Directory
                .GetFileSystemEntries(Temporary)
                .Where(path =>
                    Path.GetFileName(path) is var name
                    && (
                        name.StartsWith("r1-", StringComparison.Ordinal)
                        || name.StartsWith("CoreFxPipe_r1-", StringComparison.Ordinal)
                    )
                ),
        ];

    private async Task KillAsync(string[] arguments, Func<string[]> begun)
    {
        using Process process = Start(arguments);
        while (begun().Length == 0)
        {
            Assert.False(process.HasExited, "it ended before it was killed");
            await Task.Yield();
        }
        // The process alone: what it started sees that it is gone.
        process.Kill();
        await process.WaitForExitAsync();
        Assert.NotEmpty(Left());
    }

    private async Task EndAsync(string[] arguments)
    {
        using Process process = Start(arguments);
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(5));
        Assert.Equal(0, process.ExitCode);
    }

    private Process Start(string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [TemporaryNotebook.R1, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["TMPDIR"] = Temporary;
        Process process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }
}
