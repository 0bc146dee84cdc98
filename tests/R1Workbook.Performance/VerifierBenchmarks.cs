using BenchmarkDotNet.Attributes;
using R1Workbook.Core.Verification;

namespace R1Workbook.Performance;

/// <summary>The verifier under BenchmarkDotNet: one operation judges all pairs of MATH-500, gold answer against
/// solution.</summary>
[MemoryDiagnoser]
public class VerifierBenchmarks
{
    private (string Gold, string Prediction)[] _pairs = [];

    /// <summary>MATH-500's test.jsonl, from the environment variable MATH500.</summary>
    [GlobalSetup]
    public void Read() =>
        _pairs = VerifierTimes.Read(
            Environment.GetEnvironmentVariable("MATH500")
                ?? throw new InvalidOperationException("Set MATH500 to MATH-500's test.jsonl.")
        );

    /// <summary>How many threads judge at once.</summary>
    [Params(1, 2, 4, 8)]
    public int Threads { get; set; }

    /// <summary>All pairs; with several threads, each judges every pair.</summary>
    [Benchmark]
    public int Verdicts()
    {
        int right = 0;
        Parallel.For(
            0,
            Threads,
            new ParallelOptions { MaxDegreeOfParallelism = Threads },
            _ =>
            {
                foreach ((string gold, string prediction) in _pairs)
                {
                    if (MathVerifier.Verify(gold, prediction).IsCorrect)
                        Interlocked.Increment(ref right);
                }
            }
        );
        return right;
    }
}
