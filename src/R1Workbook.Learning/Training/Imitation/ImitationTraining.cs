using R1Workbook.Learning.Decoders;
using R1Workbook.Learning.Randomness;
using R1Workbook.Learning.Sharding;
using R1Workbook.Learning.Training.Optimiser;
using TorchSharp;
using static TorchSharp.torch;

namespace R1Workbook.Learning.Training.Imitation;

/// <summary>A prompt and the response to imitate.</summary>
/// <param name="Prompt">Tokens without loss.</param>
/// <param name="Response">Tokens with loss.</param>
public readonly record struct Demonstration(int[] Prompt, int[] Response)
{
    /// <summary>Tokens of both.</summary>
    public int Length => Prompt.Length + Response.Length;
}

/// <summary>How a model learns from demonstrations.</summary>
public sealed record ImitationSettings
{
    /// <summary>Updates.</summary>
    public int Steps { get; init; } = 4500;

    /// <summary>Demonstrations an update.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>Updates in which the learning rate rises.</summary>
    public int WarmUp { get; init; } = 20;

    /// <summary>The learning rate at the end, as a share of its height.</summary>
    public double FinalRate { get; init; } = 0.1;

    /// <summary>The optimiser.</summary>
    public AdamWSettings Optimizer { get; init; } = new();

    /// <summary>
    /// Divides the summed token loss of a batch. A constant: divided by the batch's own tokens, short demonstrations
    /// would weigh more than long ones.
    /// </summary>
    public double LossDivisor { get; init; } = 32 * 24;

    /// <summary>Batches that are drawn together and sorted by length, so that rows of one batch need little
    /// padding.</summary>
    public int BatchesSorted { get; init; } = 32;

    /// <summary>The learning rate of an update as a share of its height: a linear rise, then half a cosine.</summary>
    /// <param name="step">The update, from 1.</param>
    /// <returns>A number from 0 to 1.</returns>
    public double Rate(int step)
    {
        if (step <= WarmUp)
            return (double)step / WarmUp;
        double done = (double)(step - WarmUp) / Math.Max(1, Steps - WarmUp);
        return FinalRate + (1 - FinalRate) * 0.5 * (1 + Math.Cos(Math.PI * done));
    }
}

/// <summary>Next-token learning from demonstrations, with the loss on responses alone: pre-training here, supervised
/// fine-tuning later.</summary>
public sealed class ImitationTraining : IDisposable
{
    private readonly Decoder _model;
    private readonly ImitationSettings _settings;
    private readonly Func<Random, Demonstration> _draw;
    private readonly Seed _seed;
    private Demonstration[][] _batches = [];
    private int _window = -1;

    /// <summary>A learner.</summary>
    /// <param name="model">The model; its weights change.</param>
    /// <param name="draw">Draws a demonstration.</param>
    /// <param name="settings">How it learns.</param>
    /// <param name="seed">The source of randomness.</param>
    public ImitationTraining(Decoder model, Func<Random, Demonstration> draw, ImitationSettings settings, Seed seed)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(settings);
        (_model, _draw, _settings, _seed) = (model, draw, settings, seed);
        Optimizer = new AdamW(model.Weights, settings.Optimizer);
    }

    /// <summary>The optimiser, whose state belongs to a checkpoint.</summary>
    public AdamW Optimizer { get; }

    /// <summary>One update.</summary>
    /// <param name="step">The update, from 1. It alone decides which demonstrations are shown.</param>
    /// <returns>The mean loss of a response token in nats, and the length of the gradient.</returns>
    public (double Loss, double GradientNorm) Step(int step)
    {
        Demonstration[] batch = Batch(step - 1);
        Demonstration[][] halves = [.. batch.Chunk((batch.Length + 1) / 2)];
        (Tensor Gradient, double Loss)[] parts = Shards.Map(_model.Device, halves.Length, i => Gradient(halves[i]));
        Tensor gradient = parts[0].Gradient; // [N]
        foreach ((Tensor other, _) in parts.Skip(1))
            gradient.add_(other, KeptScalar.One);
        double norm = Optimizer.Step(gradient, _settings.Rate(step));
        foreach ((Tensor part, _) in parts)
            part.Dispose();
        return (parts.Sum(part => part.Loss) * _settings.LossDivisor / batch.Sum(row => row.Response.Length), norm);
    }

    /// <inheritdoc/>
    public void Dispose() => Optimizer.Dispose();

    private Demonstration[] Batch(int index)
    {
        int window = index / _settings.BatchesSorted;
        if (window != _window)
        {
            Random random = _seed.For("demonstrations", window).Source();
            Demonstration[] drawn =
            [
                .. Enumerable
                    .Range(0, _settings.BatchSize * _settings.BatchesSorted)
                    .Select(_ => _draw(random))
                    .OrderBy(row => row.Length),
            ];
            _batches = [.. drawn.Chunk(_settings.BatchSize)];
            random.Shuffle(_batches);
            _window = window;
        }
        return _batches[index % _settings.BatchesSorted];
    }

    private (Tensor Gradient, double Loss) Gradient(Demonstration[] rows)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor gradient = zeros(_model.Weights.shape, device: _model.Device); // [N]
        double loss = 0;
        foreach (Demonstration[] some in rows.Chunk(Math.Max(1, _model.TokensTogether / rows.Max(row => row.Length))))
        {
            using DisposeScope inner = NewDisposeScope();
            LossGradient part = PartialGradient(some);
            gradient.add_(part.Weights, KeptScalar.One);
            loss += part.Loss.to_type(ScalarType.Float32).item<float>();
        }
        return (gradient.DetachFromDisposeScope(), loss);
    }

    private LossGradient PartialGradient(Demonstration[] rows)
    {
        int longest = rows.Max(row => row.Length);
        long[] ids = new long[rows.Length * longest];
        float[] mask = new float[rows.Length * (longest - 1)]; // position t scores token t + 1
        for (int b = 0; b < rows.Length; b++)
        {
            int at = b * longest;
            foreach (int token in rows[b].Prompt)
                ids[at++] = token;
            foreach (int token in rows[b].Response)
                ids[at++] = token;
            mask.AsSpan(b * (longest - 1) + rows[b].Prompt.Length - 1, rows[b].Response.Length)
                .Fill((float)(1 / _settings.LossDivisor));
        }
        Tensor weights = tensor(mask, [rows.Length, longest - 1], device: _model.Device); // [B, T - 1]
        return _model.LossGradient(
            tensor(ids, [rows.Length, longest], device: _model.Device),
            [.. rows.Select(row => row.Length)],
            1,
            1,
            logProbs => logProbs.mul(weights).sum().neg()
        );
    }
}
