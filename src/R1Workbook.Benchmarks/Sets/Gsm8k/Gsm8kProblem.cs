using System.Globalization;
using System.Text.RegularExpressions;
using R1Workbook.Benchmarks.Families;
using R1Workbook.Benchmarks.Files;
using R1Workbook.Core.Peers;
using R1Workbook.Core.Tasks;

namespace R1Workbook.Benchmarks.Sets.Gsm8k;

/// <summary>A word problem of GSM8K (Cobbe et al. 2021, arXiv 2110.14168) in the official format {question, answer},
/// whose answer ends in <c>#### N</c>.</summary>
/// <param name="Id">The place of its row, from 0.</param>
/// <param name="Question">The problem.</param>
/// <param name="Rationale">The worked solution with its calculator marks.</param>
/// <param name="Gold">The number after <c>####</c>, commas dropped.</param>
public sealed partial record Gsm8kProblem(string Id, string Question, string Rationale, string Gold) : IProblem
{
    /// <inheritdoc/>
    public string Text => Question;

    /// <inheritdoc/>
    public IReadOnlyList<string> OtherNames => [Question, $"gsm8k-main-test-#{Id}"];

    /// <summary>The problems of a file; ZeroEval's result files and the graded solutions of the official repository
    /// hold them too.</summary>
    /// <exception cref="DataFileException">The file is missing or a row is not in the format.</exception>
    public static IEnumerable<IProblem> Read(string path) =>
        DataFile.Read(
            path,
            row =>
            {
                string field = row.FirstOf("answer", "ground_truth"),
                    rationale = row.Text(field);
                string? gold = Marked().Match(rationale) is { Success: true } mark
                    ? Plain(mark.Groups[1].Value)
                    : LastNumber(rationale);
                return gold is null
                    ? throw row.Wrong(field, "a solution that ends in \"#### \" and a number")
                    : (IProblem)new Gsm8kProblem($"{row.Line - 1}", row.Text("question"), rationale, gold);
            }
        );

    /// <summary>R1's directive; officially any prompt is allowed.</summary>
    public string Prompt(PromptStyle style) =>
        $"{Question}\nPlease reason step by step, and put your final answer within \\boxed{{}}.";

    /// <inheritdoc/>
    public Verdict Judge(Response response, CancellationToken cancellationToken = default)
    {
        string? answer = Extract(response.Text);
        bool right = answer is not null && Value(answer) == Value(Gold);
        return Verdict.Graded(
            answer,
            right ? 1 : 0,
            answer is null ? "no number was found"
                : right ? $"{answer} is right"
                : $"{answer} where {Gold} is right"
        );
    }

    /// <summary>Whether two answers are one number: 1000 and 1000.0 are one vote.</summary>
    public bool SameAnswer(string first, string second) =>
        first == second || (Value(first) is { } number && number == Value(second));

    /// <summary>
    /// The number that a response answers: after <c>####</c> (official, grade_school_math/dataset.py); in the field
    /// "answer" of JSON (ZeroEval); in the last box; else the last number of its last line, by which the official
    /// graded solutions ("A: 18") are judged.
    /// </summary>
    public static string? Extract(string response)
    {
        if (Marked().Matches(response) is { Count: > 0 } marks)
            return Plain(marks[^1].Groups[1].Value);
        if (ZeroEval.IsJson(response))
        {
            return
                ZeroEvalGrader.Answer(response) is { } field
                && Number().Match(field.Replace(",", "", StringComparison.Ordinal)) is { Success: true } first
                ? first.Value
                : null;
        }

        return Boxed().Matches(response) is { Count: > 0 } boxes && LastNumber(boxes[^1].Groups[1].Value) is { } boxed
            ? boxed
            : LastNumber(response);
    }

    private static string? LastNumber(string text)
    {
        string line = text.Trim();
        line = line[(line.LastIndexOf('\n') + 1)..].Replace(",", "", StringComparison.Ordinal);
        return Number().Matches(line) is { Count: > 0 } numbers ? numbers[^1].Value : null;
    }

    private static string Plain(string number) => number.Replace(",", "", StringComparison.Ordinal).TrimEnd('.');

    private static decimal? Value(string number) =>
        decimal.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal value) ? value : null;

    [GeneratedRegex(@"#### (\-?[0-9\.\,]+)", RegexOptions.CultureInvariant)]
    private static partial Regex Marked();

    [GeneratedRegex(@"-?\d+(?:\.\d+)?", RegexOptions.CultureInvariant | RegexOptions.ECMAScript)]
    private static partial Regex Number();

    [GeneratedRegex(@"\\boxed\{([^{}]*)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Boxed();
}
