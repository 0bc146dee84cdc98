namespace R1Workbook.Core.Rewards;

/// <summary>
/// A reward function as a value: it rewards the completions of one group, in order. It may compute, or ask somebody: a
/// judge, a sandbox. Training, <c>r1 reward</c> and notebooks call the same object.
/// </summary>
public sealed class RewardFunction
{
    private readonly Func<
        IReadOnlyList<RewardInput>,
        CancellationToken,
        Task<IReadOnlyList<RewardExplanation>>
    > _explain;

    private RewardFunction(
        string name,
        bool perCompletion,
        Func<IReadOnlyList<RewardInput>, CancellationToken, Task<IReadOnlyList<RewardExplanation>>> explain
    ) => (Name, IsPerCompletion, _explain) = (name, perCompletion, explain);

    /// <summary>Its name, as in a table or a run record.</summary>
    public string Name { get; }

    /// <summary>Whether the reward of a completion does not depend on the others of its group, so that many groups may
    /// be rewarded in one call.</summary>
    public bool IsPerCompletion { get; }

    /// <summary>A reward that compares the completions of a group.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="explain">Rewards a group: one explanation for each completion.</param>
    public static RewardFunction Group(
        string name,
        Func<IReadOnlyList<RewardInput>, IReadOnlyList<RewardExplanation>> explain
    ) => new(name, false, (group, _) => Task.FromResult(explain(group)));

    /// <summary>A reward that looks at one completion at a time.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="explain">Rewards one completion.</param>
    public static RewardFunction Each(string name, Func<RewardInput, RewardExplanation> explain) =>
        Batch(name, batch => [.. batch.Select(explain)]);

    /// <summary>A reward of each completion alone that is computed for many at once, as a model does.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="explain">Rewards completions of any groups: one explanation for each.</param>
    public static RewardFunction Batch(
        string name,
        Func<IReadOnlyList<RewardInput>, IReadOnlyList<RewardExplanation>> explain
    ) => new(name, true, (batch, _) => Task.FromResult(explain(batch)));

    /// <summary>A reward that asks somebody about one completion at a time.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="explain">Rewards one completion.</param>
    /// <param name="concurrency">How many are asked at the same time.</param>
    public static RewardFunction Asking(
        string name,
        Func<RewardInput, CancellationToken, Task<RewardExplanation>> explain,
        int concurrency = 8
    ) =>
        new(
            name,
            true,
            async (batch, cancellation) =>
            {
                var rewards = new RewardExplanation[batch.Count];
                await Parallel
                    .ForEachAsync(
                        Enumerable.Range(0, batch.Count),
                        new ParallelOptions { MaxDegreeOfParallelism = concurrency, CancellationToken = cancellation },
                        async (i, token) => rewards[i] = await explain(batch[i], token).ConfigureAwait(false)
                    )
                    .ConfigureAwait(false);
                return rewards;
            }
        );

    /// <summary>Rewards a group: one explanation for each completion, in their order.</summary>
    /// <param name="group">The completions of one prompt.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<IReadOnlyList<RewardExplanation>> ExplainAsync(
        IReadOnlyList<RewardInput> group,
        CancellationToken cancellationToken = default
    ) => _explain(group, cancellationToken);

    /// <summary>The same, and waits for it: for functions that only compute, and for callers that have nothing else to
    /// do.</summary>
    /// <param name="group">The completions of one prompt.</param>
    public IReadOnlyList<RewardExplanation> Explain(IReadOnlyList<RewardInput> group) =>
        Task.Run(() => ExplainAsync(group)).GetAwaiter().GetResult();

    /// <summary>The rewards alone.</summary>
    /// <param name="group">The completions of one prompt.</param>
    public IReadOnlyList<double?> Of(IReadOnlyList<RewardInput> group) =>
        [.. Explain(group).Select(reward => reward.Value)];
}
