using R1Workbook.Benchmarks.Scoring;

namespace R1Workbook.Benchmarks.Sets.Mmlu;

/// <summary>MMLU (Hendrycks et al. 2020, arXiv 2009.03300), as simple-evals asks it.</summary>
internal static class MmluEntry
{
    public static BenchmarkEntry Entry { get; } =
        new(new QuestionBenchmark("mmlu", MmluFile.Read) { Further = MmluFile.AddCategories })
        {
            Name = "MMLU",
            PaperRow = "MMLU (Pass@1)",
            Metric = "pass@1",
            Size = 14_042,
            Licence = "MIT",
            File = BenchmarkFile.At(
                "mmlu.csv",
                "https://openaipublic.blob.core.windows.net/simple-evals/mmlu.csv",
                "15b6785d49e0012602e089558a7a0dfb916baf97e9295aa25b48062f13c6afbb",
                "unpack https://people.eecs.berkeley.edu/~hendrycks/data.tar and name its folder test"
            ),
            Responses = BenchmarkEntry.PlainResponses,
        };
}
