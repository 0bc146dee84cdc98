using R1Workbook.Benchmarks.Families;
using R1Workbook.Benchmarks.Files;
using R1Workbook.Benchmarks.Scoring;
using R1Workbook.Core.Tasks;

namespace R1Workbook.Benchmarks.Tests.Sets.Parity;

/// <summary>A new benchmark is one folder: this one. Numbers; a response says whether each is odd (1) or even
/// (0).</summary>
internal static class ParityEntry
{
    public static BenchmarkEntry Entry { get; } =
        new(new QuestionBenchmark("parity", Read))
        {
            Name = "Parity",
            Metric = "accuracy",
            Size = 2,
            Licence = "none",
            File = BenchmarkFile.ByHandOnly("parity.jsonl", "write numbers"),
            Responses = "rows {id, response}",
        };

    private static IEnumerable<IProblem> Read(string path) =>
        DataFile.Read(
            path,
            row =>
                (IProblem)
                    new MathQuestion($"{row.Line}", $"Is {row.Integer("n")} odd?", $"{Math.Abs(row.Integer("n") % 2)}")
        );
}
