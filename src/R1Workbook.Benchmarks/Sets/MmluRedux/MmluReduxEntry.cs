using System.Text.Json.Nodes;
using R1Workbook.Benchmarks.Scoring;

namespace R1Workbook.Benchmarks.Sets.MmluRedux;

/// <summary>MMLU-Redux (Gema et al. 2024, arXiv 2406.04127), as ZeroEval asks it.</summary>
internal static class MmluReduxEntry
{
    public static BenchmarkEntry Entry { get; } =
        new(new QuestionBenchmark("mmlu-redux", MmluReduxFile.Read) { Further = AddExactMatch })
        {
            Name = "MMLU-Redux",
            PaperRow = "MMLU-Redux (EM)",
            Metric = "EM",
            Size = 5_700,
            Licence = "CC BY 4.0",
            File = BenchmarkFile.Repository(
                "mmlu-redux",
                "aryopg/mmlu-redux",
                "4563cfa79b659d76716e5b6019f46bba85fa02db",
                "name its folder mmlu_redux; the first version of the set, which the paper may have used, "
                    + "has 30 of the 57 subjects"
            ),
            Responses = BenchmarkEntry.PlainResponses + ", ZeroEval's {id, output} too",
        };

    // ZeroEval reports the accuracy under this name.
    private static void AddExactMatch(BenchmarkScore score, JsonObject metrics) =>
        metrics["exact_match"] = score.Accuracy;
}
