using R1Workbook.Learning.Sampling;

namespace R1Workbook.Learning.Tasks;

/// <summary>What a policy's answers earned, and what they say about it.</summary>
/// <param name="Rewards">[B] The reward of each answer.</param>
/// <param name="Correct">[B] Whether its verifier found it right.</param>
/// <param name="Figures">Means by name; NaN where nothing was measured.</param>
public sealed record Judgement(double[] Rewards, bool[] Correct, Dictionary<string, double> Figures);

/// <summary>What a policy is trained on: problems, and rewards for its answers.</summary>
public interface IPolicyTask
{
    /// <summary>Draws a problem to train on.</summary>
    /// <param name="random">The source of randomness.</param>
    /// <param name="step">The step it is drawn for: some problems may begin late.</param>
    /// <returns>A problem that is not held out.</returns>
    IProblem Draw(Random random, int step);

    /// <summary>Problems that are never trained on.</summary>
    /// <param name="count">How many.</param>
    /// <param name="seed">Seed of the draw.</param>
    /// <returns>[count] The same for the same seed.</returns>
    IReadOnlyList<IProblem> HeldOut(int count, int seed);

    /// <summary>Judges answers.</summary>
    /// <param name="problems">[B] What was asked.</param>
    /// <param name="completions">[B] What the policy wrote.</param>
    /// <param name="step">The step they were drawn at: a reward may begin late.</param>
    /// <returns>Rewards and figures.</returns>
    Judgement Judge(IReadOnlyList<IProblem> problems, IReadOnlyList<Completion> completions, int step);
}
