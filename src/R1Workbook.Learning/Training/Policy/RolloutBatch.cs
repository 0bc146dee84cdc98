using R1Workbook.Core.Grpo.Advantages;
using R1Workbook.Core.Rewards;
using R1Workbook.Core.Rewards.Recipes;
using R1Workbook.Core.Tasks;
using R1Workbook.Learning.Decoders;
using R1Workbook.Learning.Randomness;
using R1Workbook.Learning.Sampling;
using R1Workbook.Learning.Training.Runs;

namespace R1Workbook.Learning.Training.Policy;

/// <summary>One completion with all that is known about it.</summary>
/// <param name="Problem">What was asked.</param>
/// <param name="Prompt">[P] The prompt.</param>
/// <param name="Completion">What the policy wrote.</param>
/// <param name="Verdict">How the task judged it.</param>
/// <param name="Reward">What the recipe gave it.</param>
public sealed record JudgedCompletion(
    IProblem Problem,
    int[] Prompt,
    Completion Completion,
    Verdict Verdict,
    CombinedReward Reward
)
{
    /// <summary>The reward; NaN where nothing could score the completion.</summary>
    public double Value => Reward.Total ?? double.NaN;
}

/// <summary>The completions of a step.</summary>
/// <param name="Completions">[Q G] Group after group.</param>
/// <param name="EvenGroups">Share of the drawn groups whose rewards are all equal.</param>
/// <param name="Rollouts">How often completions were drawn.</param>
public sealed record RolloutBatch(IReadOnlyList<JudgedCompletion> Completions, double EvenGroups, int Rollouts)
{
    /// <summary>[Q G] The rewards.</summary>
    public double[] Rewards => [.. Completions.Select(completion => completion.Value)];

    /// <summary>The means of what verdicts measured, of the rewards, and of each part of the recipe.</summary>
    public Measurements Measured =>
        WithRewards(
            Measurements.Of(Completions.Select(completion => completion.Verdict)),
            [.. Completions.Select(completion => completion.Reward)]
        );

    /// <summary>Draws the completions of a step. Groups whose rewards are all equal teach nothing; where another
    /// rollout is allowed their place is offered to others.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="task">What is asked.</param>
    /// <param name="recipe">What is rewarded.</param>
    /// <param name="settings">How many prompts and completions, and how they are drawn.</param>
    /// <param name="step">The step.</param>
    /// <param name="seed">The seed of the step.</param>
    /// <param name="cancellationToken">Stops between two tokens, or while rewards are waited for.</param>
    public static RolloutBatch Draw(
        Decoder policy,
        ITask task,
        RewardRecipe recipe,
        PolicyTrainingSettings settings,
        int step,
        Seed seed,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(settings);
        Random random = seed.For("prompts").Source();
        List<JudgedCompletion> kept = []; // [Q G]
        int drawn = 0,
            even = 0;
        for (int rollout = 0; ; rollout++)
        {
            int wanted = settings.Prompts - kept.Count / settings.GroupSize;
            IProblem[] asked = [.. Enumerable.Range(0, wanted).Select(_ => task.Draw(random, step))]; // [Q]
            int[][] prompts = [.. asked.Select(task.Prompt)]; // [Q][P]
            Completion[] answered = Sampler.Draw(
                policy,
                prompts,
                settings.GroupSize,
                settings.Sampling,
                seed.For("rollout", rollout),
                cancellationToken
            ); // [Q G]
            JudgedCompletion[] judged = Judge(
                task,
                recipe,
                asked,
                prompts,
                answered,
                settings.GroupSize,
                cancellationToken
            );
            bool last = rollout + 1 >= settings.MostRollouts;
            foreach (JudgedCompletion[] group in judged.Chunk(settings.GroupSize))
            {
                bool teaches = DynamicSampling.Teaches([.. group.Select(completion => completion.Value)]);
                drawn++;
                even += teaches ? 0 : 1;
                if (last || teaches)
                    kept.AddRange(group);
            }

            if (last || kept.Count == settings.Prompts * settings.GroupSize)
                return new RolloutBatch(kept, (double)even / drawn, rollout + 1);
        }
    }

    /// <summary>Checks that every completion has a reward. Only group-relative advantages can leave one out: the other
    /// estimators and a critic would compute with a value that is not a number.</summary>
    /// <param name="task">Writes the completion as text.</param>
    /// <param name="estimator">What needs the rewards, for the message.</param>
    /// <exception cref="TrainingException">A completion has none; the message names it and its prompt.</exception>
    internal void RequireRewards(ITask task, string estimator)
    {
        if (Completions.FirstOrDefault(completion => completion.Reward.Total is null) is not { } missing)
            return;
        string reasons = string.Join(
            "; ",
            missing.Reward.Parts.Select(part => $"{part.Name}: {part.Explanation.Rule}")
        );
        throw new TrainingException(
            $"no reward gave a value to the completion \"{task.Decode(missing.Completion.Tokens)}\" of the prompt "
                + $"\"{missing.Problem.Text}\" ({reasons}), and {estimator} needs one for every completion. "
                + $"{AdvantageEstimator.GroupRelative} leaves such a completion out."
        );
    }

    /// <summary>Adds the means of rewards and of each part of the recipe to measurements.</summary>
    /// <param name="measured">What was measured otherwise.</param>
    /// <param name="rewards">[B] Rewards.</param>
    /// <param name="total">Whether the sum is added too.</param>
    internal static Measurements WithRewards(
        Measurements measured,
        IReadOnlyList<CombinedReward> rewards,
        bool total = true
    )
    {
        double Mean(IEnumerable<double?> values) => values.OfType<double>().DefaultIfEmpty(double.NaN).Average();
        if (total)
            measured = measured.With(TrainingMeasures.Reward, Mean(rewards.Select(reward => reward.Total)));
        foreach (var part in rewards.SelectMany(reward => reward.Parts).GroupBy(part => part.Name))
        {
            measured = measured.With(
                TrainingMeasures.OfReward + part.Key,
                Mean(part.Select(one => one.Explanation.Value))
            );
        }

        return measured;
    }

    private static JudgedCompletion[] Judge(
        ITask task,
        RewardRecipe recipe,
        IProblem[] asked,
        int[][] prompts,
        Completion[] answered,
        int groupSize,
        CancellationToken cancellationToken
    )
    {
        RewardInput[] inputs = new RewardInput[answered.Length]; // [Q G]
        for (int i = 0; i < answered.Length; i++)
        {
            IProblem problem = asked[i / groupSize];
            Response response = task.Respond(answered[i].Tokens, i % groupSize);
            inputs[i] = RewardInput.Of(problem, response, task.Judge(problem, response, cancellationToken));
        }

        IReadOnlyList<CombinedReward> rewards = Score(recipe, inputs, groupSize, cancellationToken);
        return
        [
            .. inputs.Select(
                (input, i) =>
                    new JudgedCompletion(
                        asked[i / groupSize],
                        prompts[i / groupSize],
                        answered[i],
                        input.Verdict!,
                        rewards[i]
                    )
            ),
        ];
    }

    /// <summary>Rewards judged responses. The trainer's loop waits here: a reward may ask a judge or a
    /// sandbox.</summary>
    /// <exception cref="TrainingException">No reward gave any of them a value.</exception>
    internal static IReadOnlyList<CombinedReward> Score(
        RewardRecipe recipe,
        IReadOnlyList<RewardInput> inputs,
        int groupSize,
        CancellationToken cancellationToken
    )
    {
        IReadOnlyList<CombinedReward> rewards;
        try
        {
            rewards = Task.Run(() => recipe.ScoreAsync(inputs, groupSize, cancellationToken), cancellationToken)
                .GetAwaiter()
                .GetResult();
        }
        catch (Exception exception)
            when (exception is ArgumentException or FormatException or InvalidOperationException)
        {
            throw new TrainingException($"a reward of {recipe.Name} failed: {exception.Message}", exception);
        }

        if (rewards.Count > 0 && rewards.All(reward => reward.Total is null))
        {
            string reasons = string.Join(
                "; ",
                rewards[0].Parts.Select(part => $"{part.Name}: {part.Explanation.Rule}")
            );
            throw new TrainingException(
                $"no reward of the recipe gave any completion a value ({reasons}): there is nothing to learn from."
            );
        }

        return rewards;
    }
}
