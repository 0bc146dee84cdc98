using R1Workbook.Benchmarks.Families;
using R1Workbook.Benchmarks.Judging;
using R1Workbook.Benchmarks.Scoring;

namespace R1Workbook.Benchmarks.Sets.Frames;

/// <summary>FRAMES (Krishna et al. 2024, arXiv 2409.12941).</summary>
internal static class FramesEntry
{
    public static BenchmarkEntry Entry { get; } =
        new(new QuestionBenchmark("frames", FramesFile.Read))
        {
            Name = "FRAMES",
            PaperRow = "FRAMES (Acc.)",
            Metric = "accuracy",
            Size = 824,
            Licence = "Apache-2.0",
            File = BenchmarkFile.At(
                "frames.tsv",
                "https://huggingface.co/datasets/google/frames-benchmark/resolve/"
                    + "58d9fb6330f3ab1316d1eca12e5e8ef23dcc22ef/test.tsv",
                "4255093c93b595b5b04c7c8dde290b48ec87d72ca0fb0b760d9dd02740d669ff",
                "download test.tsv at huggingface.co/datasets/google/frames-benchmark"
            ),
            Responses = GradedQuestion.GradedResponses,
            Judge = GradeLetter.Protocol("frames"),
        };
}
