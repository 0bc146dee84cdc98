using R1Workbook.Core.Grpo;
using R1Workbook.Core.Grpo.Diagnostics;
using R1Workbook.Core.Grpo.Losses;
using R1Workbook.Learning.Decoders;
using R1Workbook.Learning.Training.Optimiser;

namespace R1Workbook.Learning.Training.Policy;

/// <summary>
/// Updates a policy from rollouts, with any loss of the GRPO family. The weights of tokens are those of a whole update,
/// so that neither the size of its micro-batches nor the order of rows nor padding changes it.
/// </summary>
/// <param name="policy">The policy; its weights change.</param>
/// <param name="reference">The reference policy; null where the KL coefficient is 0.</param>
/// <param name="optimizer">Changes the weights.</param>
/// <param name="settings">The loss.</param>
public sealed partial class GrpoUpdate(Decoder policy, Decoder? reference, AdamW optimizer, GrpoSettings settings)
{
    /// <summary>log π and log π_old that differ by less than this are those of one policy: the rest is
    /// rounding.</summary>
    private const double OnPolicy = 1e-3;

    // Micro-batches are summed here, and what depends on padding has no place in training. A ratio that overflows would
    // make 0 times infinity of a gradient that clipping cut off, so its logarithm is bounded as in verl.
    private readonly GrpoSettings _settings = settings with
    {
        MicroBatches = 1,
        PaddingCounts = false,
        LogRatioRange = settings.LogRatioRange ?? new LogRatioBounds(-20, 20),
    };

    /// <summary>The most rows that one thread trains together; fewer where they are long
    /// (<see cref="Decoder.TokensTogether"/>).</summary>
    public int RowsTogether { get; init; } = 128;

    /// <summary>Updates that the rollouts are divided into; 1 is fully on-policy. (R1-Zero: 8192 outputs in 16
    /// mini-batches; v2, supplementary.)</summary>
    public int MiniBatches { get; init; } = 1;

    /// <summary>How often the rollouts are gone through, μ.</summary>
    public int Epochs { get; init; } = 1;

    /// <summary>The temperature that the rollouts were sampled at.</summary>
    public double Temperature { get; init; } = 1;

    /// <summary>
    /// Leaves out completions of advantage 0. They have no policy gradient and are often a third of the work; what is
    /// lost is the pull of the KL term on them.
    /// </summary>
    public bool SkipZeroAdvantages { get; init; } = true;

    /// <summary>
    /// Weights the rollouts by how far the sampler's probabilities lie from the trainer's, before the first update: the
    /// trainer's own are then log π_old. Not at all where null, and the sampler's are log π_old.
    /// </summary>
    public SamplerCorrectionSettings? SamplerCorrection { get; init; }

    /// <summary>Goes through the rollouts.</summary>
    /// <param name="rollouts">[B] All completions of the step, those of advantage 0 and empty ones too: they count in
    /// the loss's divisor.</param>
    /// <param name="factor">Multiplies the learning rate.</param>
    /// <param name="cancellationToken">Stops between two updates.</param>
    /// <returns>What it did; where nothing could be learned, it says so.</returns>
    /// <exception cref="ArgumentException">There is no rollout, or one has no prompt or not one log-probability for
    /// each token.</exception>
    /// <exception cref="InvalidOperationException">A gradient is not finite. The weights are those before that
    /// update.</exception>
    public GrpoUpdateResult Run(
        IReadOnlyList<Rollout> rollouts,
        double factor = 1,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(rollouts);
        Validate(rollouts);
        if (SamplerCorrection is not null)
            rollouts = Corrected(rollouts);
        List<Applied> updates = [];
        int trained = 0,
            skipped = 0;
        Rollout[][] batches = [.. rollouts.Chunk((rollouts.Count + MiniBatches - 1) / MiniBatches)];
        for (int epoch = 0; epoch < Epochs; epoch++)
        {
            foreach (Rollout[] drawn in batches)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Rollout[] batch = _settings.Covariance is null ? drawn : Chosen(drawn);
                double[] weights = TokenWeight.Of(
                    [.. batch.Select(rollout => rollout.Completion.Tokens.Length)],
                    _settings
                ); // [B]
                (Rollout Rollout, double Weight)[] kept =
                [
                    .. batch
                        .Zip(weights)
                        .Where(row =>
                            row.First.Completion.Tokens.Length > 0 && !(SkipZeroAdvantages && row.First.TeachesNothing)
                        )
                        .OrderBy(row => row.First.Completion.Tokens.Length),
                ];
                trained += kept.Length;
                if (kept.Length > 0)
                    updates.Add(Update(kept, batch.Sum(rollout => rollout.Completion.Tokens.Length), factor));
                else
                    skipped++;
            }
        }
        return Result(rollouts, updates, (double)trained / (rollouts.Count * Epochs), skipped);
    }

    private Rollout[] Corrected(IReadOnlyList<Rollout> rollouts)
    {
        double[][] old = RolloutPass.LogProbs(policy, rollouts, Temperature); // [B][T]
        double[][] sampler =
        [
            .. rollouts.Select(rollout => rollout.Completion.LogProbs.Select(p => (double)p).ToArray()),
        ]; // [B][T]
        SamplerCorrectionSettings how = SamplerCorrection!;
        double[][] weights = Core.Grpo.Losses.SamplerCorrection.Weights(
            old,
            sampler,
            [.. rollouts.Select(rollout => rollout.Own())],
            how.Mode,
            how.High,
            how.Low
        );
        return [.. rollouts.Select((rollout, b) => rollout with { OldLogProbs = old[b], SamplerWeights = weights[b] })];
    }

    // The means that covariances are taken about are those of a whole update, whatever its micro-batches; each update
    // draws anew.
    private Rollout[] Chosen(Rollout[] batch)
    {
        double[][] old =
        [
            .. batch.Select(rollout => rollout.OldLogProbs ?? [.. rollout.Completion.LogProbs.Select(p => (double)p)]),
        ]; // [B][T]
        var arrays = new GrpoBatch(
            RolloutPass.LogProbs(policy, batch, Temperature),
            [.. batch.Select(rollout => rollout.Advantage)],
            [.. batch.Select(rollout => rollout.Own())],
            old
        )
        {
            TokenAdvantages =
            [
                .. batch.Select(rollout =>
                    rollout.TokenAdvantages ?? [.. rollout.Completion.Tokens.Select(_ => rollout.Advantage)]
                ),
            ],
        };
        CovarianceControl control = _settings.Covariance!;
        bool[][] taken = CovarianceTokens.Of(
            arrays,
            _settings with
            {
                Covariance = control with { Seed = control.Seed + (uint)optimizer.Updates },
            }
        );
        return [.. batch.Select((rollout, b) => rollout with { CovarianceTokens = taken[b] })];
    }

    private void Validate(IReadOnlyList<Rollout> rollouts)
    {
        if (rollouts.Count == 0)
            throw new ArgumentException("There is nothing to learn from.", nameof(rollouts));
        if (_settings.KlCoefficient != 0 && reference is null)
            throw new ArgumentException("A KL coefficient other than 0 needs a reference policy.", nameof(rollouts));
        for (int i = 0; i < rollouts.Count; i++)
        {
            Rollout rollout = rollouts[i];
            int tokens = rollout.Completion.Tokens.Length;
            if (rollout.Prompt.Length == 0)
            {
                throw new ArgumentException(
                    $"Rollout {i} has no prompt; its first token would follow nothing.",
                    nameof(rollouts)
                );
            }

            if (
                rollout.Completion.LogProbs.Length != tokens
                || (rollout.TokenAdvantages is { } each && each.Length != tokens)
            )
            {
                throw new ArgumentException(
                    $"Rollout {i} has {tokens} tokens, {rollout.Completion.LogProbs.Length} log-probabilities and "
                        + $"{rollout.TokenAdvantages?.Length ?? tokens} advantages.",
                    nameof(rollouts)
                );
            }
        }
    }

    private static GrpoUpdateResult Result(
        IReadOnlyList<Rollout> rollouts,
        List<Applied> updates,
        double trained,
        int skipped
    )
    {
        bool equal = rollouts.All(rollout => rollout.TeachesNothing);
        double empty = rollouts.Count(rollout => rollout.Completion.Tokens.Length == 0) / (double)rollouts.Count;
        string? explanation =
            updates.Count > 0
                ? LossExplanation.Of(updates[0].Loss, updates[0].Norm, equal, updates[0].Mismatch < OnPolicy)
            : equal ? LossExplanation.Of(0, 0, true, true)
            : "No completion whose advantage is not 0 has a token: there is nothing to learn from in this batch.";
        return new GrpoUpdateResult(
            Mean(u => u.Loss),
            Mean(u => u.Kl),
            Mean(u => u.Norm),
            Mean(u => u.Low + u.High),
            updates.Count == 0 ? 0 : updates[0].Mismatch,
            trained
        )
        {
            ClippedLow = Mean(u => u.Low),
            ClippedHigh = Mean(u => u.High),
            // An update that was left out had no token with a gradient.
            EffectiveShare = updates.Sum(u => u.Effective) / (updates.Count + skipped),
            TruncatedShare = rollouts.Count(rollout => rollout.Completion.Truncated) / (double)rollouts.Count,
            EmptyShare = empty,
            SamplerWeight = rollouts.Any(rollout => rollout.SamplerWeights is not null)
                ? rollouts.SelectMany(rollout => rollout.SamplerWeights!).DefaultIfEmpty(1).Average()
                : 1,
            Updates = updates.Count,
            SkippedUpdates = skipped,
            EqualRewards = equal,
            Explanation = explanation,
        };

        double Mean(Func<Applied, double> of) => updates.Count == 0 ? 0 : updates.Average(of);
    }
}
