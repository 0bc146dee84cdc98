using R1Workbook.Benchmarks.Scoring;

namespace R1Workbook.Benchmarks.Sets.MmluPro;

/// <summary>MMLU-Pro (Wang et al. 2024, arXiv 2406.01574).</summary>
internal static class MmluProEntry
{
    public static BenchmarkEntry Entry { get; } =
        new(new QuestionBenchmark("mmlu-pro", MmluProQuestion.Read) { Further = MmluProQuestion.AddOfficial })
        {
            Name = "MMLU-Pro",
            PaperRow = "MMLU-Pro (EM)",
            Metric = "EM",
            Size = 12_032,
            Licence = "MIT (Hugging Face), Apache-2.0 (repository)",
            File = BenchmarkFile.At(
                "mmlu-pro.parquet",
                "https://huggingface.co/datasets/TIGER-Lab/MMLU-Pro/resolve/"
                    + "b189ec765aa7ed75c8acfea42df31fdae71f97be/data/test-00000-of-00001.parquet",
                "0e24a191921c2f453518a537a8b2117bd137e7714d4ef1565e9ba06c1ecb9ad8",
                "a zip of eval_results in github.com/TIGER-AI-Lab/MMLU-Pro holds the questions too"
            ),
            Responses = BenchmarkEntry.PlainResponses + ", the result files of the repository and their zips",
        };
}
