using R1Workbook.Learning.Decoders;
using TorchSharp;
using static TorchSharp.torch;

namespace R1Workbook.Learning.Sampling;

/// <summary>Completions of prompts of one length, decoded together: the prompts are read once for all completions of
/// their group.</summary>
internal sealed class SampledBatch
{
    // Rows that have ended are dropped when a quarter of the batch has: copying the cache costs about as much as two
    // steps.
    private const double Crowded = 0.75;

    private readonly Decoder _policy;
    private readonly int[][] _prompts;
    private readonly int _groupSize;
    private readonly SamplingSettings _settings;
    private readonly Random _random;
    private readonly SampledRow[] _rows;

    public SampledBatch(Decoder policy, int[][] prompts, int groupSize, SamplingSettings settings, Random random)
    {
        (_policy, _prompts, _groupSize, _settings, _random) = (policy, prompts, groupSize, settings, random);
        _rows = [.. Enumerable.Range(0, prompts.Length * groupSize).Select(_ => new SampledRow(settings))];
    }

    /// <summary>Told each token as it is drawn; only sensible for one row.</summary>
    public Action<int>? Told { get; init; }

    public Completion[] Draw(CancellationToken cancellationToken)
    {
        using IDisposable inference = no_grad();
        using DisposeScope scope = NewDisposeScope();
        int length = _prompts[0].Length;
        int[] alive = [.. Enumerable.Range(0, _rows.Length)]; // the row that each row of the batch belongs to
        (KeyValueCache cache, Tensor logits) = Prefill(length);
        try
        {
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                long[] next = DrawTokens(logits, alive);
                // A row that has ended keeps its place until the batch is worth packing; what it draws is not kept.
                int[] kept = [.. Enumerable.Range(0, alive.Length).Where(i => alive[i] >= 0 && !_rows[alive[i]].Ended)];
                if (kept.Length == 0)
                    break;
                using DisposeScope inner = NewDisposeScope();
                if (kept.Length < Crowded * alive.Length)
                {
                    Tensor index = tensor([.. kept.Select(i => (long)i)], device: _policy.Device); // [A]
                    KeyValueCache packed = cache.Select(index);
                    cache.Dispose();
                    cache = packed;
                    (alive, next) = ([.. kept.Select(i => alive[i])], [.. kept.Select(i => next[i])]);
                }
                else
                {
                    for (int i = 0; i < alive.Length; i++)
                    {
                        if (alive[i] >= 0 && _rows[alive[i]].Ended)
                            alive[i] = -1;
                    }
                }
                Tensor ids = tensor(next, [next.Length, 1], device: _policy.Device); // [A, 1]
                logits = _policy.Logits(_policy.Hidden(ids, cache).select(1, 0)).MoveToOuterDisposeScope(); // [A, V]
            }
        }
        finally
        {
            cache.Dispose();
        }
        return [.. _rows.Select(row => row.Completion())];
    }

    private (KeyValueCache Cache, Tensor Logits) Prefill(int length)
    {
        Tensor ids = tensor(
            [.. _prompts.SelectMany(prompt => prompt.Select(token => (long)token))],
            [_prompts.Length, length],
            device: _policy.Device
        ); // [Q, P]
        using var prefilled = new KeyValueCache(
            _policy.Config,
            _prompts.Length,
            length + _settings.MaxTokens,
            _policy.Placement
        );
        Tensor group = arange(
                KeptScalar.Whole(0),
                KeptScalar.Whole(_prompts.Length),
                KeptScalar.One,
                ScalarType.Int64,
                _policy.Device
            )
            .repeat_interleave(_groupSize); // [Q G]
        // [Q G, V]
        Tensor logits = _policy.Logits(_policy.Hidden(ids, prefilled).select(1, length - 1)).index_select(0, group);
        return (prefilled.Select(group), logits);
    }

    private long[] DrawTokens(Tensor logits, int[] alive)
    {
        using DisposeScope scope = NewDisposeScope();
        (int rows, int vocabulary) = ((int)logits.shape[0], (int)logits.shape[1]);
        Tensor scaled = _settings.Temperature is 0 or 1 ? logits : logits.Over(_settings.Temperature);
        float[] probabilities = scaled.softmax(-1).to(ScalarType.Float32).cpu().data<float>().ToArray(); // [A V]
        long[] next = new long[rows];
        for (int i = 0; i < rows; i++)
        {
            if (alive[i] < 0)
                continue;
            ReadOnlySpan<float> p = probabilities.AsSpan(i * vocabulary, vocabulary);
            if (!float.IsFinite(p[0]))
            {
                throw new InvalidOperationException(
                    "The policy's probabilities are not finite: its weights are broken. Go back to an earlier "
                        + "checkpoint."
                );
            }
            // A token is drawn even where another is forced: the other rows' draws do not depend on it.
            int drawn = TokenChoice.Draw(p, _settings, _random);
            int token = _rows[alive[i]].Add(drawn, p);
            Told?.Invoke(token);
            next[i] = token;
        }
        return next;
    }
}
