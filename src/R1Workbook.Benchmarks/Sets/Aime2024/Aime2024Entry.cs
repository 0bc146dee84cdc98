using R1Workbook.Benchmarks.Scoring;

namespace R1Workbook.Benchmarks.Sets.Aime2024;

/// <summary>AIME 2024: both papers of the American Invitational Mathematics Examination.</summary>
internal static class Aime2024Entry
{
    public static BenchmarkEntry Entry { get; } =
        new(new QuestionBenchmark("aime-2024", AimeProblem.Read))
        {
            Name = "AIME 2024",
            PaperRow = "AIME 2024 (Pass@1)",
            Metric = "pass@1 and cons@64",
            Size = 30,
            Licence = "the problems belong to the Mathematical Association of America",
            File = BenchmarkFile.At(
                "aime-2024.parquet",
                "https://huggingface.co/datasets/HuggingFaceH4/aime_2024/resolve/"
                    + "2fe88a2f1091d5048c0f36abc874fb997b3dd99a/data/train-00000-of-00001.parquet",
                "26139847601a5037c237d5928b195e7260ca8074cf4f264b794af42847f79ccf",
                "rows {problem, answer}; both papers of 2024, 15 problems each"
            ),
            Responses = BenchmarkEntry.PlainResponses,
        };
}
