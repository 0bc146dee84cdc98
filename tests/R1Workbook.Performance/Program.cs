using System.Text.Json;
using BenchmarkDotNet.Running;
using R1Workbook.Performance;

switch (args)
{
    case ["kernel", .. string[] command]:
        string[] start =
            command.Length > 0
                ? command
                : ["dotnet", Path.Combine(".artifacts", "bin", "R1Workbook.Cli", "release", "r1.dll")];
        Console.WriteLine(JsonSerializer.Serialize(KernelTimes.Measure(start), KernelTimes.Readable));
        return 0;
    case ["learning"]:
        Console.WriteLine(JsonSerializer.Serialize(LearningTimes.Measure(), KernelTimes.Readable));
        return 0;
    case ["loading", string datasets]:
        Console.WriteLine(JsonSerializer.Serialize(LoadingTimes.Measure(datasets), KernelTimes.Readable));
        return 0;
    case ["verifier", string math500]:
        Console.WriteLine(JsonSerializer.Serialize(VerifierTimes.Measure(math500), KernelTimes.Readable));
        return 0;
    case ["verifier-benchmark", string math500, .. string[] options]:
        Environment.SetEnvironmentVariable("MATH500", math500);
        BenchmarkSwitcher.FromTypes([typeof(VerifierBenchmarks)]).Run(["--filter", "*", .. options]);
        return 0;
    default:
        Console.Error.WriteLine(
            "Usage: dotnet run --project tests/R1Workbook.Performance -- kernel [program argument ...] | learning | "
                + "loading DATASETS | verifier MATH-500.jsonl | verifier-benchmark MATH-500.jsonl"
        );
        return 2;
}
