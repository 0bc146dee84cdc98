using R1Workbook.Learning.Models;
using R1Workbook.Learning.Sampling;
using R1Workbook.Learning.Tasks;

namespace R1Workbook.Learning.Stages;

/// <summary>One row of the workbook's own version of the paper's table of stages (version 2, Table 3).</summary>
/// <param name="Stage">The stage whose model was asked.</param>
/// <param name="Figures">By name: those of <see cref="CountdownStatistics"/> at temperature 1, <c>greedy</c> (accuracy
/// at temperature 0), and those of <see cref="TranslationTask.Figures"/>.</param>
public sealed record StageRow(string Stage, IReadOnlyDictionary<string, double> Figures);

/// <summary>Asks the models of all stages the same held-out questions.</summary>
public static class StageEvaluation
{
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
        var figures = new Dictionary<string, double>();
        var sampling = new SamplingSettings();
        Judgement countdown = Ask(
            model,
            new CountdownTask(new RuleWeights()),
            problems,
            sampling,
            seed,
            cancellationToken
        );
        foreach ((string name, double value) in countdown.Figures)
            figures[name] = value;
        figures["greedy"] = Ask(
            model,
            new CountdownTask(new RuleWeights()),
            problems,
            sampling with
            {
                Temperature = 0,
            },
            seed,
            cancellationToken
        ).Figures["accuracy"];
        foreach (
            (string name, double value) in Ask(
                model,
                new TranslationTask(),
                problems,
                sampling,
                seed,
                cancellationToken
            ).Figures
        )
        {
            figures[name] = value;
        }

        return new StageRow(stage, figures.Where(figure => double.IsFinite(figure.Value)).ToDictionary());
    }

    private static Judgement Ask(
        Decoder model,
        IPolicyTask task,
        int count,
        SamplingSettings sampling,
        Seed seed,
        CancellationToken cancellationToken
    ) => HeldOutEvaluation.Of(model, task, count, sampling, seed, seed.For("answers"), 0, cancellationToken).Judgement;
}
