namespace R1Workbook.Core.Grpo.Losses;

/// <summary>The importance ratios of one completion, at any level, and the way back from slopes by log ρ to slopes by
/// log π.</summary>
/// <param name="Logs">[T] log ρ.</param>
/// <param name="Pull">From [T] slopes by log ρ to [T] slopes by log π.</param>
/// <param name="Sides">[T] Where single tokens are clipped: on which side of the range each lies; otherwise
/// null.</param>
internal sealed record ImportanceRatio(double[] Logs, Func<double[], double[]> Pull, int[]? Sides = null)
{
    /// <summary>The ratios of a completion.</summary>
    /// <param name="logProbs">[T] log π.</param>
    /// <param name="old">[T] log π_old.</param>
    /// <param name="mask">[T] Its tokens.</param>
    /// <param name="advantage">[T] Of which sign the advantage is decides what clipping lowers (GMPO).</param>
    /// <param name="settings">Level, bounds and clip range.</param>
    public static ImportanceRatio Of(
        double[] logProbs,
        double[] old,
        bool[] mask,
        Func<int, double> advantage,
        GrpoSettings settings
    )
    {
        double[] logs = [.. logProbs.Zip(old, (now, then) => now - then)];
        int length = Math.Max(1, mask.Count(kept => kept));
        double sum = logs.Where((_, t) => mask[t]).Sum();
        ImportanceRatio ratio = settings.Ratio switch
        {
            RatioLevel.Token => new(logs, slopes => slopes),
            RatioLevel.SequenceToken => new(Same(sum / length), slopes => slopes),
            // One ratio for all tokens: each token moves it, and it moves the loss of every token.
            RatioLevel.Sequence => new(Same(sum / length), slopes => Masked(slopes.Sum() / length)),
            RatioLevel.Completion => new(Same(sum), slopes => Masked(slopes.Sum())),
            _ => ClippedTokens(),
        };
        return settings.LogRatioRange is { } range ? ratio.Bounded(range) : ratio;

        double[] Same(double value) => [.. logs.Select(_ => value)];

        double[] Masked(double value) => [.. mask.Select(kept => kept ? value : 0)];

        ImportanceRatio ClippedTokens()
        {
            double divisor = length + settings.LengthEpsilon,
                total = 0;
            bool[] moves = new bool[logs.Length];
            int[] sides = new int[logs.Length];
            for (int t = 0; t < logs.Length; t++)
            {
                double clipped = Math.Clamp(logs[t], -settings.ClipLow, settings.ClipHigh);
                int sign = Math.Sign(advantage(t));
                bool clipWins = sign * clipped < sign * logs[t];
                sides[t] = logs[t].CompareTo(clipped);
                moves[t] = mask[t] && sign != 0 && !clipWins;
                if (mask[t] && sign != 0)
                    total += clipWins ? clipped : logs[t];
            }
            return new(
                Same(total / divisor),
                slopes =>
                {
                    double slope = slopes.Sum() / divisor;
                    return [.. moves.Select(moving => moving ? slope : 0)];
                },
                sides
            );
        }
    }

    private ImportanceRatio Bounded(LogRatioBounds range) =>
        this with
        {
            Logs = [.. Logs.Select(log => Math.Clamp(log, range.Low, range.High))],
            Pull = slopes =>
                Pull([.. slopes.Select((slope, t) => Logs[t] >= range.Low && Logs[t] <= range.High ? slope : 0)]),
        };
}
