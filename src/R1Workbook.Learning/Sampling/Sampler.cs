using R1Workbook.Learning.Decoders;
using R1Workbook.Learning.Randomness;
using R1Workbook.Learning.Sharding;

namespace R1Workbook.Learning.Sampling;

/// <summary>Draws completions in batches, with a cache of keys and values, on all cores.</summary>
public static class Sampler
{
    /// <summary>Draws a group of completions for each prompt.</summary>
    /// <param name="policy">The model.</param>
    /// <param name="prompts">[Q][P] Prompts; those of one length are decoded together.</param>
    /// <param name="groupSize">Completions a prompt, G.</param>
    /// <param name="settings">Temperature and limits.</param>
    /// <param name="seed">The source of randomness.</param>
    /// <param name="cancellationToken">Stops between two tokens.</param>
    /// <returns>[Q G] Completions, group after group. The same for the same seed, however many cores there
    /// are.</returns>
    /// <exception cref="ArgumentException">A prompt is empty, prompt and completion exceed the context, or a setting is
    /// impossible.</exception>
    public static Completion[] Draw(
        Decoder policy,
        IReadOnlyList<int[]> prompts,
        int groupSize,
        SamplingSettings settings,
        Seed seed,
        CancellationToken cancellationToken = default
    ) => DrawAll(policy, prompts, groupSize, settings, seed, null, cancellationToken);

    private static Completion[] DrawAll(
        Decoder policy,
        IReadOnlyList<int[]> prompts,
        int groupSize,
        SamplingSettings settings,
        Seed seed,
        Action<int>? told,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(prompts);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(groupSize);
        settings.Validate();
        for (int q = 0; q < prompts.Count; q++)
        {
            if (prompts[q].Length == 0)
                throw new ArgumentException($"Prompt {q} is empty: give it at least one token.", nameof(prompts));
            if (prompts[q].Length + settings.MaxTokens > policy.Config.Context)
            {
                throw new ArgumentException(
                    $"Prompt {q} of {prompts[q].Length} and {settings.MaxTokens} tokens after it exceed the context "
                        + $"of {policy.Config.Context}. Shorten it, or allow fewer tokens.",
                    nameof(prompts)
                );
            }
        }
        using Decoder? cast = policy.Cast(); // a step a token: its weights are cast once for all
        policy = cast ?? policy;
        int together = Math.Max(1, settings.RowsTogether / groupSize);
        int[][] shards =
        [
            .. Enumerable
                .Range(0, prompts.Count)
                .GroupBy(q => prompts[q].Length)
                .SelectMany(same => same.Chunk(together)),
        ]; // indices of prompts
        var completions = new Completion[prompts.Count * groupSize];
        Shards.Map(
            policy.Device,
            shards.Length,
            shard =>
            {
                var batch = new SampledBatch(
                    policy,
                    [.. shards[shard].Select(q => prompts[q])],
                    groupSize,
                    settings,
                    seed.For("shard", shard).Source()
                )
                {
                    Told = told,
                };
                Completion[] drawn = batch.Draw(cancellationToken);
                for (int row = 0; row < drawn.Length; row++)
                    completions[shards[shard][row / groupSize] * groupSize + row % groupSize] = drawn[row];
                return true;
            }
        );
        return completions;
    }

    /// <summary>Draws one completion and gives each token as soon as it is drawn. The tokens are those that
    /// <see cref="Draw"/> gives for the same seed.</summary>
    /// <param name="policy">The model.</param>
    /// <param name="prompt">[P] The prompt.</param>
    /// <param name="settings">Temperature and limits.</param>
    /// <param name="seed">The source of randomness.</param>
    /// <param name="cancellationToken">Stops between two tokens.</param>
    /// <returns>Tokens until the end of sequence, a stop sequence or the limit.</returns>
    /// <exception cref="ArgumentException">As for <see cref="Draw"/>.</exception>
    public static IEnumerable<int> Stream(
        Decoder policy,
        int[] prompt,
        SamplingSettings settings,
        Seed seed,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(prompt);
        var tokens = System.Threading.Channels.Channel.CreateUnbounded<int>();
        var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        // The batch draws on a thread of its own, because tensors are kept by scopes of the thread that made them.
        Task drawing = Task.Run(
            () =>
            {
                try
                {
                    DrawAll(policy, [prompt], 1, settings, seed, token => tokens.Writer.TryWrite(token), stop.Token);
                    tokens.Writer.Complete();
                }
                catch (Exception exception)
                {
                    tokens.Writer.Complete(exception);
                }
            },
            CancellationToken.None
        );
        return Read();

        IEnumerable<int> Read()
        {
            try
            {
                while (tokens.Reader.WaitToReadAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult())
                {
                    while (tokens.Reader.TryRead(out int token))
                        yield return token;
                }
            }
            finally
            {
                stop.Cancel();
                drawing.Wait(CancellationToken.None);
                stop.Dispose();
            }
        }
    }
}
