using System.Text.Json.Nodes;
using R1Workbook.Benchmarks.Files;
using R1Workbook.Benchmarks.Scoring;
using R1Workbook.Core.Tasks;

namespace R1Workbook.Benchmarks.Families;

/// <summary>
/// A question with a short answer in free words, so that a judge says whether a response is right: SimpleQA,
/// C-SimpleQA, FRAMES. What is scored here is the judge's reply, which a response row has in <c>grade</c>.
/// </summary>
/// <param name="Id">Its id.</param>
/// <param name="Question">The question, which is the whole prompt.</param>
/// <param name="Target">The right answer.</param>
/// <param name="Group">Its topic.</param>
/// <param name="Reply">What the replies of its judge mean.</param>
public sealed record GradedQuestion(string Id, string Question, string Target, string Group, JudgeReply Reply)
    : IProblem
{
    /// <inheritdoc/>
    public IReadOnlyList<string> OtherNames => [Question];

    /// <summary>SimpleQA (OpenAI 2024): CSV with metadata, problem, answer; metadata is a Python dictionary. An id is
    /// the place of the row, from 0.</summary>
    /// <exception cref="DataFileException">The file is missing or a row is not in the format.</exception>
    public static IEnumerable<IProblem> ReadSimpleQa(string path) =>
        DataFile.Read(
            path,
            row =>
                (IProblem)
                    new GradedQuestion(
                        $"{row.Line - 1}",
                        row.Text("problem"),
                        row.Text("answer"),
                        Topic(row),
                        JudgeReply.SimpleQa
                    )
        );

    /// <summary>Chinese SimpleQA (He et al. 2024, arXiv 2411.07140): JSON Lines with id, primary_category, question,
    /// answer.</summary>
    /// <exception cref="DataFileException">The file is missing or a row is not in the format.</exception>
    public static IEnumerable<IProblem> ReadChinese(string path) =>
        DataFile.Read(
            path,
            row =>
                (IProblem)
                    new GradedQuestion(
                        row.Text("id"),
                        row.Text("question"),
                        row.Text("answer"),
                        row.Text("primary_category"),
                        JudgeReply.SimpleQa
                    )
        );

    /// <summary>FRAMES (Krishna et al. 2024, arXiv 2409.12941): the official test.tsv with Prompt and Answer, and its
    /// repackaged form {id, question, answer}.</summary>
    /// <exception cref="DataFileException">The file is missing or a row is not in the format.</exception>
    public static IEnumerable<IProblem> ReadFrames(string path) =>
        DataFile.Read(
            path,
            row =>
                row.Has("Prompt")
                    ? (IProblem)
                        new GradedQuestion(
                            $"{row.Line - 1}",
                            row.Text("Prompt"),
                            row.Text("Answer"),
                            row.TextOrNull("reasoning_types") ?? "",
                            JudgeReply.Frames
                        )
                    : new GradedQuestion(
                        row.Text("id"),
                        row.Text("question"),
                        row.Text("answer"),
                        "",
                        JudgeReply.Frames
                    )
        );

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

    private static string Topic(DataRow row)
    {
        if (row.TextOrNull("metadata") is not { Length: > 0 } metadata)
            return "";
        try
        {
            return PythonLiteral.Parse(metadata)?["topic"]?.ToString() ?? "";
        }
        catch (Exception exception) when (exception is FormatException or InvalidOperationException)
        {
            throw row.Problem($"field \"metadata\": {exception.Message}");
        }
    }
}

/// <summary>What a judge's reply means.</summary>
/// <param name="Read">Correct, incorrect or not attempted, of the reply.</param>
public sealed record JudgeReply(Func<string, string> Read)
{
    /// <summary>What a reply can mean.</summary>
    public const string Correct = "correct",
        Incorrect = "incorrect",
        NotAttempted = "not attempted";

    /// <summary>SimpleQA: the first of the letters A, B and C; none is not attempted (openai/simple-evals,
    /// simpleqa_eval.py).</summary>
    public static JudgeReply SimpleQa { get; } =
        new(reply =>
            reply.AsSpan().IndexOfAny('A', 'B', 'C') is >= 0 and int at
                ? reply[at] switch
                {
                    'A' => Correct,
                    'B' => Incorrect,
                    _ => NotAttempted,
                }
                : NotAttempted
        );

    /// <summary>FRAMES: TRUE or FALSE, whichever comes last; neither is incorrect.</summary>
    public static JudgeReply Frames { get; } =
        new(reply =>
            reply.LastIndexOf("TRUE", StringComparison.OrdinalIgnoreCase)
            > reply.LastIndexOf("FALSE", StringComparison.OrdinalIgnoreCase)
                ? Correct
                : Incorrect
        );
}
