using System.Text.Json.Serialization;
using R1Workbook.Core.Grpo;
using R1Workbook.Core.Grpo.Advantages;
using R1Workbook.Core.Grpo.Losses;
using R1Workbook.Core.Rewards;
using R1Workbook.Core.Rewards.Recipes;
using R1Workbook.Learning.Sampling;
using R1Workbook.Learning.Training.Optimiser;

namespace R1Workbook.Learning.Training.Policy;

/// <summary>How a policy is trained by rewards. The defaults are those of R1-Zero in miniature; the paper's numbers
/// stand beside them. Options that are off are not written into run records, so that records from before they existed
/// are still the same run.</summary>
public record PolicyTrainingSettings
{
    /// <summary>GRPO steps. (R1-Zero: 10,400; version 2 of the paper, section 2.1.)</summary>
    public int Steps { get; init; } = 60;

    /// <summary>Prompts a step. (R1-Zero: 32; version 2, section 2.1.)</summary>
    public int Prompts { get; init; } = 32;

    /// <summary>The rewards of the catalogue and their weights. (R1-Zero: accuracy and format, added with equal
    /// weights; version 2 of the paper, equation 4.)</summary>
    public IReadOnlyList<RewardWeight> Rewards { get; init; } = [new("accuracy"), new("format", 0.2)];

    /// <summary>The entries among which <see cref="Rewards"/> are found; those of the Core library where null. No part
    /// of the record: the names are.</summary>
    [JsonIgnore]
    public IReadOnlyList<RewardEntry>? Catalogue { get; init; }

    /// <summary>Completions a prompt, G. (R1-Zero: 16.)</summary>
    public int GroupSize { get; init; } = 16;

    /// <summary>How completions are drawn. (R1-Zero: temperature 1.)</summary>
    public SamplingSettings Sampling { get; init; } = new();

    /// <summary>Updates that the completions of a step are divided into. (R1-Zero: 16 for the 8192 completions of a
    /// rollout.)</summary>
    public int MiniBatches { get; init; } = 2;

    /// <summary>The loss. KL coefficient 0.001 as R1-Zero; token losses are summed over a constant, as in Dr.
    /// GRPO.</summary>
    public GrpoSettings Loss { get; init; } =
        new()
        {
            KlCoefficient = 0.001,
            Aggregation = LossAggregation.Constant,
            MaxCompletionLength = 110,
        };

    /// <summary>By what advantages are divided.</summary>
    public AdvantageScale Advantage { get; init; } = AdvantageScale.None;

    /// <summary>How rewards become advantages; a critic has its own way.</summary>
    public AdvantageEstimator Estimator { get; init; }

    /// <summary>A critic, which makes this PPO: advantages by generalized advantage estimation. GRPO, and the default,
    /// has none.</summary>
    public CriticSettings? Critic { get; init; }

    /// <summary>β of the KL divergence in the reward of each token, as PPO and REINFORCE++ have it; other estimators
    /// have it in the loss alone.</summary>
    public double KlInReward { get; init; }

    /// <summary>Corrects for a sampler whose probabilities are not the trainer's; not at all where null: here they are
    /// the same.</summary>
    public SamplerCorrectionSettings? SamplerCorrection { get; init; }

    /// <summary>The optimiser. (R1-Zero: learning rate 3e-6 for 671 billion parameters.)</summary>
    public AdamWSettings Optimizer { get; init; } =
        new()
        {
            LearningRate = 5e-4,
            Beta2 = 0.95,
            WeightDecay = 0,
        };

    /// <summary>
    /// Rollouts that a step may draw until all its groups teach something: groups whose rewards are all equal are drawn
    /// again. 1 is plain GRPO; more is the dynamic sampling of DAPO (Yu et al. 2025, arXiv 2503.14476, section 3.2).
    /// </summary>
    public int MostRollouts { get; init; } = 1;

    /// <summary>Steps after which the reference policy follows the policy. (R1-Zero: 400.)</summary>
    public int ReferenceEvery { get; init; } = 400;

    /// <summary>How far it follows: 1 becomes the policy, less mixes weights (1 every step with 0.01, say, is an
    /// exponential moving average).</summary>
    public double ReferenceMix { get; init; } = 1;

    /// <summary>Steps between two evaluations on held-out problems.</summary>
    public int EvaluateEvery { get; init; } = 10;

    /// <summary>Held-out problems of an evaluation, one completion each.</summary>
    public int HeldOut { get; init; } = 512;

    /// <summary>Steps between two checkpoints.</summary>
    public int CheckpointEvery { get; init; } = 5;

    /// <summary>The same settings, so small that every line runs in seconds and nothing is learned.</summary>
    /// <typeparam name="T">The settings of a stage.</typeparam>
    /// <param name="settings">The settings.</param>
    /// <returns>A copy.</returns>
    public static T Smoke<T>(T settings)
        where T : PolicyTrainingSettings =>
        settings with
        {
            Steps = 2,
            Prompts = 4,
            GroupSize = 4,
            EvaluateEvery = 1,
            HeldOut = 32,
            CheckpointEvery = 1,
        };
}
