using R1Workbook.Learning.Decoders;
using static TorchSharp.torch;

namespace R1Workbook.Learning.Training.Losses;

/// <summary>The loss of PPO's critic on tensors: the twin of <c>ValueLoss</c>.</summary>
public static class ValueObjective
{
    /// <summary>½ max((V − R)², (clip(V, V_old − ε, V_old + ε) − R)²), weighted and summed.</summary>
    /// <param name="values">[B, T] V, with gradient.</param>
    /// <param name="oldValues">[B, T] V at the time of sampling.</param>
    /// <param name="returns">[B, T] R.</param>
    /// <param name="mask">[B, T] The completion mask, 1 or 0.</param>
    /// <param name="weights">[B] The weight of each completion's tokens; see
    /// <c>TokenWeight</c>.</param>
    /// <param name="clip">ε.</param>
    /// <returns>The loss, a scalar.</returns>
    public static Tensor Loss(Tensor values, Tensor oldValues, Tensor returns, Tensor mask, Tensor weights, double clip)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(oldValues);
        ArgumentNullException.ThrowIfNull(weights);
        // [B, T]
        Tensor held = oldValues.Plus(values.Minus(oldValues).clamp(KeptScalar.Of(-clip), KeptScalar.Of(clip)));
        Tensor errors = maximum(values.Minus(returns).Squared(), held.Minus(returns).Squared()).Times(0.5); // [B, T]
        return errors.mul(mask).mul(weights.unsqueeze(1)).sum();
    }
}
