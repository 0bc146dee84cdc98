using R1Workbook.Learning.Models;
using R1Workbook.Learning.Sampling;

namespace R1Workbook.Learning.Tasks;

/// <summary>A policy's answers to the held-out problems of a task, one completion each.</summary>
/// <param name="Problems">[B] What was asked.</param>
/// <param name="Completions">[B] What the policy wrote.</param>
/// <param name="Judgement">What that earned.</param>
public sealed record HeldOutEvaluation(IReadOnlyList<IProblem> Problems, Completion[] Completions, Judgement Judgement)
{
    /// <summary>Asks a policy.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="task">What is asked.</param>
    /// <param name="count">How many problems.</param>
    /// <param name="sampling">How completions are drawn.</param>
    /// <param name="seed">The seed of the run: it alone decides the problems, so that a curve moves because the policy
    /// does.</param>
    /// <param name="answers">The seed of the completions.</param>
    /// <param name="step">The step of the policy.</param>
    /// <param name="cancellationToken">Stops between two tokens.</param>
    /// <returns>Problems, completions and what they earned.</returns>
    public static HeldOutEvaluation Of(
        Decoder policy,
        IPolicyTask task,
        int count,
        SamplingSettings sampling,
        Seed seed,
        Seed answers,
        int step,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(task);
        IReadOnlyList<IProblem> problems = task.HeldOut(count, (int)(uint)seed.For("held-out").Value);
        Completion[] completions = Sampler.Draw(
            policy,
            [.. problems.Select(problem => problem.Prompt())],
            1,
            sampling,
            answers,
            cancellationToken
        );
        return new HeldOutEvaluation(problems, completions, task.Judge(problems, completions, step));
    }
}
