using R1Workbook.Benchmarks.Families;
using R1Workbook.Benchmarks.Judging;
using R1Workbook.Benchmarks.Scoring;

namespace R1Workbook.Benchmarks.Sets.CSimpleQa;

/// <summary>Chinese SimpleQA (He et al. 2024, arXiv 2411.07140).</summary>
internal static class CSimpleQaEntry
{
    public static BenchmarkEntry Entry { get; } =
        new(new QuestionBenchmark("c-simpleqa", CSimpleQaFile.Read) { Further = GradedQuestion.AddOfficial })
        {
            Name = "C-SimpleQA",
            PaperRow = "C-SimpleQA (Correct)",
            Metric = "correct",
            Size = 3_000,
            Licence = "MIT (repository)",
            File = BenchmarkFile.At(
                "c-simpleqa.jsonl",
                "https://raw.githubusercontent.com/OpenStellarTeam/ChineseSimpleQA/"
                    + "8b1aa9ebc5b91092356eb61f20f355c5993e6ce5/data/chinese_simpleqa.jsonl",
                "c626ca34be9bdd2203a45a70af9fed177d48d9f12ba10ebe9bf10f0c6b1eb484",
                "in github.com/OpenStellarTeam/ChineseSimpleQA, data"
            ),
            Responses = GradedQuestion.GradedResponses,
            Judge = GradeLetter.Protocol("c-simpleqa"),
        };
}
