using R1Workbook.Core.Completions;
using R1Workbook.Core.Tasks;
using R1Workbook.Core.Verification;

namespace R1Workbook.Benchmarks.Sets.Math500;

/// <summary>One problem with what was answered and how it was judged.</summary>
/// <param name="Problem">The problem.</param>
/// <param name="Response">What the model wrote; null where there is nothing.</param>
/// <param name="Verdict">The judgement.</param>
public sealed record GradedProblem(Math500Problem Problem, Math500Response? Response, Verdict Verdict);

/// <summary>The score of a grading run.</summary>
/// <param name="Items">Every problem, in order. Several responses to a problem are several items.</param>
public sealed record Math500Score(IReadOnlyList<GradedProblem> Items)
{
    /// <summary>How many answers are right.</summary>
    public int Correct => Items.Count(item => item.Verdict.IsCorrect);

    /// <summary>The share of right answers; a missing response counts as wrong, as in the official grader.</summary>
    public double Accuracy => Items.Count == 0 ? double.NaN : (double)Correct / Items.Count;

    /// <summary>Problems without a response.</summary>
    public IReadOnlyList<string> Missing =>
        [.. Items.Where(item => item.Response is null).Select(item => item.Problem.Id)];

    /// <summary>Grades responses: the answer is read after the reasoning where there is any.</summary>
    /// <param name="problems">The problems.</param>
    /// <param name="responses">What the model wrote, in any order.</param>
    /// <exception cref="ArgumentException">A response belongs to no problem, or there are no problems.</exception>
    public static Math500Score Grade(IEnumerable<Math500Problem> problems, IEnumerable<Math500Response> responses)
    {
        ILookup<string, Math500Response> byId = responses.ToLookup(response => response.Id);
        Math500Problem[] all = [.. problems];
        if (all.Length == 0)
            throw new ArgumentException("There are no problems to grade.", nameof(problems));
        HashSet<string> known = [.. all.Select(problem => problem.Id)];
        if (byId.FirstOrDefault(group => !known.Contains(group.Key)) is { } stray)
        {
            throw new ArgumentException(
                $"Math500Response \"{stray.Key}\" belongs to no problem; ids look like \"{all[0].Id}\".",
                nameof(responses)
            );
        }

        return new Math500Score([
            .. all.SelectMany(problem =>
                byId.Contains(problem.Id)
                    ? byId[problem.Id].Select(response => Judge(problem, response))
                    : [Judge(problem, null)]
            ),
        ]);
    }

    private static GradedProblem Judge(Math500Problem problem, Math500Response? response) =>
        new(
            problem,
            response,
            response is null
                ? new Verdict(Outcome.Unverifiable, "there is no response")
                : MathVerifier.Verify(problem.Answer, ThinkAnswer.Parse(response.Text).Answer ?? response.Text)
        );
}
