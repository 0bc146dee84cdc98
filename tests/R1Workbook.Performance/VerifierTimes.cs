using System.Diagnostics;
using System.Text.Json.Nodes;
using R1Workbook.Core.Verification;

namespace R1Workbook.Performance;

/// <summary>What a verdict costs on MATH-500: each gold answer against its solution, which is as long as a typical
/// completion.</summary>
/// <param name="Pairs">How many pairs there are.</param>
/// <param name="MeanMilliseconds">The mean over pairs and rounds.</param>
/// <param name="ProcessorMilliseconds">The mean of processor time, garbage collection included: what other programs on
/// the machine do counts less in it.</param>
/// <param name="MedianMilliseconds">The median.</param>
/// <param name="P99Milliseconds">What 99 of 100 verdicts stay below.</param>
/// <param name="SlowestMilliseconds">The slowest.</param>
/// <param name="SlowestGold">The gold answer of the slowest.</param>
/// <param name="BytesAllocated">Per verdict.</param>
/// <param name="VerdictsPerSecond">By the number of threads.</param>
internal sealed record VerifierTimes(
    int Pairs,
    double MeanMilliseconds,
    double ProcessorMilliseconds,
    double MedianMilliseconds,
    double P99Milliseconds,
    double SlowestMilliseconds,
    string SlowestGold,
    long BytesAllocated,
    IReadOnlyDictionary<int, double> VerdictsPerSecond
)
{
    // On one core .NET's tiered compiler needs some 300,000 verdicts until all that they call is compiled for good.
    private const int WarmUp = 800,
        Rounds = 20;
    private static readonly int[] Threads = [1, 2, 4, 8];

    /// <summary>Measures on a file in the official MATH format.</summary>
    /// <param name="path">MATH-500's test.jsonl.</param>
    public static VerifierTimes Measure(string path)
    {
        (string Gold, string Prediction)[] pairs = Read(path);
        for (int round = 0; round < WarmUp; round++)
            Judge(pairs);
        List<(double Milliseconds, string Gold)> times = [];
        TimeSpan processor = Environment.CpuUsage.TotalTime;
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        for (int round = 0; round < Rounds; round++)
        {
            foreach ((string gold, string prediction) in pairs)
            {
                long start = Stopwatch.GetTimestamp();
                MathVerifier.Verify(gold, prediction);
                times.Add((Stopwatch.GetElapsedTime(start).TotalMilliseconds, gold));
            }
        }
        allocated = (GC.GetAllocatedBytesForCurrentThread() - allocated) / times.Count;
        processor = Environment.CpuUsage.TotalTime - processor;
        (double Milliseconds, string Gold)[] sorted = [.. times.OrderBy(time => time.Milliseconds)];
        return new VerifierTimes(
            pairs.Length,
            Math.Round(times.Average(time => time.Milliseconds), 4),
            Math.Round(processor.TotalMilliseconds / times.Count, 4),
            Math.Round(sorted[sorted.Length / 2].Milliseconds, 4),
            Math.Round(sorted[(int)(0.99 * sorted.Length)].Milliseconds, 4),
            Math.Round(sorted[^1].Milliseconds, 3),
            sorted[^1].Gold,
            allocated,
            Threads.ToDictionary(count => count, count => Throughput(pairs, count))
        );
    }

    /// <summary>The pairs of gold answer and solution.</summary>
    public static (string Gold, string Prediction)[] Read(string path) =>
        [
            .. File.ReadLines(path)
                .Select(line => JsonNode.Parse(line)!)
                .Select(row => ((string)row["answer"]!, (string)row["solution"]!)),
        ];

    private static void Judge((string Gold, string Prediction)[] pairs)
    {
        foreach ((string gold, string prediction) in pairs)
            MathVerifier.Verify(gold, prediction);
    }

    private static double Throughput((string Gold, string Prediction)[] pairs, int threads)
    {
        long start = Stopwatch.GetTimestamp();
        Thread[] workers =
        [
            .. Enumerable
                .Range(0, threads)
                .Select(_ => new Thread(() =>
                {
                    for (int round = 0; round < Rounds; round++)
                        Judge(pairs);
                })),
        ];
        foreach (Thread worker in workers)
            worker.Start();
        foreach (Thread worker in workers)
            worker.Join();
        return Math.Round(threads * Rounds * pairs.Length / Stopwatch.GetElapsedTime(start).TotalSeconds);
    }
}
