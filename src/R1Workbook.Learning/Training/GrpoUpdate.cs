using R1Workbook.Core.Grpo;
using R1Workbook.Learning.Models;
using R1Workbook.Learning.Sampling;
using TorchSharp;
using static TorchSharp.torch;

namespace R1Workbook.Learning.Training;

/// <summary>One completion with the prompt it answers and what it earned.</summary>
/// <param name="Prompt">[P] Tokens.</param>
/// <param name="Completion">What was sampled.</param>
/// <param name="Advantage">Its group-relative advantage.</param>
public sealed record Rollout(int[] Prompt, Completion Completion, double Advantage);

/// <summary>What one pass over a rollout did.</summary>
/// <param name="Loss">The loss before it, the mean over its updates.</param>
/// <param name="Kl">The mean k3 over the trained tokens; 0 where no reference was used.</param>
/// <param name="GradientNorm">The length of the gradient before clipping, the mean over its updates.</param>
/// <param name="ClippedShare">Share of trained tokens whose gradient the clip range cut off.</param>
/// <param name="SamplerMismatch">The largest |log π − log π_old| before the first update: how far sampler and trainer disagree.</param>
/// <param name="TrainedShare">Share of completions that took part.</param>
public sealed record GrpoUpdateResult(double Loss, double Kl, double GradientNorm, double ClippedShare, double SamplerMismatch, double TrainedShare);

/// <summary>Updates a policy from rollouts.</summary>
/// <param name="policy">The policy; its weights change.</param>
/// <param name="reference">The reference policy; null where the KL coefficient is 0.</param>
/// <param name="optimizer">Changes the weights.</param>
/// <param name="settings">The loss.</param>
public sealed class GrpoUpdate(Decoder policy, Decoder? reference, AdamW optimizer, GrpoSettings settings)
{
    private sealed record Applied(double Loss, double Kl, double Norm, double Clipped, double Mismatch);

    private sealed record Part(Tensor Gradient, double Loss, double Kl, double Clipped, double Mismatch);

    /// <summary>Rows that one thread trains together.</summary>
    public int RowsTogether { get; init; } = 128;

    /// <summary>Updates that the rollouts are divided into; 1 is fully on-policy. (R1-Zero: 8192 outputs in 16 mini-batches; v2, supplementary.)</summary>
    public int MiniBatches { get; init; } = 1;

    /// <summary>How often the rollouts are gone through, μ.</summary>
    public int Epochs { get; init; } = 1;

    /// <summary>The temperature that the rollouts were sampled at.</summary>
    public double Temperature { get; init; } = 1;

    /// <summary>
    /// Leaves out completions of advantage 0. They have no policy gradient and are often a third of the work; what is lost is the pull of the
    /// KL term on them.
    /// </summary>
    public bool SkipZeroAdvantages { get; init; } = true;

    /// <summary>Goes through the rollouts.</summary>
    /// <param name="rollouts">[B] All completions of the step, those of advantage 0 too: they count in the loss's divisor.</param>
    /// <param name="factor">Multiplies the learning rate.</param>
    /// <param name="cancellationToken">Stops between two updates.</param>
    /// <returns>What it did.</returns>
    /// <exception cref="ArgumentException">There is no rollout, or prompts differ in length.</exception>
    public GrpoUpdateResult Run(IReadOnlyList<Rollout> rollouts, double factor = 1, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rollouts);
        if (rollouts.Count == 0) throw new ArgumentException("There is nothing to learn from.", nameof(rollouts));
        if (rollouts.Any(rollout => rollout.Prompt.Length != rollouts[0].Prompt.Length)) throw new ArgumentException("Prompts that are trained together have one length.", nameof(rollouts));
        if (settings.KlCoefficient != 0 && reference is null) throw new ArgumentException("A KL coefficient other than 0 needs a reference policy.", nameof(rollouts));
        List<Applied> updates = [];
        int trained = 0;
        Rollout[][] batches = [.. rollouts.Chunk((rollouts.Count + MiniBatches - 1) / MiniBatches)];
        for (int epoch = 0; epoch < Epochs; epoch++)
        {
            foreach (Rollout[] batch in batches)
            {
                cancellationToken.ThrowIfCancellationRequested();
                double[] weights = GrpoObjective.TokenWeights([.. batch.Select(rollout => rollout.Completion.Tokens.Length)], settings);
                (Rollout Rollout, double Weight)[] kept = [.. batch.Zip(weights).Where(row => !SkipZeroAdvantages || row.First.Advantage != 0)
                    .OrderBy(row => row.First.Completion.Tokens.Length)];
                trained += kept.Length;
                if (kept.Length > 0) updates.Add(Update(kept, factor));
            }
        }
        double Mean(Func<Applied, double> of) => updates.Count == 0 ? 0 : updates.Average(of);
        return new GrpoUpdateResult(
            Mean(u => u.Loss), Mean(u => u.Kl), Mean(u => u.Norm), Mean(u => u.Clipped),
            updates.Count == 0 ? 0 : updates[0].Mismatch, (double)trained / (rollouts.Count * Epochs));
    }

    private Applied Update((Rollout Rollout, double Weight)[] rows, double factor)
    {
        (Rollout Rollout, double Weight)[][] micro = [.. rows.Chunk(RowsTogether)];
        double tokens = rows.Sum(row => row.Rollout.Completion.Tokens.Length);
        // The long ones first, so that no thread ends with the longest alone; they are added in order all the same.
        Part[] parts = Shards.Map(policy.Device, micro.Length, i => Gradient(micro[micro.Length - 1 - i]));
        using DisposeScope scope = NewDisposeScope();
        Tensor gradient = parts[0].Gradient; // [N]
        foreach (Part part in parts.Skip(1)) gradient.add_(part.Gradient);
        double norm = optimizer.Step(gradient, factor);
        foreach (Part part in parts) part.Gradient.Dispose();
        return new Applied(parts.Sum(part => part.Loss), parts.Sum(part => part.Kl) / tokens, norm, parts.Sum(part => part.Clipped) / tokens, parts.Max(part => part.Mismatch));
    }

    private Part Gradient((Rollout Rollout, double Weight)[] rows)
    {
        using DisposeScope scope = NewDisposeScope();
        int prompt = rows[0].Rollout.Prompt.Length, longest = rows.Max(row => row.Rollout.Completion.Tokens.Length);
        long[] ids = new long[rows.Length * (prompt + longest)];
        float[] old = new float[rows.Length * longest], mask = new float[rows.Length * longest], weights = new float[rows.Length * longest];
        for (int b = 0; b < rows.Length; b++)
        {
            (Rollout rollout, double weight) = rows[b];
            rollout.Prompt.Select(token => (long)token).ToArray().CopyTo(ids, b * (prompt + longest));
            for (int t = 0; t < rollout.Completion.Tokens.Length; t++)
            {
                ids[b * (prompt + longest) + prompt + t] = rollout.Completion.Tokens[t];
                old[b * longest + t] = rollout.Completion.LogProbs[t];
                (mask[b * longest + t], weights[b * longest + t]) = (1, (float)weight);
            }
        }
        Device device = policy.Device;
        Tensor tokens = tensor(ids, [rows.Length, prompt + longest], device: device); // [B, P + T]
        Tensor kept = tensor(mask, [rows.Length, longest], device: device); // [B, T]
        Tensor advantages = tensor([.. rows.Select(row => (float)row.Rollout.Advantage)], device: device); // [B]
        Tensor oldLogProbs = tensor(old, [rows.Length, longest], device: device); // [B, T]
        Tensor? refLogProbs = null; // [B, T]
        if (settings.KlCoefficient != 0)
        {
            using IDisposable inference = no_grad();
            refLogProbs = reference!.LogProbabilities(tokens, prompt, Temperature);
        }
        Tensor logProbs = policy.LogProbabilities(tokens, prompt, Temperature); // [B, T]
        (Tensor losses, Tensor ratios, Tensor? kl) = GrpoObjective.TokenLosses(logProbs, oldLogProbs, refLogProbs, advantages, kept, settings);
        Tensor loss = losses.mul(tensor(weights, [rows.Length, longest], device: device)).sum();
        Tensor gradient = autograd.grad([loss], [policy.Weights])[0]; // [N]
        Tensor a = advantages.unsqueeze(1); // [B, 1]
        Tensor clipped = ratios.lt(1 - settings.ClipLow).logical_and(a.lt(0)).logical_or(ratios.gt(1 + settings.ClipHigh).logical_and(a.gt(0))); // [B, T]
        return new Part(
            gradient.DetachFromDisposeScope(),
            loss.item<float>(),
            kl is null ? 0 : kl.mul(kept).sum().item<float>(),
            clipped.mul(kept).sum().item<float>(),
            logProbs.sub(oldLogProbs).mul(kept).abs().max().item<float>());
    }
}
