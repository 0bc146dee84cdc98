using System.Text.Json.Nodes;
using R1Workbook.Benchmarks.Scoring;

namespace R1Workbook.Benchmarks.Tests.Sets.MmluPro;

public sealed class MmluProResponsesTests : IDisposable
{
    private readonly string _file = Path.ChangeExtension(Path.GetTempFileName(), ".json");

    public void Dispose() => File.Delete(_file);

    [Theory]
    [InlineData("model_outputs")]
    [InlineData("generated_text")]
    public void Bare_texts_among_the_results_are_passed_over_under_either_name_of_the_answer(string field)
    {
        JsonArray results =
        [
            "interrupted",
            .. Enumerable
                .Range(1, 5)
                .Select(i => (JsonNode)new JsonObject { ["question_id"] = i, [field] = "The answer is (B)." }),
            "interrupted again",
        ];
        File.WriteAllText(_file, results.ToJsonString());
        JsonObject metrics = BenchmarkCatalogue
            .Find("mmlu-pro")
            .Benchmark.Score(
                new ScoreRequest(Path.Combine(RepositoryFolder.Samples("mmlu-pro"), "questions.jsonl"), _file)
            )
            .Metrics;
        Assert.Equal((5, 0.0), ((int)metrics["questions"]!, (double)metrics["no_answer"]!));
    }
}
