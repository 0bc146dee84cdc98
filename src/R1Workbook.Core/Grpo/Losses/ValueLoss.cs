namespace R1Workbook.Core.Grpo.Losses;

/// <summary>The loss of PPO's critic.</summary>
/// <param name="Loss">½ of the aggregated squared error.</param>
/// <param name="Gradient">[B][T] Its derivative by the predicted values.</param>
/// <param name="ClippedShare">The share of tokens at which the clipped value decided.</param>
public sealed record ValueLoss(double Loss, double[][] Gradient, double ClippedShare)
{
    /// <summary>
    /// ½ max((V − R)², (clip(V, V_old − ε, V_old + ε) − R)²), aggregated like a policy loss: the critic too moves only
    /// so far in one step (Schulman et al. 2017; verl <c>cliprange_value</c>).
    /// </summary>
    /// <param name="values">[B][T] V, to be trained.</param>
    /// <param name="oldValues">[B][T] V at the time of sampling.</param>
    /// <param name="returns">[B][T] R, the targets.</param>
    /// <param name="mask">[B][T] The completion mask.</param>
    /// <param name="clip">ε.</param>
    /// <param name="aggregation">How token losses become one number.</param>
    public static ValueLoss Of(
        double[][] values,
        double[][] oldValues,
        double[][] returns,
        bool[][] mask,
        double clip,
        GrpoSettings aggregation
    )
    {
        double[] weights = TokenWeight.Of([.. mask.Select(row => row.Count(kept => kept))], aggregation);
        double[][] gradient = [.. values.Select(row => new double[row.Length])];
        double loss = 0,
            clipped = 0,
            tokens = Math.Max(1, mask.Sum(row => row.Count(kept => kept)));
        for (int b = 0; b < values.Length; b++)
        {
            for (int t = 0; t < values[b].Length; t++)
            {
                if (!mask[b][t])
                    continue;
                double value = values[b][t],
                    bounded = Math.Clamp(value, oldValues[b][t] - clip, oldValues[b][t] + clip);
                double free = value - returns[b][t],
                    held = bounded - returns[b][t];
                bool clipWins = held * held > free * free;
                loss += weights[b] * 0.5 * Math.Max(free * free, held * held);
                if (clipWins)
                    clipped += 1 / tokens;
                else
                    gradient[b][t] = weights[b] * free;
            }
        }
        return new ValueLoss(loss, gradient, clipped);
    }
}
