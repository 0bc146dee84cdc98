using System.Text.Json.Nodes;
using R1Workbook.Benchmarks.Scoring;
using R1Workbook.Core.Tasks;

namespace R1Workbook.Benchmarks.Families;

/// <summary>
/// A question with a short answer in free words, so that a judge says whether a response is right: SimpleQA,
/// C-SimpleQA, FRAMES. What is scored here is the judge's reply, which a response row has in <c>grade</c>.
/// </summary>
/// <param name="Id">Its id.</param>
/// <param name="Question">The question, which is the whole prompt.</param>
/// <param name="Gold">The right answer.</param>
/// <param name="Group">Its topic.</param>
/// <param name="Reply">What the replies of its judge mean.</param>
public sealed record GradedQuestion(string Id, string Question, string Gold, string Group, JudgeReply Reply) : IProblem
{
    /// <summary>What a file of responses holds, for the catalogue.</summary>
    internal const string GradedResponses =
        BenchmarkEntry.PlainResponses + ", each with the judge's reply in \"grade\"";

    /// <inheritdoc/>
    public IReadOnlyList<string> OtherNames => [Question];

    /// <inheritdoc/>
    public string Prompt(PromptStyle style) => Question;

    /// <inheritdoc/>
    public Verdict Judge(Response response, CancellationToken cancellationToken = default)
    {
        if (response.Grade is null)
        {
            throw new InvalidOperationException(
                $"question \"{Id}\": a response in free words is judged by a model. Ask one, and put what it "
                    + $"replies into the field \"grade\" of the row."
            );
        }

        string grade = Reply.Read(response.Grade);
        // Not attempted is no answer, as in the official figures.
        return Verdict.Graded(
            grade == JudgeReply.NotAttempted ? null : grade,
            grade == JudgeReply.Correct ? 1 : 0,
            $"the judge says {grade}"
        );
    }

    /// <summary>Adds SimpleQA's metrics (openai/simple-evals, simpleqa_eval.py).</summary>
    internal static void AddOfficial(BenchmarkScore score, JsonObject metrics)
    {
        string?[] grades = [.. score.Items.SelectMany(item => item.Samples).Select(sample => sample.Answer)];
        double correct = grades.Average(grade => grade == JudgeReply.Correct ? 1.0 : 0),
            incorrect = grades.Average(grade => grade == JudgeReply.Incorrect ? 1.0 : 0);
        double attempted = correct + incorrect,
            given = attempted > 0 ? correct / attempted : 0;
        metrics["correct"] = correct;
        metrics["incorrect"] = incorrect;
        metrics["not_attempted"] = 1 - attempted;
        metrics["accuracy_given_attempted"] = given;
        metrics["f1"] = given + correct > 0 ? 2 * given * correct / (given + correct) : 0;
    }
}
