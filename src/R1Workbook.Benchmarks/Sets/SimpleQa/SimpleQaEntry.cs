using R1Workbook.Benchmarks.Families;
using R1Workbook.Benchmarks.Judging;
using R1Workbook.Benchmarks.Scoring;

namespace R1Workbook.Benchmarks.Sets.SimpleQa;

/// <summary>SimpleQA (Wei et al. 2024, arXiv 2411.04368).</summary>
internal static class SimpleQaEntry
{
    public static BenchmarkEntry Entry { get; } =
        new(new QuestionBenchmark("simpleqa", SimpleQaFile.Read) { Further = GradedQuestion.AddOfficial })
        {
            Name = "SimpleQA",
            PaperRow = "SimpleQA (Correct)",
            Metric = "correct",
            Size = 4_326,
            Licence = "MIT",
            File = BenchmarkFile.At(
                "simpleqa.csv",
                "https://openaipublic.blob.core.windows.net/simple-evals/simple_qa_test_set.csv",
                null,
                "in the repositories that carry openai/simple-evals"
            ),
            Responses = GradedQuestion.GradedResponses,
            Judge = GradeLetter.Protocol("simpleqa"),
        };
}
