using R1Workbook.Core.Tasks;
using R1Workbook.Learning.Decoders;
using R1Workbook.Learning.Randomness;
using R1Workbook.Learning.Sampling;

namespace R1Workbook.Learning.Training.Runs;

/// <summary>A policy's responses to the held-out problems of a task, one each, and their verdicts.</summary>
/// <param name="Problems">[B] What was asked.</param>
/// <param name="Responses">[B] What the policy wrote.</param>
/// <param name="Verdicts">[B] How it was judged.</param>
public sealed record HeldOutEvaluation(
    IReadOnlyList<IProblem> Problems,
    IReadOnlyList<Response> Responses,
    IReadOnlyList<Verdict> Verdicts
)
{
    /// <summary>The means of what the verdicts measured.</summary>
    public Measurements Measured => Measurements.Of(Verdicts);

    /// <summary>Asks a policy.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="task">What is asked.</param>
    /// <param name="count">How many problems.</param>
    /// <param name="sampling">How completions are drawn.</param>
    /// <param name="seed">The seed of the run: it alone decides the problems, so that a curve moves because the policy
    /// does.</param>
    /// <param name="answers">The seed of the completions.</param>
    /// <param name="cancellationToken">Stops between two tokens.</param>
    public static HeldOutEvaluation Of(
        Decoder policy,
        ITask task,
        int count,
        SamplingSettings sampling,
        Seed seed,
        Seed answers,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(task);
        IReadOnlyList<IProblem> problems = task.HeldOut(count, (int)(uint)seed.For("held-out").Value);
        Completion[] completions = Sampler.Draw(
            policy,
            [.. problems.Select(task.Prompt)],
            1,
            sampling,
            answers,
            cancellationToken
        );
        Response[] responses = [.. completions.Select(drawn => task.Respond(drawn.Tokens))];
        return new HeldOutEvaluation(
            problems,
            responses,
            [.. problems.Zip(responses, (problem, response) => task.Judge(problem, response, cancellationToken))]
        );
    }
}
