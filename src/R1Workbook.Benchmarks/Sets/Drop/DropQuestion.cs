using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using R1Workbook.Benchmarks.Files;
using R1Workbook.Benchmarks.Scoring;
using R1Workbook.Core.Tasks;

namespace R1Workbook.Benchmarks.Sets.Drop;

/// <summary>A question of DROP about a passage (Dua et al. 2019, arXiv 1903.00161), answered by a number, a date or
/// spans.</summary>
/// <param name="Id"><c>query_id</c>, or the place of the row, from 0.</param>
/// <param name="Passage">The passage, with the question in simple-evals' form.</param>
/// <param name="Question">The question; empty where it stands in the passage.</param>
/// <param name="References">Right answers, each of one or several spans.</param>
public sealed partial record DropQuestion(
    string Id,
    string Passage,
    string Question,
    IReadOnlyList<IReadOnlyList<string>> References
) : IProblem
{
    /// <summary>
    /// AI2's JSON (an object of passages with <c>qa_pairs</c>, whose answer and validated answers are references) and
    /// simple-evals' JSON Lines {context, ref_text}, whose references are parted by bars; that is the one R1 was
    /// measured with.
    /// </summary>
    /// <exception cref="DataFileException">The file is missing or a row is not in the format.</exception>
    public static IEnumerable<IProblem> Read(string path)
    {
        DropExamples? examples = DropExamples.Beside(path);
        int place = 0;
        return DataFile
            .Read(path, row => Of(row))
            .SelectMany(questions => questions)
            .Select(question => question with { Examples = examples, Place = place++ });
    }

    /// <summary>The examples from which the prompt takes three; null where the training file is not beside the
    /// data.</summary>
    public DropExamples? Examples { get; init; }

    /// <summary>The place among the questions, from 0, by which the examples are drawn.</summary>
    public int Place { get; init; }

    /// <inheritdoc/>
    public string Text => Question.Length > 0 ? $"{Passage} \nQuestion: {Question}\nAnswer:" : Passage;

    /// <summary>The official task (openai/simple-evals, drop_eval.py) with three examples of the training file; without
    /// that file there are none.</summary>
    public string Prompt(PromptStyle style) =>
        (
            Examples is null
                ? "You will be asked to read a passage and answer a question."
                : "You will be asked to read a passage and answer a question. Some examples of passages and Q&A are "
                    + "provided below.\n\n# Examples"
                    + string.Concat(
                        Examples.Of(Place).Select(example => $"\n---\n{example.Passage} {example.Answer}\n")
                    )
        )
        + $"\n# Your Task\n\n---\n{Text} \n\nThink step by step, then write a line of the form \"Answer: $ANSWER\" "
        + $"at the end of your response.";

    private static DropQuestion[] Of(DataRow row) =>
        row.Has("qa_pairs")
            ?
            [
                .. row.Rows("qa_pairs")
                    .Select(pair => new DropQuestion(
                        pair.Text("query_id"),
                        row.Text("passage"),
                        pair.Text("question"),
                        Ai2(pair)
                    )),
            ]
            :
            [
                new DropQuestion(
                    $"{row.Line - 1}",
                    row.Text("context"),
                    "",
                    [.. row.Text("ref_text").Split('|').Select(text => (IReadOnlyList<string>)[text])]
                ),
            ];

    /// <inheritdoc/>
    public Verdict Judge(Response response, CancellationToken cancellationToken = default)
    {
        // As officially, the whole response is the answer where none is announced.
        string answer = Announced().Match(response.Text) is { Success: true } match
            ? match.Groups[1].Value
            : response.Text;
        (double exact, double f1) = DropF1.Best([answer], References);
        return Verdict.Graded(
            response.Text.Length == 0 ? null : answer,
            f1,
            string.Create(CultureInfo.InvariantCulture, $"F1 {f1:0.####}, {(exact > 0 ? "exact" : "not exact")}")
        );
    }

    /// <summary>Adds F1 under its name, and exact match.</summary>
    internal static void AddOfficial(BenchmarkScore score, JsonObject metrics)
    {
        metrics["f1"] = score.Accuracy;
        metrics["exact_match"] = score.Items.Average(item =>
            item.Samples.Average(sample =>
                DropF1.Best([sample.Answer ?? ""], ((DropQuestion)item.Question).References).ExactMatch
            )
        );
    }

    private static IReadOnlyList<string>[] Ai2(DataRow pair) =>
        [
            .. pair.Rows("answer")
                .Concat(pair.IsGiven("validated_answers") ? pair.Rows("validated_answers") : [])
                .Select(Spans),
        ];

    // answer_json_to_strings: a number, else spans, else a date.
    internal static string[] Spans(DataRow answer)
    {
        if (answer.IsGiven("number") && answer.Id("number") is { Length: > 0 } number)
            return [number];
        if (answer.IsGiven("spans") && answer.Texts("spans") is { Count: > 0 } spans)
            return [.. spans];
        if (answer.IsGiven("date"))
        {
            DataRow date = answer.Rows("date")[0];
            return [$"{date.TextOrNull("day")} {date.TextOrNull("month")} {date.TextOrNull("year")}".Trim()];
        }
        throw answer.Problem("field \"answer\" has no number, no spans and no date.");
    }

    [GeneratedRegex(@"Answer\s*:\s*([^\n]+)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Announced();
}
