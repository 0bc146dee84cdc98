using R1Workbook.Learning.Models;
using R1Workbook.Learning.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace R1Workbook.Learning.Sampling;

/// <summary>Draws completions in batches, with a cache of keys and values, on all cores.</summary>
public static class Sampler
{
    // Rows that have ended are dropped when a quarter of the batch has: copying the cache costs about as much as two steps.
    private const double Crowded = 0.75;

    /// <summary>Draws a group of completions for each prompt.</summary>
    /// <param name="policy">The model.</param>
    /// <param name="prompts">[Q][P] Prompts of one length.</param>
    /// <param name="groupSize">Completions a prompt, G.</param>
    /// <param name="settings">Temperature and limits.</param>
    /// <param name="seed">The source of randomness.</param>
    /// <param name="cancellationToken">Stops between two tokens.</param>
    /// <returns>[Q G] Completions, group after group. The same for the same seed, however many cores there are.</returns>
    /// <exception cref="ArgumentException">Prompts differ in length, or prompt and completion exceed the context.</exception>
    public static Completion[] Draw(
        Decoder policy, IReadOnlyList<int[]> prompts, int groupSize, SamplingSettings settings, Seed seed, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(prompts);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(groupSize);
        ArgumentOutOfRangeException.ThrowIfNegative(settings.Temperature);
        if (prompts.Count == 0) return [];
        if (prompts.Any(prompt => prompt.Length != prompts[0].Length)) throw new ArgumentException("Prompts that are sampled together have one length.", nameof(prompts));
        if (prompts[0].Length + settings.MaxTokens > policy.Config.Context)
            throw new ArgumentException($"A prompt of {prompts[0].Length} and {settings.MaxTokens} tokens after it exceed the context of {policy.Config.Context}.", nameof(settings));
        int together = Math.Max(1, settings.RowsTogether / groupSize);
        int[][][] shards = [.. prompts.Chunk(together)];
        Completion[][] drawn = Shards.Map(policy.Device, shards.Length, shard =>
            DrawShard(policy, shards[shard], groupSize, settings, seed.For("shard", shard).Source(), cancellationToken));
        return [.. drawn.SelectMany(completions => completions)];
    }

    private static Completion[] DrawShard(Decoder policy, int[][] prompts, int groupSize, SamplingSettings settings, Random random, CancellationToken cancellationToken)
    {
        using IDisposable inference = no_grad();
        using DisposeScope scope = NewDisposeScope();
        int rows = prompts.Length * groupSize, length = prompts[0].Length;
        var tokens = new List<int>[rows];
        var logProbs = new List<float>[rows];
        for (int row = 0; row < rows; row++) (tokens[row], logProbs[row]) = ([], []);
        int[] alive = [.. Enumerable.Range(0, rows)]; // the row that each row of the batch belongs to

        Tensor ids = tensor([.. prompts.SelectMany(prompt => prompt.Select(token => (long)token))], [prompts.Length, length], device: policy.Device); // [Q, P]
        KeyValueCache cache;
        Tensor logits; // [A, V]
        using (var prefilled = new KeyValueCache(policy.Config, prompts.Length, length + settings.MaxTokens, policy.Device))
        {
            Tensor group = arange(prompts.Length, device: policy.Device).repeat_interleave(groupSize); // [Q G]
            logits = policy.Logits(policy.Hidden(ids, prefilled).select(1, length - 1)).index_select(0, group);
            cache = prefilled.Select(group);
        }
        try
        {
            for (int step = 0; ; step++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                long[] next = DrawTokens(logits, settings.Temperature, alive, tokens, logProbs, random);
                bool[] goesOn = [.. next.Select(token => token != settings.EndOfSequence)];
                // A row that has ended keeps its place until the batch is worth packing; what it draws is not kept.
                int[] kept = [.. Enumerable.Range(0, alive.Length).Where(i => alive[i] >= 0 && goesOn[i])];
                if (kept.Length == 0 || step + 1 == settings.MaxTokens) break;
                using DisposeScope inner = NewDisposeScope();
                if (kept.Length < Crowded * alive.Length)
                {
                    Tensor index = tensor([.. kept.Select(i => (long)i)], device: policy.Device); // [A]
                    KeyValueCache packed = cache.Select(index);
                    cache.Dispose();
                    cache = packed;
                    (alive, next) = ([.. kept.Select(i => alive[i])], [.. kept.Select(i => next[i])]);
                }
                else
                {
                    for (int i = 0; i < alive.Length; i++) if (!goesOn[i]) alive[i] = -1;
                }
                Tensor step1 = tensor(next, [next.Length, 1], device: policy.Device); // [A, 1]
                logits = policy.Logits(policy.Hidden(step1, cache).select(1, 0)).MoveToOuterDisposeScope(); // [A, V]
            }
        }
        finally
        {
            cache.Dispose();
        }
        return [.. Enumerable.Range(0, rows).Select(row => new Completion([.. tokens[row]], [.. logProbs[row]], tokens[row][^1] != settings.EndOfSequence))];
    }

    // Inverse of the distribution function, one uniform number a row: faster than torch's multinomial at these sizes, and the source is ours.
    private static long[] DrawTokens(Tensor logits, double temperature, int[] alive, List<int>[] tokens, List<float>[] logProbs, Random random)
    {
        using DisposeScope scope = NewDisposeScope();
        (int rows, int vocabulary) = ((int)logits.shape[0], (int)logits.shape[1]);
        Tensor scaled = temperature is 0 or 1 ? logits : logits.div(temperature);
        float[] probabilities = scaled.softmax(-1).cpu().data<float>().ToArray(); // [A V]
        long[] next = new long[rows];
        for (int i = 0; i < rows; i++)
        {
            if (alive[i] < 0) continue;
            ReadOnlySpan<float> p = probabilities.AsSpan(i * vocabulary, vocabulary);
            int token = temperature == 0 ? MostProbable(p) : Invert(p, random.NextDouble());
            tokens[alive[i]].Add(token);
            logProbs[alive[i]].Add(MathF.Log(p[token]));
            next[i] = token;
        }
        return next;
    }

    private static int MostProbable(ReadOnlySpan<float> p)
    {
        int best = 0;
        for (int token = 1; token < p.Length; token++) if (p[token] > p[best]) best = token;
        return best;
    }

    private static int Invert(ReadOnlySpan<float> p, double uniform)
    {
        double rest = uniform;
        for (int token = 0; token < p.Length; token++)
        {
            rest -= p[token];
            if (rest < 0) return token;
        }
        // Rounding left the sum just below 1: the last token that has any probability.
        int last = p.Length - 1;
        while (p[last] == 0) last--;
        return last;
    }
}
