using R1Workbook.Core.Rewards;
using R1Workbook.Learning.Decoders;
using R1Workbook.Learning.Files;
using R1Workbook.Learning.Randomness;
using R1Workbook.Learning.Sampling;
using R1Workbook.Learning.Tasks.Alignment;
using R1Workbook.Learning.Tasks.Translation;
using R1Workbook.Learning.Training.Policy;
using R1Workbook.Learning.Training.Preferences;
using R1Workbook.Learning.Training.Runs;

namespace R1Workbook.Learning.Stages;

/// <summary>Reinforcement learning for all scenarios, Dev3 to R1 (version 1 of the paper, section 2.3.4; version 2,
/// sections 3.1 and 3.2.2).</summary>
public static class AlignmentStage
{
    /// <summary>The stage's name in run records.</summary>
    public const string Name = "alignment";

    /// <summary>The name of the preference model's record.</summary>
    public const string PreferenceName = "preference-model";

    /// <summary>The name of the safety model's record.</summary>
    public const string SafetyName = "safety-model";

    /// <summary>Trains the preference model on the raters' choices between summaries, without chains of
    /// thought.</summary>
    /// <param name="folder">Where the record is written.</param>
    /// <param name="dev3">The model whose answers are rated and from which the reward model starts; unchanged.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="progress">Gets each line of the record.</param>
    /// <param name="cancellationToken">Stops between two updates; the same call goes on later.</param>
    /// <returns>The record.</returns>
    /// <exception cref="RunRecordException">The folder holds another run.</exception>
    public static RunRecord TrainPreferenceModel(
        string folder,
        Decoder dev3,
        AlignmentSettings settings,
        Seed seed,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(settings);
        PreferencePair[] pairs = Raters.Compare(
            dev3,
            settings.Raters,
            settings.Sampling with
            {
                Temperature = 1,
            },
            seed.For("raters"),
            cancellationToken
        );
        return RewardModelTraining.OnPairs(
            folder,
            PreferenceName,
            dev3,
            pairs,
            settings.PreferenceModel,
            seed,
            progress,
            cancellationToken
        );
    }

    /// <summary>Trains the safety model on whole responses that raters called harmless or not.</summary>
    /// <param name="folder">Where the record is written.</param>
    /// <param name="dev3">The model whose answers are rated and from which the safety model starts; unchanged.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="progress">Gets each line of the record.</param>
    /// <param name="cancellationToken">Stops between two updates; the same call goes on later.</param>
    /// <returns>The record.</returns>
    /// <exception cref="RunRecordException">The folder holds another run.</exception>
    public static RunRecord TrainSafetyModel(
        string folder,
        Decoder dev3,
        AlignmentSettings settings,
        Seed seed,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(settings);
        LabelledText[] texts = Raters.Label(
            dev3,
            settings.Raters,
            settings.Sampling with
            {
                Temperature = 1,
            },
            seed.For("safety"),
            cancellationToken
        );
        return RewardModelTraining.OnTexts(
            folder,
            SafetyName,
            dev3,
            texts,
            settings.SafetyModel,
            seed,
            progress,
            cancellationToken
        );
    }

    /// <summary>Aligns a policy, or goes on where the folder holds an unfinished run of the same settings.</summary>
    /// <param name="folder">Where the record is written.</param>
    /// <param name="dev3">The fine-tuned model; unchanged.</param>
    /// <param name="preference">The preference model's record.</param>
    /// <param name="safety">The safety model's record.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="progress">Told after each step.</param>
    /// <param name="cancellationToken">Stops between two steps; the same call goes on later.</param>
    /// <returns>The record. Beside the rules' figures: <c>reward_helpfulness</c> is what the preference model says,
    /// <c>helpfulness</c> the truth.</returns>
    /// <exception cref="RunRecordException">The folder holds another run.</exception>
    public static RunRecord Train(
        string folder,
        Decoder dev3,
        RunRecord preference,
        RunRecord safety,
        AlignmentSettings settings,
        Seed seed,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(preference);
        ArgumentNullException.ThrowIfNull(safety);
        ArgumentNullException.ThrowIfNull(settings);
        using ScoredDecoder helpful = ScoredDecoderFile.Load(preference.ModelPath, dev3.Placement),
            harmless = ScoredDecoderFile.Load(safety.ModelPath, dev3.Placement);
        IReadOnlyList<RewardEntry> models = AlignmentModels.Entries(
            AlignmentModels.Preference(helpful, Scale(helpful, dev3, settings, seed, cancellationToken)),
            AlignmentModels.Safety(harmless)
        );
        IReadOnlyList<RewardEntry> entries =
        [
            .. models,
            .. (settings.Catalogue ?? RewardCatalogue.All).Where(entry =>
                models.All(model => model.Name != entry.Name)
            ),
        ];
        return PolicyTraining.Run(
            folder,
            Name,
            dev3,
            new AlignmentTask(settings.GeneralShare, settings.GeneralFrom),
            settings with
            {
                Catalogue = entries,
            },
            seed,
            new { Preference = helpful.Fingerprint(), Safety = harmless.Fingerprint() },
            progress,
            cancellationToken
        );
    }

    private static ScoreScale Scale(
        ScoredDecoder model,
        Decoder policy,
        AlignmentSettings settings,
        Seed seed,
        CancellationToken cancellationToken
    )
    {
        Random random = seed.For("scale").Source();
        TranslationProblem[] requests = [.. Enumerable.Range(0, 512).Select(_ => TranslationProblem.Draw(random))];
        Completion[] answers = Sampler.Draw(
            policy,
            [.. requests.Select(request => request.Prompt())],
            1,
            settings.Sampling,
            seed.For("scale"),
            cancellationToken
        );
        double[] scores =
        [
            .. model
                .Score([
                    .. requests.Zip(answers, (request, answer) => AlignmentModels.SummaryText(request, answer.Tokens)),
                ])
                .Select(score => (double)score),
        ];
        double mean = scores.Average(),
            deviation = Math.Sqrt(scores.Average(score => (score - mean) * (score - mean)));
        // A model that likes everything equally well has nothing to say; its scores are left as they are.
        return new ScoreScale(mean, deviation > 1e-6 ? deviation : 1);
    }
}
