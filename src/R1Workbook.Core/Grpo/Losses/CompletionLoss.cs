namespace R1Workbook.Core.Grpo.Losses;

/// <summary>The losses of one completion's tokens and their derivatives by log π.</summary>
internal sealed class CompletionLoss
{
    private readonly GrpoBatch _batch;
    private readonly GrpoSettings _settings;
    private readonly int _b;
    private readonly ImportanceRatio _ratio;
    private readonly double[] _ratioSlopes,
        _directSlopes,
        _klSlopes; // [T] by log ρ; by log π; of the KL term, by log π
    private readonly double _tokens; // |o|, at least 1

    public CompletionLoss(GrpoBatch batch, GrpoSettings settings, int b)
    {
        (_batch, _settings, _b) = (batch, settings, b);
        double[] logProbs = batch.LogProbs[b],
            old = batch.OldLogProbs?[b] ?? logProbs;
        int width = logProbs.Length;
        _tokens = Math.Max(1, Mask.Count(kept => kept));
        _ratio = ImportanceRatio.Of(logProbs, old, Mask, t => batch.Advantage(b, t), settings);
        Ratios = [.. _ratio.Logs.Select(Math.Exp)];
        (Losses, Kl, Sides, DualClipped) = (new double[width], new double[width], new int[width], new bool[width]);
        (_ratioSlopes, _directSlopes, _klSlopes) = (new double[width], new double[width], new double[width]);
        double[] sampler = batch.SamplerLogProbs?[b] ?? old;
        double drift = Mean(t => sampler[t] - logProbs[t]);
        PolicyKl = Mean(t => settings.Ratio == RatioLevel.Token ? -_ratio.Logs[t] : old[t] - logProbs[t]) * _tokens;
        double logWeight = settings.Surrogate == PolicySurrogate.Vespo ? LogCompletionWeight(logProbs, old) : 0;
        for (int t = 0; t < width; t++)
        {
            double advantage = batch.Advantage(b, t);
            SurrogateTerm term = Surrogate.Of(settings, Ratios[t], logProbs[t], advantage, logWeight);
            bool dropped = advantage < 0 && settings.OffPolicyThreshold is { } threshold && drift > threshold;
            Dropped |= dropped && Mask[t];
            CovarianceMethod? control = batch.CovarianceTokens?[b][t] == true ? settings.Covariance?.Method : null;
            double weight =
                dropped || control == CovarianceMethod.Clip || batch.PolicyMask?[b][t] == false ? 0 : SamplerWeight(t);
            if (control == CovarianceMethod.Penalize)
            {
                double penalty = settings.Covariance!.Coefficient,
                    moved = logProbs[t] - old[t];
                term = term with
                {
                    Loss = term.Loss + penalty * Math.Abs(moved),
                    LogProbSlope = term.LogProbSlope + penalty * Math.Sign(moved),
                };
            }
            Losses[t] = term.Loss * weight;
            _ratioSlopes[t] = term.RatioSlope * weight;
            _directSlopes[t] = term.LogProbSlope * weight;
            (Sides[t], DualClipped[t]) = (_ratio.Sides?[t] ?? term.Side, term.DualClipped);
        }
        if (settings.KlCoefficient != 0)
            AddKl(logProbs, batch.RefLogProbs![b]);
    }

    /// <summary>[T]</summary>
    public double[] Ratios { get; }

    /// <summary>[T] Policy term and KL term.</summary>
    public double[] Losses { get; }

    /// <summary>[T]</summary>
    public double[] Kl { get; }

    /// <summary>[T] On which side of the clip range the ratio lies.</summary>
    public int[] Sides { get; }

    /// <summary>[T]</summary>
    public bool[] DualClipped { get; }

    /// <summary>Σ log π_old − log π over its tokens.</summary>
    public double PolicyKl { get; }

    /// <summary>The off-policy threshold left it out.</summary>
    public bool Dropped { get; }

    private bool[] Mask => _batch.Mask[_b];

    /// <summary>[T] The derivative of weight × Σ losses by log π, over the tokens that are counted.</summary>
    public double[] Gradient(double weight, bool[] counted)
    {
        double[] ratio = _ratio.Pull(Counted(_ratioSlopes)),
            direct = Counted(_directSlopes),
            kl = Counted(_klSlopes);
        // The KL of the whole completion is in the loss of every token, and each token moves it.
        if (_settings.Ratio == RatioLevel.Completion)
            kl = [.. Mask.Select(kept => kept ? kl.Sum() : 0)];
        return [.. ratio.Select((slope, t) => weight * (slope + direct[t] + kl[t]))];

        double[] Counted(double[] slopes) => [.. slopes.Select((slope, t) => counted[t] ? slope : 0)];
    }

    private void AddKl(double[] logProbs, double[] reference)
    {
        // The KL of a whole completion looks at the completion's probability, as its ratio does.
        double whole = logProbs.Zip(reference, (now, at) => now - at).Where((_, t) => Mask[t]).Sum();
        for (int t = 0; t < logProbs.Length; t++)
        {
            (double value, double slope) =
                _settings.Ratio == RatioLevel.Completion
                    ? KlEstimator.Of(_settings.Kl, whole, 0)
                    : KlEstimator.Of(_settings.Kl, logProbs[t], reference[t]);
            double correction = _settings.KlBiasCorrection ? Ratios[t] : 1;
            Kl[t] = value * correction;
            Losses[t] += _settings.KlCoefficient * Kl[t];
            _klSlopes[t] = _settings.KlCoefficient * slope * correction;
            if (_settings.KlBiasCorrection)
                _ratioSlopes[t] += _settings.KlCoefficient * Kl[t];
        }
    }

    private double SamplerWeight(int t)
    {
        // VESPO has the sampler's weights inside its own.
        if (_batch.SamplerWeights?[_b] is not { } weights || _settings.Surrogate == PolicySurrogate.Vespo)
            return 1;
        if (_settings.Ratio != RatioLevel.ClippedSequence || weights.Length == 1)
            return weights[weights.Length == 1 ? 0 : t];
        // A completion's ratio that is a geometric mean has the geometric mean of the weights.
        return Math.Exp(
            Enumerable.Range(0, weights.Length).Where(i => Mask[i]).Sum(i => Math.Log(weights[i] + 1e-10))
                / (_tokens + _settings.LengthEpsilon)
        );
    }

    /// <summary>log w of VESPO: the sum of the log-ratios, and of the sampler's log-weights, each bounded as in
    /// TRL.</summary>
    private double LogCompletionWeight(double[] logProbs, double[] old)
    {
        double sum = Enumerable
            .Range(0, logProbs.Length)
            .Where(t => Mask[t])
            .Sum(t => Math.Clamp(logProbs[t] - old[t], -20, 20));
        if (_batch.SamplerWeights?[_b] is { } weights)
        {
            sum += weights
                .Where((_, t) => weights.Length == 1 || _settings.PaddingCounts || Mask[t])
                .Sum(weight => Math.Clamp(Math.Log(weight), Math.Log(1e-8), 20));
        }

        return sum;
    }

    private double Mean(Func<int, double> of) => Enumerable.Range(0, Mask.Length).Where(t => Mask[t]).Sum(of) / _tokens;
}
