using R1Workbook.Benchmarks.Scoring;

namespace R1Workbook.Benchmarks.Sets.LiveCodeBench;

/// <summary>LiveCodeBench (Jain et al. 2024, arXiv 2403.07974).</summary>
internal static class LiveCodeBenchEntry
{
    public static BenchmarkEntry Entry { get; } =
        new(
            new QuestionBenchmark("livecodebench", LiveCodeBenchFile.Read)
            {
                Further = LiveCodeBenchProblem.AddOfficial,
            }
        )
        {
            Name = "LiveCodeBench",
            PaperRow = "LiveCodeBench (Pass@1-COT)",
            Metric = "pass@1",
            Size = 279,
            Licence = "CC (collection); statements belong to AtCoder, LeetCode and Codeforces",
            File = BenchmarkFile.ByHandOnly(
                "livecodebench.jsonl",
                "download test.jsonl to test5.jsonl at "
                    + "huggingface.co/datasets/livecodebench/code_generation_lite and put them into one folder; "
                    + "the paper counts the 279 problems of August 2024 to January 2025"
            ),
            Responses = BenchmarkEntry.PlainResponses + ", and eval_all files with their verdicts",
        };
}
