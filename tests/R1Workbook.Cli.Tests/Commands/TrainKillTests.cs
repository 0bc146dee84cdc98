using System.Diagnostics;
using System.Text.Json.Nodes;

namespace R1Workbook.Cli.Tests.Commands;

/// <summary>A training that is killed (SIGKILL) again and again ends with the bytes of one that is left
/// alone.</summary>
public sealed class TrainKillTests : IDisposable
{
    private const int Kills = 4;

    private readonly string _folder = Directory.CreateTempSubdirectory("r1-kill-").FullName;

    [Theory]
    [InlineData("reasoning-rl", "--from BASE --steps 24")]
    [InlineData("r1-zero", "--from BASE --loss ppo --steps 16")]
    [InlineData("cold-start", "--from BASE --zero BASE --steps 40")]
    public void A_killed_training_goes_on_bit_for_bit(string stage, string arguments)
    {
        Run(stage, arguments, "whole", int.MaxValue, 0);
        var random = new Random(stage.Length);
        int killed = 0;
        for (int attempt = 0; killed < Kills; attempt++)
        {
            Assert.True(attempt < 5 * Kills, $"{killed} kills in {attempt} attempts");
            // Where it ended before it was killed, another run begins: a kill counts only while there was something
            // left to do.
            if (Run(stage, arguments, "killed", 1 + random.Next(6), random.Next(60)))
                killed++;
            else
                Directory.Delete(Path.Combine(_folder, "killed"), recursive: true);
        }
        Run(stage, arguments, "killed", int.MaxValue, 0);
        Assert.Equal(
            File.ReadAllBytes(Path.Combine(_folder, "whole", "model.safetensors")),
            File.ReadAllBytes(Path.Combine(_folder, "killed", "model.safetensors"))
        );
        Assert.Equal(Steps("whole"), Steps("killed"));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // Kills the process so many milliseconds after so many lines of progress; true where it did.
    private bool Run(string stage, string arguments, string name, int lines, int milliseconds)
    {
        string recorded = Path.Combine(Workbook.Root, "data", "runs", "base");
        string program = Path.Combine(AppContext.BaseDirectory, "r1.dll");
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = Workbook.Root,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        foreach (
            string argument in (string[])
                [
                    program,
                    "train",
                    stage,
                    .. arguments.Replace("BASE", recorded, StringComparison.Ordinal).Split(' '),
                    "--scale",
                    "smoke",
                    "--out",
                    Path.Combine(_folder, name),
                ]
        )
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start)!;
        List<string> told = [];
        while (process.StandardError.ReadLine() is { } line)
        {
            told.Add(line);
            if (told.Count < lines)
                continue;
            Thread.Sleep(milliseconds);
            process.Kill();
            break;
        }
        process.WaitForExit();
        if (told.Count >= lines)
            return process.ExitCode != 0;
        Assert.True(process.ExitCode == 0, string.Join(Environment.NewLine, told));
        return false;
    }

    private string[] Steps(string name) =>
        [
            .. File.ReadLines(Path.Combine(_folder, name, "metrics.jsonl"))
                .Select(line =>
                {
                    JsonObject fields = JsonNode.Parse(line)!.AsObject();
                    foreach (
                        string time in fields
                            .Select(field => field.Key)
                            .Where(key => key.StartsWith("seconds", StringComparison.Ordinal))
                            .ToArray()
                    )
                    {
                        fields.Remove(time);
                    }
                    return fields.ToJsonString();
                }),
        ];
}
