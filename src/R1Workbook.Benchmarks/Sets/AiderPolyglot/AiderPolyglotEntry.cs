namespace R1Workbook.Benchmarks.Sets.AiderPolyglot;

/// <summary>Aider-Polyglot: exercises of Exercism in six languages.</summary>
internal static class AiderPolyglotEntry
{
    public static BenchmarkEntry Entry { get; } =
        new(new AiderBenchmark())
        {
            Name = "Aider-Polyglot",
            PaperRow = "Aider-Polyglot (Acc.)",
            Metric = "pass rate after two tries",
            Size = 225,
            Licence = "MIT (Exercism's tracks)",
            File = BenchmarkFile.Repository(
                "aider-polyglot",
                "Aider-AI/polyglot-benchmark",
                "7e0611e77b54e2dea774cdc0aa00cf9f7ed6144f",
                "make a list language,exercise of the folders LANGUAGE/exercises/practice/EXERCISE"
            ),
            Responses = "results {testcase, tests_outcomes, ...} of each exercise, or Aider's leaderboard in YAML",
        };
}
