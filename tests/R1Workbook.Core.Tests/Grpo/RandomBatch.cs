using R1Workbook.Core.Grpo;
using R1Workbook.Core.Grpo.Advantages;
using R1Workbook.Core.Grpo.Losses;

namespace R1Workbook.Core.Tests.Grpo;

/// <summary>Random batches with an empty completion and padding, far enough from every kink for finite
/// differences.</summary>
internal static class RandomBatch
{
    public const int Rows = 6,
        Width = 5;

    public static readonly int[] Lengths = [5, 1, 3, 0, 2, 4];

    public static GrpoBatch Of(int seed)
    {
        var random = new Random(seed);
        double[][] Draw(double from, double spread) =>
            [
                .. Enumerable
                    .Range(0, Rows)
                    .Select(_ => Enumerable.Range(0, Width).Select(_ => from + spread * random.NextDouble()).ToArray()),
            ];
        double[][] logProbs = Draw(-2, 1.8);
        double[][] old = [.. logProbs.Zip(Draw(-0.5, 1), (now, noise) => now.Zip(noise, (a, b) => a + b).ToArray())];
        bool[][] mask = [.. Lengths.Select(length => Enumerable.Range(0, Width).Select(t => t < length).ToArray())];
        double[] advantages = GroupAdvantage.Of([.. Enumerable.Range(0, Rows).Select(_ => random.NextDouble())], 3);
        return new GrpoBatch(logProbs, advantages, mask, old, Draw(-2, 1.8), Draw(0.5, 1))
        {
            TokenAdvantages = seed % 3 == 0 ? Draw(-1, 2) : null,
        };
    }

    /// <summary>Settings of all kinds, by number.</summary>
    public static GrpoSettings Settings(
        int seed,
        PolicySurrogate surrogate,
        RatioLevel level,
        LossAggregation aggregation
    )
    {
        var random = new Random(seed);
        return new GrpoSettings
        {
            Surrogate = surrogate,
            Ratio = level,
            Aggregation = aggregation,
            ClipLow = 0.2,
            ClipHigh = 0.28,
            MaxCompletionLength = 9,
            TokensInBatch = random.Next(2) == 0 ? null : 21,
            KlCoefficient = random.Next(2) * 0.1,
            Kl = (KlKind)random.Next(6),
            KlBiasCorrection = random.Next(3) == 0,
            RatioBound = random.Next(3) == 0 ? 1.4 : null,
            DualClip = random.Next(3) == 0 ? 1.3 : null,
            LogRatioRange = random.Next(3) == 0 ? new LogRatioBounds(-0.3, 0.35) : null,
            OffPolicyThreshold = random.Next(3) == 0 ? 0.05 : null,
            EmptyCompletionsCount = random.Next(2) == 0,
            LengthEpsilon = random.Next(3) == 0 ? 1e-3 : 0,
            MicroBatches = 1 + random.Next(3),
            PaddingCounts = random.Next(4) == 0,
        };
    }
}
