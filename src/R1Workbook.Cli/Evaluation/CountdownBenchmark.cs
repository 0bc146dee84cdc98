using R1Workbook.Benchmarks;
using R1Workbook.Benchmarks.Scoring;
using R1Workbook.Core.Tasks;
using R1Workbook.Learning.Tasks.Countdown;

namespace R1Workbook.Cli.Evaluation;

/// <summary>
/// Held-out problems of the mini countdown as a benchmark: the one that the workbook's own decoders can read. The
/// problems are those of the training task, judged as there.
/// </summary>
internal static class CountdownBenchmark
{
    // The draw of problems is part of the benchmark, not of an evaluation.
    private const int Draw = 0,
        Problems = 200;

    /// <summary>The benchmark; it reads no file.</summary>
    public static QuestionBenchmark Benchmark { get; } =
        new("countdown", _ => CountdownSplit.DrawHeldOut(Problems, Draw).Cast<IProblem>()) { NeedsData = false };

    /// <summary>It and those of the catalogue whose questions a model can be asked.</summary>
    public static IReadOnlyList<IBenchmark> All { get; } =
    [.. BenchmarkCatalogue.All.Select(entry => entry.Benchmark).Where(benchmark => benchmark.CanBeAsked), Benchmark];

    /// <summary>The benchmark of an id.</summary>
    /// <exception cref="ArgumentException">There is none, or its questions cannot be asked.</exception>
    public static IBenchmark Find(string id) =>
        id == Benchmark.Id
            ? Benchmark
            : BenchmarkCatalogue.All.FirstOrDefault(entry => entry.Id == id)?.Benchmark
                ?? throw new ArgumentException(
                    $"there is no such benchmark; there are {string.Join(", ", All.Select(one => one.Id))}."
                );
}
