using System.Text.Json.Nodes;
using R1Workbook.Benchmarks.Scoring;
using R1Workbook.Core.Peers;

namespace R1Workbook.Benchmarks.Families;

/// <summary>
/// ZeroEval's own figures (WildEval/ZeroEval, src/evaluation): completions are JSON with <c>reasoning</c> and
/// <c>answer</c>, and the first number counts. They are reported beside ours wherever every response is such JSON, so
/// that its published tables can be compared.
/// </summary>
internal static class ZeroEval
{
    /// <summary>Adds <c>zeroeval_accuracy</c> and <c>zeroeval_no_answer</c> where the responses are in ZeroEval's
    /// form.</summary>
    public static void Add(BenchmarkScore score, JsonObject metrics)
    {
        (string Text, string Gold)[] all =
        [
            .. score.Items.SelectMany(item => item.Given.Select(sample => (sample.Text, item.Question.Gold!))),
        ];
        // A response that breaks off has a form too: most must keep it.
        if (all.Count(pair => IsJson(pair.Text)) * 2 < all.Length)
            return;
        metrics["zeroeval_accuracy"] = all.Average(pair => ZeroEvalGrader.IsCorrect(pair.Text, pair.Gold) ? 1.0 : 0);
        metrics["zeroeval_no_answer"] = all.Average(pair => ZeroEvalGrader.Answer(pair.Text) is null ? 1.0 : 0);
    }

    /// <summary>Whether a response is in ZeroEval's form.</summary>
    public static bool IsJson(string text) =>
        text.Contains("\"reasoning\"", StringComparison.Ordinal) && text.Contains('{', StringComparison.Ordinal);
}
