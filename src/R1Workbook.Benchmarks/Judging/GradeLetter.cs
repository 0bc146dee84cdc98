using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using R1Workbook.Benchmarks.Scoring;
using R1Workbook.Core.Completions;
using R1Workbook.Core.Tasks;

namespace R1Workbook.Benchmarks.Judging;

/// <summary>
/// Grades short answers in free words against the right one: SimpleQA (A correct, B incorrect, C not attempted;
/// openai/simple-evals, simpleqa_eval.py), C-SimpleQA (the same, in Chinese) and FRAMES (TRUE or FALSE). The judged
/// file has rows {id, sample, response, grade}.
/// </summary>
public static class GradeLetter
{
    internal static JudgeFields Fields { get; } =
        new(
            "question|prompt",
            "target|ground_truth|ground_truth_answer|answer",
            "predicted_answer|llm_response|LLM_response|response"
        );

    /// <summary>How the short answers of a benchmark are graded. Its prompt is the text file in its folder of
    /// Sets.</summary>
    /// <param name="benchmark">The benchmark's id.</param>
    // simple-evals asks its graders with up to 2,048 tokens; at temperature 0 the same answer gets the same grade.
    internal static JudgeProtocol Protocol(string benchmark) =>
        new(
            benchmark,
            JudgePrompt.Own(benchmark, Fields),
            new ChatOptions { Temperature = 0, MaxOutputTokens = 2048 },
            Rows
        );

    /// <summary>A row for each sample of each question.</summary>
    /// <exception cref="ScoringException">A question has no right answer.</exception>
    public static IEnumerable<JudgedRow> Rows(JudgeRequest request)
    {
        foreach ((IProblem question, IReadOnlyList<Response> samples) in request.Answered)
        {
            string gold =
                question.Gold
                ?? throw new ScoringException($"question \"{question.Id}\" has no right answer to be graded against.");
            for (int i = 0; i < samples.Count; i++)
            {
                (int number, string text) = (i, samples[i].Text);
                yield return new JudgedRow(
                    [request.Prompt.Write(question.Text, gold, text)],
                    replies => new JsonObject
                    {
                        ["id"] = question.Id,
                        ["sample"] = number,
                        ["response"] = text,
                        // A judge that reasons aloud may name all letters on the way.
                        ["grade"] = ThinkAnswer.AfterThinking(replies[0].Text),
                        ["model"] = request.Model,
                        ["judge"] = request.Judge,
                    }
                );
            }
        }
    }
}
