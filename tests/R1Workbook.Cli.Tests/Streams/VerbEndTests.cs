using System.Diagnostics;

namespace R1Workbook.Cli.Tests.Streams;

/// <summary>How verbs end as a shell sees it: signals, closed and full streams.</summary>
public sealed class VerbEndTests : IDisposable
{
    private static readonly TimeSpan Hang = TimeSpan.FromMinutes(2);

    private readonly string _folder = Directory.CreateTempSubdirectory("r1-ends-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<string, string, int> Waiting { get; } =
        new()
        {
            { "verify -", "INT", 130 },
            { "verify -", "TERM", 143 },
            { "reward -", "HUP", 129 },
            { "verify FIFO", "INT", 130 },
            { "score gsm8k --data FIFO --responses FIFO", "INT", 130 },
            { "contamination FIFO FIFO", "TERM", 143 },
            { "loss FIFO", "INT", 130 },
            { "book FIFO --out OUT", "TERM", 143 },
            { "run FIFO --out OUT", "INT", 130 },
        };

    [SkippableTheory]
    [MemberData(nameof(Waiting))]
    public async Task One_signal_ends_a_verb_that_waits_for_input(string arguments, string signal, int code)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "/proc is Linux's");
        string fifo = Path.Combine(_folder, "pipe.ipynb");
        await ShAsync($"mkfifo {fifo}");
        arguments = arguments.Replace("FIFO", fifo, StringComparison.Ordinal);
        arguments = arguments.Replace("OUT", Path.Combine(_folder, "out"), StringComparison.Ordinal);
        // Standard input stays open and says nothing.
        using Process process = Process.Start(
            // A signal that was ignored when the tests were started (nohup, a job in the background) is ignored below.
            new ProcessStartInfo("env", $"--default-signal=HUP,INT,TERM dotnet {R1} {arguments}")
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        await TakesSignalsAsync(process);
        await ShAsync($"kill -{signal} {process.Id}");
        using CancellationTokenSource hang = new(Hang);
        await process.WaitForExitAsync(hang.Token);
        Assert.Equal(code, process.ExitCode);
        Assert.Contains($"stopped by SIG{signal}", await errors, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("{ yes ROW | R1 verify - 2> ERR; echo $? >&3; } 3> CODE | head -1", "0")]
    [InlineData("{ R1 verify ROWS 2> ERR; echo $? >&3; } 3> CODE | head -1", "0")]
    [InlineData("{ R1 data list 2> ERR; echo $? >&3; } 3> CODE | true", "0")]
    public async Task Nobody_who_reads_ends_it_quietly(string command, string code)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "pipes are those of Unix");
        await ShAsync(Filled(command));
        Assert.Equal(code, Text("CODE"));
        Assert.Equal("", Text("ERR"));
    }

    [SkippableTheory]
    [InlineData("R1 verify ROWS > /dev/full 2> ERR; echo $? > CODE", "1", "No space left on device")]
    [InlineData("R1 verify ROWS >&- 2> ERR; echo $? > CODE", "1", "it is closed")]
    [InlineData("R1 reward --list > /dev/full 2> ERR; echo $? > CODE", "1", "No space left on device")]
    [InlineData("R1 --help > /dev/full 2> ERR; echo $? > CODE", "1", "No space left on device")]
    [InlineData("R1 verify - <&- 2> ERR > /dev/null; echo $? > CODE", "1", "standard input is closed")]
    [InlineData("R1 verify /dev/zero 2> ERR > /dev/null; echo $? > CODE", "1", "a line of more than")]
    public async Task What_cannot_be_written_or_read_is_one_line(string command, string code, string said)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "/dev/full is one of Linux");
        await ShAsync(Filled(command));
        string errors = Text("ERR");
        Assert.Equal(code, Text("CODE"));
        Assert.Contains(said, errors, StringComparison.Ordinal);
        Assert.Single(errors.Split('\n'));
    }

    [SkippableTheory]
    [InlineData("R1 verify ROWS 2> /dev/full > OUT; echo $? > CODE")]
    [InlineData("R1 verify ROWS 2>&- > OUT; echo $? > CODE")]
    public async Task Messages_that_cannot_be_written_cost_no_row(string command)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "/dev/full is one of Linux");
        await ShAsync(Filled(command));
        Assert.Equal("0", Text("CODE"));
        Assert.Equal(2000, Text("OUT").Split('\n').Length);
    }

    [SkippableFact]
    public async Task A_missing_temporary_folder_costs_the_rows_that_need_it()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "the sandbox is one of Linux");
        File.WriteAllText(
            Path.Combine(_folder, "code.jsonl"),
            WrappedLines.Join(
                """
                {"id":1,"function":"accuracy","completions":["4"],"solution":["4"]}
                {"id":2,"function":"code","completions":["```python\nprint(4)\n```"],"verification_info":[{
                    "language":"python","test_cases":[{"input":"","output":"4","type":"stdin_stdout"}]}]}
                {"id":3,"function":"accuracy","completions":["5"],"solution":["4"]}
                """
            )
        );
        await ShAsync(Filled($"TMPDIR=/nowhere R1 reward {_folder}/code.jsonl > OUT 2> ERR; echo $? > CODE"));
        Assert.Equal("1", Text("CODE"));
        Assert.Equal(2, Text("OUT").Split('\n').Length);
        Assert.Contains("line 2", Text("ERR"), StringComparison.Ordinal);
        Assert.False(Directory.Exists("/nowhere"), "the folder was made");
    }

    private static string R1 { get; } = Path.Combine(AppContext.BaseDirectory, "r1.dll");

    private string Text(string name) => File.ReadAllText(Path.Combine(_folder, name)).Trim();

    private string Filled(string command)
    {
        const string Row = """{"id":1,"gold":"4","pred":"4"}""";
        string rows = Path.Combine(_folder, "rows.jsonl");
        File.WriteAllLines(rows, Enumerable.Repeat(Row, 2000));
        foreach (string name in (string[])["ERR", "CODE", "OUT"])
            command = command.Replace(name, Path.Combine(_folder, name), StringComparison.Ordinal);
        return command
            .Replace("ROWS", rows, StringComparison.Ordinal)
            .Replace("ROW", $"'{Row}'", StringComparison.Ordinal)
            .Replace("R1 ", $"dotnet {R1} ", StringComparison.Ordinal);
    }

    private static async Task ShAsync(string command)
    {
        using Process shell = Process.Start(new ProcessStartInfo("sh") { ArgumentList = { "-c", command } })!;
        using CancellationTokenSource hang = new(Hang);
        await shell.WaitForExitAsync(hang.Token);
    }

    // The system says which signals a process has handlers for. SIGHUP is the last one that a verb takes.
    private static async Task TakesSignalsAsync(Process process)
    {
        const ulong HangUp = 1;
        using CancellationTokenSource hang = new(Hang);
        while (!process.HasExited)
        {
            string caught = File.ReadLines($"/proc/{process.Id}/status")
                .First(line => line.StartsWith("SigCgt:", StringComparison.Ordinal));
            if ((Convert.ToUInt64(caught[7..].Trim(), 16) & HangUp) != 0)
                return;
            await Task.Delay(20, hang.Token);
        }
    }
}
