using System.Text.Json.Nodes;
using R1Workbook.Benchmarks.Families;
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

    /// <summary>A row for each sample of each question.</summary>
    /// <exception cref="ArgumentException">A question is none that is graded so.</exception>
    public static IEnumerable<JudgedRow> Rows(JudgeRequest request)
    {
        foreach ((IProblem question, IReadOnlyList<Response> samples) in request.Answered)
        {
            if (question is not GradedQuestion graded)
            {
                throw new ArgumentException(
                    $"question \"{question.Id}\" is not graded against a right answer.",
                    nameof(request)
                );
            }

            for (int i = 0; i < samples.Count; i++)
            {
                (int number, string text) = (i, samples[i].Text);
                yield return new JudgedRow(
                    [request.Prompt.Write(graded.Question, graded.Target, text)],
                    replies => new JsonObject
                    {
                        ["id"] = graded.Id,
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
