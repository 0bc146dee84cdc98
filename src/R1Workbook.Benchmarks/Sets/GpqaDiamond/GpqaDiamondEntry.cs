using R1Workbook.Benchmarks.Scoring;

namespace R1Workbook.Benchmarks.Sets.GpqaDiamond;

/// <summary>GPQA Diamond (Rein et al. 2023, arXiv 2311.12022), as simple-evals asks it.</summary>
internal static class GpqaDiamondEntry
{
    public static BenchmarkEntry Entry { get; } =
        new(new QuestionBenchmark("gpqa-diamond", GpqaFile.Read))
        {
            Name = "GPQA Diamond",
            PaperRow = "GPQA Diamond (Pass@1)",
            Metric = "pass@1",
            Size = 198,
            Licence = "CC BY 4.0; its authors ask that no question is shown in the open",
            File = BenchmarkFile.ByHandOnly(
                "gpqa_diamond.csv",
                "accept the terms at huggingface.co/datasets/Idavidrein/gpqa and download gpqa_diamond.csv"
            ),
            Responses = BenchmarkEntry.PlainResponses,
        };
}
