using R1Workbook.Learning.Sampling;
using R1Workbook.Learning.Tasks.Alignment;
using R1Workbook.Learning.Tasks.Countdown;
using R1Workbook.Learning.Tasks.Translation;
using R1Workbook.Learning.Training.Policy;
using R1Workbook.Learning.Training.Preferences;

namespace R1Workbook.Learning.Stages;

/// <summary>How a model is aligned.</summary>
public sealed record AlignmentSettings : PolicyTrainingSettings
{
    /// <summary>Settings with the defaults of this stage. (The paper: temperature 0.7, 1700 steps, preferences in the
    /// last 400; version 2, section 3.2.2.)</summary>
    public AlignmentSettings()
    {
        Steps = 40;
        Sampling = new SamplingSettings { Temperature = 0.7 };
        Rewards =
        [
            new(AlignmentModels.Helpfulness, 0.5) { Kind = TranslationTask.Kind },
            new(AlignmentModels.Harmlessness) { Kind = TranslationTask.Kind },
            new("accuracy") { Kind = CountdownTask.Kind },
            new("format", 0.2),
            new("language_consistency", 0.2) { Kind = CountdownTask.Kind },
        ];
    }

    /// <summary>Share of prompts that are general, once they begin.</summary>
    public double GeneralShare { get; init; } = 0.5;

    /// <summary>
    /// The first step with general prompts and so with preference rewards: the last quarter, as in the paper, which
    /// brings them in for the last 400 of 1,700 steps only, because a longer training on preferences led to reward
    /// hacking (version 2, section 3.2.2).
    /// </summary>
    public int GeneralFrom { get; init; } = 31;

    /// <summary>How the raters behave.</summary>
    public RaterSettings Raters { get; init; } = new();

    /// <summary>How the preference model is trained.</summary>
    public RewardModelSettings PreferenceModel { get; init; } = new() { Steps = 1000, RecordEvery = 50 };

    /// <summary>How the safety model is trained.</summary>
    public RewardModelSettings SafetyModel { get; init; } = new();

    /// <summary>The settings of a scale.</summary>
    /// <param name="scale">The scale.</param>
    public static AlignmentSettings Of(Scale scale) =>
        scale == Scale.Smoke
            ? Smoke(
                new AlignmentSettings
                {
                    GeneralFrom = 2,
                    Raters = new RaterSettings
                    {
                        Pairs = 16,
                        Texts = 16,
                        MostSampled = 4096,
                    },
                    PreferenceModel = new RewardModelSettings
                    {
                        Steps = 2,
                        BatchSize = 4,
                        RecordEvery = 1,
                    },
                    SafetyModel = new RewardModelSettings
                    {
                        Steps = 2,
                        BatchSize = 4,
                        RecordEvery = 1,
                    },
                }
            )
            : new AlignmentSettings();
}
