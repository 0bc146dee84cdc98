namespace R1Workbook.Core.Grpo;

/// <summary>What the loss is computed from.</summary>
/// <param name="LogProbs">[B][T] log π of each completion token.</param>
/// <param name="Advantages">[B] The advantage of each completion.</param>
/// <param name="Mask">[B][T] The completion mask: false after the end of a completion.</param>
/// <param name="OldLogProbs">[B][T] log π_old, at the time of sampling; null on the first update, where it equals log π.</param>
/// <param name="RefLogProbs">[B][T] log π_ref; needed where the KL coefficient is not 0.</param>
/// <param name="SamplerWeights">[B][T] or [B][1] What corrects for a sampler that is not the trained model; null for 1.</param>
public sealed record GrpoBatch(
    double[][] LogProbs, double[] Advantages, bool[][] Mask, double[][]? OldLogProbs = null, double[][]? RefLogProbs = null, double[][]? SamplerWeights = null);

/// <summary>The loss and all that led to it.</summary>
/// <param name="Loss">The loss, to be minimised.</param>
/// <param name="Gradient">[B][T] Its derivative by log π.</param>
/// <param name="Ratios">[B][T] The importance ratio before clipping.</param>
/// <param name="TokenLosses">[B][T] The loss of each token before the mask.</param>
/// <param name="Kl">The mean k3 over tokens, where the KL coefficient is not 0.</param>
/// <param name="ClippedLow">The share of tokens whose ratio lies below the clip range while their advantage is negative.</param>
/// <param name="ClippedHigh">The share of tokens whose ratio lies above the clip range while their advantage is positive.</param>
public sealed record GrpoLoss(double Loss, double[][] Gradient, double[][] Ratios, double[][] TokenLosses, double Kl, double ClippedLow, double ClippedHigh)
{
    /// <summary>The share of tokens that clipping cut off: they have no policy gradient.</summary>
    public double Clipped => ClippedLow + ClippedHigh;
}

/// <summary>Group Relative Policy Optimization on plain arrays: the reference that is read. The trainer's tensor twin is tested against it.</summary>
public static class Grpo
{
    /// <summary>
    /// −min(ρ A, clip(ρ, 1 − ε, 1 + ε) A) + β k3 for each token, aggregated (version 1 of the paper, equations 1 and 2, page 5; R1 writes the ratio of
    /// whole completions, DeepSeekMath and every library take it token by token, which is the default here), and its gradient.
    /// </summary>
    /// <exception cref="ArgumentException">Shapes differ, or reference log-probabilities are missing where the KL coefficient is not 0.</exception>
    public static GrpoLoss Loss(GrpoBatch batch, GrpoSettings settings)
    {
        Validate(batch, settings);
        int rows = batch.LogProbs.Length;
        double[][] gradient = new double[rows][], ratios = new double[rows][], losses = new double[rows][];
        double allTokens = Math.Max(1, batch.Mask.Sum(row => row.Count(kept => kept)));
        double loss = 0, kl = 0, low = 0, high = 0;
        for (int b = 0; b < rows; b++)
        {
            double weight = settings.Aggregation switch
            {
                LossAggregation.SequenceMean => 1 / (Math.Max(1, batch.Mask[b].Count(kept => kept)) * (double)rows * settings.MicroBatches),
                LossAggregation.TokenMean => 1 / (allTokens * settings.MicroBatches),
                LossAggregation.Constant => 1 / ((double)rows * settings.MaxCompletionLength * settings.MicroBatches),
                _ => 1 / settings.TokensInBatch,
            };
            var row = new Row(batch, settings, b);
            (ratios[b], losses[b]) = (row.Ratios, row.Losses);
            gradient[b] = row.Gradient(weight);
            for (int t = 0; t < row.Ratios.Length; t++)
            {
                if (!batch.Mask[b][t]) continue;
                loss += weight * row.Losses[t];
                kl += row.Kl[t] / allTokens;
            }
            // A ratio of whole completions is counted once a completion, not once a token.
            double share(bool[] clipped) => settings.Ratio == RatioLevel.Sequence
                ? (clipped.Length > 0 && clipped[0] ? 1.0 / rows : 0)
                : clipped.Where((cut, t) => cut && batch.Mask[b][t]).Count() / allTokens;
            low += share(row.BelowRange);
            high += share(row.AboveRange);
        }
        return new GrpoLoss(loss, gradient, ratios, losses, kl, low, high);
    }

    private static void Validate(GrpoBatch batch, GrpoSettings settings)
    {
        int rows = batch.LogProbs.Length;
        if (rows == 0) throw new ArgumentException("The batch is empty.", nameof(batch));
        if (batch.Advantages.Length != rows) throw new ArgumentException($"{batch.Advantages.Length} advantages for {rows} completions.", nameof(batch));
        Same("mask", batch.Mask.Length, b => batch.Mask[b].Length);
        if (batch.OldLogProbs is { } old) Same("old log-probabilities", old.Length, b => old[b].Length);
        if (batch.RefLogProbs is { } reference) Same("reference log-probabilities", reference.Length, b => reference[b].Length);
        else if (settings.KlCoefficient != 0) throw new ArgumentException("A KL coefficient other than 0 needs reference log-probabilities.", nameof(batch));
        if (batch.SamplerWeights is { } weights) Same("sampler weights", weights.Length, b => weights[b].Length == 1 ? batch.LogProbs[b].Length : weights[b].Length);

        void Same(string what, int count, Func<int, int> length)
        {
            if (count != rows) throw new ArgumentException($"{what}: {count} completions where log-probabilities have {rows}.", nameof(batch));
            for (int b = 0; b < rows; b++)
            {
                if (length(b) != batch.LogProbs[b].Length)
                    throw new ArgumentException($"{what}: completion {b} has {length(b)} tokens where its log-probabilities have {batch.LogProbs[b].Length}.", nameof(batch));
            }
        }
    }

    /// <summary>One completion.</summary>
    private sealed class Row
    {
        private readonly GrpoSettings _settings;
        private readonly bool[] _mask;
        private readonly double[] _slopes; // [T] d policy loss / d log ratio
        private readonly double[] _klSlopes; // [T] d β k3 / d log π
        private readonly int _length;

        public Row(GrpoBatch batch, GrpoSettings settings, int b)
        {
            double[] logProbs = batch.LogProbs[b], old = batch.OldLogProbs?[b] ?? logProbs;
            (_settings, _mask, _length) = (settings, batch.Mask[b], batch.Mask[b].Count(kept => kept));
            int tokens = logProbs.Length;
            double advantage = batch.Advantages[b];
            Ratios = new double[tokens];
            Losses = new double[tokens];
            Kl = new double[tokens];
            BelowRange = new bool[tokens];
            AboveRange = new bool[tokens];
            (_slopes, _klSlopes) = (new double[tokens], new double[tokens]);
            double meanLogRatio = Enumerable.Range(0, tokens).Where(t => _mask[t]).Sum(t => logProbs[t] - old[t]) / Math.Max(1, _length);
            bool tooFar = settings.OffPolicyThreshold is { } threshold && advantage < 0 && -meanLogRatio > threshold;
            for (int t = 0; t < tokens; t++)
            {
                double ratio = Ratios[t] = Math.Exp(settings.Ratio == RatioLevel.Token ? logProbs[t] - old[t] : meanLogRatio);
                double clipped = Math.Clamp(ratio, 1 - settings.ClipLow, 1 + settings.ClipHigh);
                double bounded = Math.Min(ratio, settings.RatioBound ?? double.PositiveInfinity);
                bool clipWins = clipped * advantage < bounded * advantage;
                double weight = tooFar ? 0 : batch.SamplerWeights is { } weights ? weights[b][weights[b].Length == 1 ? 0 : t] : 1;
                Losses[t] = -(clipWins ? clipped : bounded) * advantage * weight;
                // Where the clip or the bound decides, the ratio has no influence any more: no gradient.
                bool moves = clipWins ? clipped == ratio : bounded == ratio;
                _slopes[t] = moves ? -ratio * advantage * weight : 0;
                BelowRange[t] = ratio < 1 - settings.ClipLow && advantage < 0;
                AboveRange[t] = bounded > 1 + settings.ClipHigh && advantage > 0;
                if (settings.KlCoefficient == 0) continue;
                double reference = batch.RefLogProbs![b][t];
                Kl[t] = KlEstimator.K3(logProbs[t], reference);
                Losses[t] += settings.KlCoefficient * Kl[t];
                _klSlopes[t] = settings.KlCoefficient * KlEstimator.K3Gradient(logProbs[t], reference);
            }
        }

        public double[] Ratios { get; }

        public double[] Losses { get; }

        public double[] Kl { get; }

        public bool[] BelowRange { get; }

        public bool[] AboveRange { get; }

        public double[] Gradient(double weight)
        {
            double[] slopes = _slopes;
            if (_settings.Ratio == RatioLevel.Sequence)
            {
                // One ratio for all tokens: each token moves it by 1/|o|, and it moves the loss of every token.
                double total = slopes.Where((_, t) => _mask[t]).Sum() / Math.Max(1, _length);
                slopes = [.. slopes.Select(_ => total)];
            }
            return [.. slopes.Select((slope, t) => _mask[t] ? weight * (slope + _klSlopes[t]) : 0)];
        }
    }
}
