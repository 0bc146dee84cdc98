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
                "feee3f7e7db3617e94e8fcf1977b756ec420ef8568f4e0fcbbe0e92e9d5fc032",
                "a third party's copy of the same bytes is in github.com/tavily-ai/tavily-SimpleQA at "
                    + "14b8f57c99e14391870d46d89329ce0d08affe47, datasets/simple_qa_test_set.csv"
            ),
            Responses = GradedQuestion.GradedResponses,
            Judge = GradeLetter.Protocol("simpleqa"),
        };
}
