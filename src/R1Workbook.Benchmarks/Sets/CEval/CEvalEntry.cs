using R1Workbook.Benchmarks.Scoring;

namespace R1Workbook.Benchmarks.Sets.CEval;

/// <summary>C-Eval (Huang et al. 2023, arXiv 2305.08322).</summary>
internal static class CEvalEntry
{
    public static BenchmarkEntry Entry { get; } =
        new(new QuestionBenchmark("c-eval", CEvalFile.Read) { Further = CEvalFile.AddMacro })
        {
            Name = "C-Eval",
            PaperRow = "C-Eval (EM)",
            Metric = "EM, mean over subjects",
            Size = 1_346,
            Licence = "CC BY-NC-SA 4.0: not for commercial use",
            File = BenchmarkFile.At(
                "ceval-exam.zip",
                "https://huggingface.co/datasets/ceval/ceval-exam/resolve/main/ceval-exam.zip",
                null,
                "unpack it and name its folder val; the answers of its test set are not public"
            ),
            Responses = BenchmarkEntry.PlainResponses,
        };
}
