using R1Workbook.Core.Grpo;
using R1Workbook.Core.Grpo.Losses;
using R1Workbook.Learning.Decoders;
using R1Workbook.Learning.Sharding;
using R1Workbook.Learning.Training.Losses;
using R1Workbook.Learning.Training.Optimiser;
using R1Workbook.Learning.Training.Runs;
using TorchSharp;
using static TorchSharp.torch;

namespace R1Workbook.Learning.Training.Policy;

/// <summary>What a step did to the critic.</summary>
/// <param name="Loss">The value loss, the mean over its updates.</param>
/// <param name="ClippedShare">The share of tokens whose value was held back by the clip range.</param>
/// <param name="ExplainedVariance">1 − Var(R − V) / Var(R) over tokens before the step: 1 for a critic that knows, 0
/// for one that says the mean; NaN where all returns are equal.</param>
public sealed record CriticResult(double Loss, double ClippedShare, double ExplainedVariance);

/// <summary>
/// PPO's critic: a second decoder with a scalar head that says, before each token, what the completion will earn
/// (Schulman et al. 2017, arXiv 1707.06347; for language models Ouyang et al. 2022, arXiv 2203.02155). It is what GRPO
/// saves.
/// </summary>
public sealed class Critic : IDisposable
{
    /// <summary>The critic of a finished run, beside its model.</summary>
    public const string FileName = "critic.safetensors";

    private const int TokensTogether = 4096;

    private readonly CriticSettings _settings;

    /// <summary>A critic that begins as the policy with a head that says 0.</summary>
    /// <param name="start">The policy; copied.</param>
    /// <param name="settings">How it learns.</param>
    public Critic(Decoder start, CriticSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        (Model, _settings) = (new ScoredDecoder(start), settings);
        Optimizer = new AdamW(Model.Weights, settings.Optimizer);
    }

    /// <summary>The model.</summary>
    public ScoredDecoder Model { get; }

    /// <summary>Its optimiser, whose state belongs to a checkpoint.</summary>
    public AdamW Optimizer { get; }

    /// <summary>Its weights with their optimiser, for a checkpoint.</summary>
    public Trained Trained => new(Model.Weights, Optimizer);

    /// <summary>The value of the text before each token of each completion.</summary>
    /// <param name="rollouts">[B]</param>
    /// <returns>[B][T]</returns>
    public double[][] Values(IReadOnlyList<Rollout> rollouts)
    {
        ArgumentNullException.ThrowIfNull(rollouts);
        return RolloutPass.Of(
            Model.Weights.device,
            TokensTogether,
            rollouts,
            (ids, prompt, _) => Before(Model.Values(ids), prompt)
        );
    }

    /// <summary>Moves the values towards the returns.</summary>
    /// <param name="rollouts">[B]</param>
    /// <param name="values">[B][T] The values when they were sampled.</param>
    /// <param name="returns">[B][T] Their targets.</param>
    /// <param name="miniBatches">Updates that the rollouts are divided into.</param>
    /// <param name="cancellationToken">Stops between two updates.</param>
    /// <returns>What it did.</returns>
    /// <exception cref="InvalidOperationException">A gradient is not finite. The weights are those before that
    /// update.</exception>
    public CriticResult Update(
        IReadOnlyList<Rollout> rollouts,
        double[][] values,
        double[][] returns,
        int miniBatches = 1,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(rollouts);
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(returns);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(miniBatches);
        List<(double Loss, double Clipped)> updates = [];
        int[][] batches =
        [
            .. Enumerable.Range(0, rollouts.Count).Chunk((rollouts.Count + miniBatches - 1) / miniBatches),
        ];
        for (int epoch = 0; epoch < _settings.Epochs; epoch++)
        {
            foreach (int[] batch in batches)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (batch.Any(b => rollouts[b].Completion.Tokens.Length > 0))
                    updates.Add(Step(batch));
            }
        }
        double explained = Explained(rollouts, values, returns);
        return updates.Count == 0
            ? new CriticResult(0, 0, explained)
            : new CriticResult(updates.Average(u => u.Loss), updates.Average(u => u.Clipped), explained);

        (double Loss, double Clipped) Step(int[] batch)
        {
            Rollout[] rows = [.. batch.Select(b => rollouts[b])];
            int[] own = [.. rows.Select(row => row.Own().Count(kept => kept))]; // [B]
            double[] weights = TokenWeight.Of(own, new GrpoSettings { Aggregation = _settings.Aggregation }); // [B]
            int[][] micro = RolloutPass.Micro(rows, TokensTogether);
            (Tensor Gradient, double Loss, double Clipped)[] parts = Shards.Map(
                Model.Weights.device,
                micro.Length,
                i =>
                    Gradient(
                        [.. micro[i].Select(b => (rows[b], weights[b]))],
                        [.. micro[i].Select(b => values[batch[b]])],
                        [.. micro[i].Select(b => returns[batch[b]])]
                    )
            );
            using DisposeScope scope = NewDisposeScope();
            Tensor gradient = parts[0].Gradient; // [N + D + 1]
            foreach ((Tensor other, _, _) in parts.Skip(1))
                gradient.add_(other, KeptScalar.One);
            try
            {
                Optimizer.Step(gradient);
            }
            finally
            {
                foreach ((Tensor part, _, _) in parts)
                    part.Dispose();
            }
            return (parts.Sum(part => part.Loss), parts.Sum(part => part.Clipped) / Math.Max(1, own.Sum()));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Optimizer.Dispose();
        Model.Dispose();
    }

    private (Tensor Gradient, double Loss, double Clipped) Gradient(
        (Rollout Rollout, double Weight)[] rows,
        double[][] values,
        double[][] returns
    )
    {
        using DisposeScope scope = NewDisposeScope();
        RolloutTensors batch = RolloutTensors.Of(rows, Model.LossType, Model.Weights.device);
        Tensor predicted = Before(Model.Values(batch.Ids), batch.Prompt); // [B, T]
        Tensor old = batch.Padded(values),
            targets = batch.Padded(returns); // [B, T]
        // []
        Tensor loss = ValueObjective.Loss(predicted, old, targets, batch.Mask, batch.Weights, _settings.ValueClip);
        Tensor gradient = CheckedCalls.Gradients(loss, Model.Weights)[0]; // [N + D + 1]
        using IDisposable inference = no_grad();
        Tensor clipped = predicted
            .Minus(old)
            .abs()
            .gt(KeptScalar.Of(_settings.ValueClip))
            .to_type(batch.Mask.dtype)
            .mul(batch.Mask)
            .sum(); // []
        double[] numbers =
        [
            .. stack([loss.to_type(ScalarType.Float64), clipped.to_type(ScalarType.Float64)]).cpu().data<double>(),
        ];
        return (gradient.DetachFromDisposeScope(), numbers[0], numbers[1]);
    }

    // What stands before token t of the completion is position P + t − 1.
    // [B, P + T] to [B, T]
    private static Tensor Before(Tensor values, int prompt) => values.narrow(1, prompt - 1, values.shape[1] - prompt);

    private static double Explained(IReadOnlyList<Rollout> rollouts, double[][] values, double[][] returns)
    {
        (double Value, double Return)[] tokens =
        [
            .. rollouts
                .SelectMany(
                    (row, b) => row.Own().Select((kept, t) => (Kept: kept, Value: values[b][t], Return: returns[b][t]))
                )
                .Where(token => token.Kept)
                .Select(token => (token.Value, token.Return)),
        ];
        if (tokens.Length == 0)
            return double.NaN;
        double Variance(Func<(double Value, double Return), double> of)
        {
            double mean = tokens.Average(of);
            return tokens.Average(token => (of(token) - mean) * (of(token) - mean));
        }

        double all = Variance(token => token.Return);
        return all > 0 ? 1 - Variance(token => token.Return - token.Value) / all : double.NaN;
    }
}
