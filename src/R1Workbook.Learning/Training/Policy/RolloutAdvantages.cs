using R1Workbook.Core.Grpo.Advantages;
using R1Workbook.Learning.Decoders;

namespace R1Workbook.Learning.Training.Policy;

/// <summary>From the rewards of a step to the advantages that its update learns from.</summary>
/// <param name="Rollouts">[B] Completions with their advantages.</param>
/// <param name="Values">[B][T] What the critic expected; null without a critic.</param>
/// <param name="Returns">[B][T] What it is to expect; null without a critic.</param>
public sealed record RolloutAdvantages(Rollout[] Rollouts, double[][]? Values = null, double[][]? Returns = null)
{
    /// <summary>The advantages of a step, by the estimator of the settings; by the critic, where there is
    /// one.</summary>
    /// <param name="rollouts">[B] Completions, group after group, without advantages.</param>
    /// <param name="rewards">[B]</param>
    /// <param name="settings">The estimator, its constants and the size of groups.</param>
    /// <param name="reference">The reference policy, for the KL divergence in the reward.</param>
    /// <param name="critic">The critic; null where there is none.</param>
    public static RolloutAdvantages Of(
        Rollout[] rollouts,
        double[] rewards,
        PolicyTrainingSettings settings,
        Decoder reference,
        Critic? critic = null
    )
    {
        ArgumentNullException.ThrowIfNull(rollouts);
        ArgumentNullException.ThrowIfNull(rewards);
        ArgumentNullException.ThrowIfNull(settings);
        bool[][] mask = [.. rollouts.Select(rollout => rollout.Own())]; // [B][T]
        int[] groups = RewardGroups.OfSize(rollouts.Length, settings.GroupSize);
        if (critic is not null)
        {
            CriticSettings how = settings.Critic!;
            double[][] values = critic.Values(rollouts); // [B][T]
            (double[][] advantages, double[][] returns) = GeneralizedAdvantage.Of(
                TokenReward(),
                values,
                mask,
                how.Discount,
                how.Lambda
            );
            return new RolloutAdvantages(EachToken(how.Whiten ? Whitened(advantages) : advantages), values, returns);
        }
        return new RolloutAdvantages(
            settings.Estimator switch
            {
                AdvantageEstimator.GroupRelative => Each(
                    GroupAdvantage.Of(rewards, settings.GroupSize, settings.Advantage)
                ),
                AdvantageEstimator.LeaveOneOut => Each(LeaveOneOut.Of(rewards, groups, LoneCompletion.Nothing)),
                AdvantageEstimator.LengthWeighted => Each(
                    OutcomeBaselines.LengthWeighted(rewards, [.. mask.Select(row => row.Count(kept => kept))], groups)
                ),
                AdvantageEstimator.Gpg => Each(OutcomeBaselines.Gpg(rewards, groups)),
                AdvantageEstimator.ReinforcePlusPlus => EachToken(Whitened(ToGo(TokenReward()))),
                AdvantageEstimator.ReinforcePlusPlusBaseline => EachToken(
                    ReinforcePlusPlus.WithBaseline(rewards, groups, mask)
                ),
                _ => throw new ArgumentOutOfRangeException(nameof(settings), settings.Estimator, "No such estimator."),
            }
        );

        Rollout[] Each(double[] advantages) =>
            [.. rollouts.Select((rollout, b) => rollout with { Advantage = advantages[b] })];

        Rollout[] EachToken(double[][] advantages) =>
            [
                .. rollouts.Select(
                    (rollout, b) =>
                        rollout with
                        {
                            TokenAdvantages = [.. advantages[b].Select((value, t) => mask[b][t] ? value : 0)],
                        }
                ),
            ];

        // One token alone has no variance to divide by.
        double[][] Whitened(double[][] values) =>
            mask.Sum(row => row.Count(kept => kept)) > 1 ? Whitening.Of(values, mask) : values;

        // As REINFORCE++ has it, but for tokens that a budget wrote in between: they are stepped over, and do not cut
        // the reward off from what stands before them.
        double[][] ToGo(double[][] tokens) =>
            GeneralizedAdvantage.Of(tokens, [.. tokens.Select(row => new double[row.Length])], mask).Returns;

        double[][] TokenReward()
        {
            double[][] tokens = TokenRewards.AtEnd(rewards, mask); // [B][T]
            if (settings.KlInReward == 0)
                return tokens;
            double[][] old =
            [
                .. rollouts.Select(rollout => rollout.Completion.LogProbs.Select(p => (double)p).ToArray()),
            ]; // [B][T]
            return TokenRewards.LessKl(
                tokens,
                old,
                RolloutPass.LogProbs(reference, rollouts, settings.Sampling.Temperature),
                mask,
                settings.KlInReward
            );
        }
    }
}
