using System.Text.Json.Nodes;
using R1Workbook.Benchmarks.Asking;
using R1Workbook.Benchmarks.Scoring;
using R1Workbook.Core.Metrics;
using R1Workbook.Core.Tasks;

namespace R1Workbook.Benchmarks.Evaluating;

/// <summary>The one object of metrics at the end of an evaluation: the benchmark's own, then how sure they are, how
/// long the responses were and what they cost.</summary>
internal static class EvaluationReport
{
    /// <summary>Scores a benchmark and says how sure its accuracy is.</summary>
    public static JsonObject Score(IBenchmark benchmark, ScoreRequest request, CancellationToken cancellation)
    {
        ScoreReport report = benchmark.Score(request with { AllSamples = true }, cancellation);
        JsonObject metrics = report.Metrics;
        if (report.Credits is not { } credits)
            return metrics;
        // Where a sample may be partly right, as in DROP, the mean is no share of passes.
        if (credits.All(samples => samples.All(credit => credit is 0 or 1)))
            metrics["pass@1"] = credits.Average(samples => samples.Average());
        metrics["intervals_95"] = new JsonObject
        {
            ["over_questions"] = Ends(SamplingIntervals.OverQuestions(credits)),
            ["over_samples"] = SamplingIntervals.OverSamples(credits) is { } interval ? Ends(interval) : null,
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
