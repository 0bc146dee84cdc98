using R1Workbook.Core.Tasks;
using R1Workbook.Learning.Training.Runs;

namespace R1Workbook.Learning.Training.Policy;

/// <summary>What is recorded of a step of policy training.</summary>
internal static class StepMeasurements
{
    /// <summary>The measurements of a step, without its times.</summary>
    /// <param name="batch">What was drawn.</param>
    /// <param name="update">What the update found.</param>
    /// <param name="critic">What the critic's update found; null without a critic.</param>
    /// <param name="settings">The settings: options that are off are not measured.</param>
    public static Measurements Of(
        RolloutBatch batch,
        GrpoUpdateResult update,
        CriticResult? critic,
        PolicyTrainingSettings settings
    )
    {
        Measurements values = batch
            .Measured.With(TrainingMeasures.EvenGroups, batch.EvenGroups)
            .With(TrainingMeasures.Entropy, Entropy(batch))
            .With(TrainingMeasures.Loss, update.Loss)
            .With(TrainingMeasures.Kl, update.Kl)
            .With(TrainingMeasures.GradientNorm, update.GradientNorm)
            .With(TrainingMeasures.ClippedLow, update.ClippedLow)
            .With(TrainingMeasures.ClippedHigh, update.ClippedHigh)
            .With(TrainingMeasures.SamplerMismatch, update.SamplerMismatch)
            .With(TrainingMeasures.Trained, update.TrainedShare)
            .With(TrainingMeasures.Effective, update.EffectiveShare);
        if (settings.MostRollouts > 1)
            values = values.With(TrainingMeasures.Rollouts, batch.Rollouts);
        if (settings.SamplerCorrection is not null)
            values = values.With(TrainingMeasures.SamplerWeight, update.SamplerWeight);
        if (critic is null)
            return values;
        values = values
            .With(TrainingMeasures.ValueLoss, critic.Loss)
            .With(TrainingMeasures.ValueClipped, critic.ClippedShare);
        return double.IsFinite(critic.ExplainedVariance)
            ? values.With(TrainingMeasures.ValueExplained, critic.ExplainedVariance)
            : values;
    }

    // The mean surprise at one's own tokens estimates the entropy without bias.
    private static double Entropy(RolloutBatch batch) =>
        -batch.Completions.Sum(judged => judged.Completion.LogProbs.Sum(p => (double)p))
        / Math.Max(1, batch.Completions.Sum(judged => judged.Completion.Tokens.Length));
}
