using static TorchSharp.torch;

namespace R1Workbook.Learning.Decoders.DeepSeek;

/// <summary>What one batch costs.</summary>
/// <param name="Total">The loss with its graph: next token + λ · the token after it + α · balance.</param>
/// <param name="NextToken">Mean cross-entropy of the next token.</param>
/// <param name="TokenAfter">Mean cross-entropy of the token after it (multi-token prediction); NaN at depth 0.</param>
/// <param name="Load">[blocks with experts, Nr] Tokens that went to each expert: what
/// <see cref="DeepSeekDecoder.Balance"/> takes.</param>
public sealed record DeepSeekLoss(Tensor Total, double NextToken, double TokenAfter, Tensor Load)
{
    /// <summary>The balance loss before its weight, the sum over blocks with experts; NaN where it was not asked
    /// for.</summary>
    public double Balance { get; init; } = double.NaN;
}
