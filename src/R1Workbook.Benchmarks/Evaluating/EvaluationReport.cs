using System.Text.Json.Nodes;
using R1Workbook.Benchmarks.Asking;
using R1Workbook.Benchmarks.Scoring;
using R1Workbook.Core.Metrics;
using R1Workbook.Core.Tasks;

namespace R1Workbook.Benchmarks.Evaluating;

/// <summary>The one object of metrics at the end of an evaluation: the benchmark's own, then how sure they are, how
/// long and how dear the responses were.</summary>
internal static class EvaluationReport
{
    /// <summary>Scores a benchmark and says how sure its accuracy is.</summary>
    public static JsonObject Score(IBenchmark benchmark, ScoreRequest request, CancellationToken cancellation)
    {
        if (benchmark is not QuestionBenchmark questions)
            return benchmark.Score(request, cancellation).Metrics;
        BenchmarkScore score = BenchmarkScore.Of(
            questions.Read(request.Data),
            ResponseRow.Read(request.Responses, request.Field, request.Told),
            request.Subset,
            cancellation
        );
        IReadOnlyList<int> k = request.K.Count > 0 || score.Samples == 1 ? request.K : [score.Samples];
        JsonObject metrics = questions.Report(score, k).Metrics;
        double[][] scores = [.. score.Items.Select(item => item.Samples.Select(sample => sample.Credit).ToArray())];
        // Where a sample may be partly right, as in DROP, the mean is no share of passes.
        if (scores.All(samples => samples.All(value => value is 0 or 1)))
            metrics["pass@1"] = score.Accuracy;
        metrics["intervals_95"] = new JsonObject
        {
            ["over_questions"] = Ends(SamplingIntervals.OverQuestions(scores)),
            ["over_samples"] = SamplingIntervals.OverSamples(scores) is { } interval ? Ends(interval) : null,
        };
        return metrics;
    }

    /// <summary>Adds how the model was asked, the lengths of its responses, and what they cost.</summary>
    public static void AddModel(
        JsonObject metrics,
        string model,
        EvaluationSettings settings,
        IReadOnlyCollection<AskedSample> samples,
        IReadOnlyList<IProblem> questions,
        TokenPrices? prices
    )
    {
        metrics["model"] = new JsonObject
        {
            ["name"] = model,
            ["temperature"] = Math.Round((double)settings.Temperature, 6),
            ["top_p"] = Math.Round((double)settings.TopP, 6),
            ["max_tokens"] = settings.MaxTokens,
            ["prompt"] = settings.Style == PromptStyle.R1 ? "r1" : "official",
        };
        Dictionary<string, long> prompts = questions.ToDictionary(
            question => question.Id,
            question => TokenEstimate.Of(question.Prompt(settings.Style))
        );
        metrics["length"] = ResponseLengths.Of(samples).Report();
        metrics["usage"] = TokenPrices.Report(
            [
                .. samples.Select(sample =>
                    (
                        sample.InputTokens ?? prompts[sample.Id],
                        sample.OutputTokens ?? TokenEstimate.Of(sample.Text),
                        sample is { InputTokens: not null, OutputTokens: not null }
                    )
                ),
            ],
            prices
        );
    }

    private static JsonArray Ends(ConfidenceInterval interval) => new(interval.Low, interval.High);
}
