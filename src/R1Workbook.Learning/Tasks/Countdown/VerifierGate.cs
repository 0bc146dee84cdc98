using R1Workbook.Learning.Decoders;
using R1Workbook.Learning.Randomness;
using R1Workbook.Learning.Sampling;

namespace R1Workbook.Learning.Tasks.Countdown;

/// <summary>
/// Whether a base model can tell a right try from a wrong one. Reinforcement learning amplifies what a model samples; a
/// base whose "yes" means nothing has nothing to amplify, and no run from such a base was seen to take off.
/// </summary>
/// <param name="RightWhenYes">P(right | the last verdict is "yes").</param>
/// <param name="RightWhenNo">P(right | the search was given up after a "no").</param>
/// <param name="RightWhenGuessed">P(right | no verdict at all).</param>
/// <param name="Yes">Responses that said yes.</param>
/// <param name="Responses">Responses in all.</param>
public sealed record VerifierGate(
    double RightWhenYes,
    double RightWhenNo,
    double RightWhenGuessed,
    int Yes,
    int Responses
)
{
    /// <summary>What <see cref="RightWhenYes"/> has to exceed. Bases that took off lay at 0.69 and above, those without
    /// a verifier at 0.24 and below.</summary>
    public const double Threshold = 0.6;

    /// <summary>Whether reinforcement learning may start. At least 20 responses have to say yes.</summary>
    public bool Passed => Yes >= 20 && RightWhenYes > Threshold;

    /// <summary>Measures a base model on problems of the training split.</summary>
    /// <param name="model">The base model.</param>
    /// <param name="settings">How it is sampled.</param>
    /// <param name="seed">The source of randomness.</param>
    /// <param name="problems">How many problems, one response each.</param>
    /// <param name="cancellationToken">Stops between two tokens.</param>
    /// <returns>The gate.</returns>
    public static VerifierGate Measure(
        Decoder model,
        SamplingSettings settings,
        Seed seed,
        int problems = 4096,
        CancellationToken cancellationToken = default
    )
    {
        Random random = seed.For("problems").Source();
        CountdownProblem[] drawn = [.. Enumerable.Range(0, problems).Select(_ => CountdownSplit.Draw(random))];
        ILookup<FinalVerdict, CountdownTrace> verdicts = CountdownEvaluation
            .Answer(model, drawn, 1, settings, seed, cancellationToken)
            .Select(answer => answer.Trace)
            .ToLookup(verdict => verdict.Verdict);
        double Right(FinalVerdict final) =>
            verdicts[final].Any() ? verdicts[final].Average(verdict => verdict.AnswerSolves ? 1 : 0) : double.NaN;
        return new VerifierGate(
            Right(FinalVerdict.SaidYes),
            Right(FinalVerdict.GaveUp),
            Right(FinalVerdict.Guess),
            verdicts[FinalVerdict.SaidYes].Count(),
            problems
        );
    }
}
