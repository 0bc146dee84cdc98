using R1Workbook.Core.Tasks;
using R1Workbook.Learning.Decoders;
using R1Workbook.Learning.Randomness;
using R1Workbook.Learning.Sampling;
using R1Workbook.Learning.Tasks.Countdown;
using R1Workbook.Learning.Tasks.Translation;
using R1Workbook.Learning.Training.Runs;

namespace R1Workbook.Learning.Stages;

/// <summary>One row of the workbook's own version of the paper's table of stages (version 2, Table 3).</summary>
/// <param name="Stage">The stage whose model was asked.</param>
/// <param name="Figures">By name: those of <see cref="CountdownMeasures"/> at temperature 1, <c>greedy</c> (accuracy
/// at temperature 0), and those of <see cref="TranslationMeasures"/>.</param>
public sealed record StageRow(string Stage, IReadOnlyDictionary<string, double> Figures);

/// <summary>Asks the models of all stages the same held-out questions.</summary>
public static class StageEvaluation
{
    /// <summary>Accuracy at temperature 0.</summary>
    public const string Greedy = "greedy";

    /// <summary>Evaluates one model.</summary>
    /// <param name="stage">Its name in the table.</param>
    /// <param name="model">The model.</param>
    /// <param name="problems">Held-out problems of each task.</param>
    /// <param name="seed">The source of randomness; the same for all rows that are compared.</param>
    /// <param name="cancellationToken">Stops between two tokens.</param>
    /// <returns>The row. Figures that nothing was measured for are left out.</returns>
    public static StageRow Of(
        string stage,
        Decoder model,
        int problems,
        Seed seed,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(model);
        var sampling = new SamplingSettings();
        Measurements Ask(ITask task, SamplingSettings how) =>
            HeldOutEvaluation.Of(model, task, problems, how, seed, seed.For("answers"), cancellationToken).Measured;
        Measurements measured = Ask(new CountdownTask(), sampling)
            .With(Greedy, Ask(new CountdownTask(), sampling with { Temperature = 0 })[CountdownMeasures.Accuracy])
            .With(Ask(new TranslationTask(), sampling));
        return new StageRow(stage, measured.Where(figure => double.IsFinite(figure.Value)).ToDictionary());
    }
}
