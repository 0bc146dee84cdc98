using R1Workbook.Learning.Decoders;
using R1Workbook.Learning.Randomness;
using R1Workbook.Learning.Sampling;

namespace R1Workbook.Learning.Tasks.Countdown;

/// <summary>One problem, one response, what stands in it.</summary>
/// <param name="Problem">The problem.</param>
/// <param name="Completion">What the policy wrote.</param>
/// <param name="Trace">What the verifier read in it.</param>
public sealed record CountdownAnswer(CountdownProblem Problem, Completion Completion, CountdownTrace Trace)
{
    /// <summary>The response as text.</summary>
    public string Text => CountdownVocabulary.Decode(Completion.Tokens);
}

/// <summary>Lets a policy answer problems and reads the answers.</summary>
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
                    return new CountdownAnswer(problem, completion, CountdownVerifier.Read(problem, completion.Tokens));
                }
            ),
        ];
    }
}
