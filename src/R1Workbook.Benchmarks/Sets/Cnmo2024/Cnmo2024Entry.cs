using R1Workbook.Benchmarks.Scoring;

namespace R1Workbook.Benchmarks.Sets.Cnmo2024;

/// <summary>CNMO 2024, the Chinese National High School Mathematics Olympiad.</summary>
internal static class Cnmo2024Entry
{
    public static BenchmarkEntry Entry { get; } =
        new(new QuestionBenchmark("cnmo-2024", CnmoFile.Read))
        {
            Name = "CNMO 2024",
            PaperRow = "CNMO 2024 (Pass@1)",
            Metric = "pass@1",
            Size = 18,
            Licence = "the problems belong to the Chinese Mathematical Society",
            File = BenchmarkFile.ByHandOnly(
                "cnmo-2024.jsonl",
                "DeepSeek published no file; opencompass/LiveMathBench on Hugging Face has the problems as "
                    + "configuration v202412_CNMO_en. RUCAIBox/OlymMATH can stand in"
            ),
            Responses = BenchmarkEntry.PlainResponses,
        };
}
