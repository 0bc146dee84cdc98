using System.Globalization;
using System.Text.RegularExpressions;
using R1Workbook.Benchmarks.Files;
using R1Workbook.Core.Tasks;
using R1Workbook.Core.Verification;

namespace R1Workbook.Benchmarks.Sets.Aime2024;

/// <summary>A problem of the American Invitational Mathematics Examination: the answer is a whole number from 0 to
/// 999.</summary>
/// <param name="Id">Its id: the file's, or the place of its row from 0.</param>
/// <param name="Problem">The problem.</param>
/// <param name="Answer">The right answer.</param>
/// <remarks>Thirty problems: one of them is 3.3 points.</remarks>
public sealed partial record AimeProblem(string Id, string Problem, int Answer) : IProblem
{
    private const string Directive = "\nPlease reason step by step, and put your final answer within \\boxed{}.";

    /// <inheritdoc/>
    public string Text => Problem;

    /// <inheritdoc/>
    public IReadOnlyList<string> OtherNames => [Problem, Problem + Directive];

    /// <summary>The files in use: {problem, answer}, with answers such as "025" or 25, and QwQ's {prompt, answer},
    /// whose prompt ends in the directive.</summary>
    /// <exception cref="DataFileException">The file is missing, or an answer is no whole number from 0 to
    /// 999.</exception>
    public static IEnumerable<IProblem> Read(string path) =>
        DataFile.Read(
            path,
            row =>
            {
                string problem = row.Text(row.FirstOf("problem", "question", "prompt", "Problem"));
                if (problem.EndsWith(Directive, StringComparison.Ordinal))
                    problem = problem[..^Directive.Length];
                string name = row.FirstOf("answer", "Answer");
                return Whole(row.Id(name)) is { } answer
                    ? (IProblem)new AimeProblem(row.IsGiven("id") ? row.Id("id") : $"{row.Line - 1}", problem, answer)
                    : throw row.Wrong(name, "a whole number from 0 to 999");
            }
        );

    /// <summary>The directive that DeepSeek recommends (README of deepseek-ai/DeepSeek-R1, usage).</summary>
    public string Prompt(PromptStyle style) => Problem + Directive;

    /// <inheritdoc/>
    public Verdict Judge(Response response, CancellationToken cancellationToken = default)
    {
        Verdict verdict = MathVerifier.Verify(Answer.ToString(CultureInfo.InvariantCulture), response.Text);
        string? said = string.IsNullOrEmpty(verdict.Answer) ? null : verdict.Answer;
        // Votes count by value: 025 and 25 are one answer.
        string? vote =
            said is not null && Whole(said) is { } number ? number.ToString(CultureInfo.InvariantCulture) : said;
        bool right = verdict.IsCorrect || vote == Answer.ToString(CultureInfo.InvariantCulture);
        return Verdict.Graded(
            right ? Answer.ToString(CultureInfo.InvariantCulture) : vote,
            right ? 1 : 0,
            verdict.Reason
        );
    }

    private static int? Whole(string text) =>
        Integer().IsMatch(text) ? int.Parse(text.Trim(), CultureInfo.InvariantCulture) : null;

    [GeneratedRegex(@"^\s*0*[0-9]{1,3}\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex Integer();
}
