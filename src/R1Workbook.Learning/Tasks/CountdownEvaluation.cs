using R1Workbook.Learning.Models;
using R1Workbook.Learning.Sampling;

namespace R1Workbook.Learning.Tasks;

/// <summary>One problem, one response, one verdict.</summary>
/// <param name="Problem">The problem.</param>
/// <param name="Completion">What the policy wrote.</param>
/// <param name="Verdict">What the verifier found.</param>
public sealed record CountdownAnswer(CountdownProblem Problem, Completion Completion, CountdownVerdict Verdict)
{
    /// <summary>The response as text.</summary>
    public string Text => CountdownVocabulary.Decode(Completion.Tokens);
}

/// <summary>Lets a policy answer problems and judges the answers.</summary>
public static class CountdownEvaluation
{
    /// <summary>Answers each problem.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="problems">[Q] Problems.</param>
    /// <param name="groupSize">Answers a problem, G.</param>
    /// <param name="settings">How they are sampled.</param>
    /// <param name="seed">The source of randomness.</param>
    /// <param name="cancellationToken">Stops between two tokens.</param>
    /// <returns>[Q G] Answers, group after group.</returns>
    public static CountdownAnswer[] Answer(
        Decoder policy,
        IReadOnlyList<CountdownProblem> problems,
        int groupSize,
        SamplingSettings settings,
        Seed seed,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(problems);
        Completion[] completions = Sampler.Draw(
            policy,
            [.. problems.Select(problem => problem.Prompt())],
            groupSize,
            settings,
            seed,
            cancellationToken
        );
        return
        [
            .. completions.Select(
                (completion, i) =>
                {
                    CountdownProblem problem = problems[i / groupSize];
                    return new CountdownAnswer(
                        problem,
                        completion,
                        CountdownVerifier.Judge(problem, completion.Tokens)
                    );
                }
            ),
        ];
    }
}
