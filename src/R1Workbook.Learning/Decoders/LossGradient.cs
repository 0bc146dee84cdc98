using static TorchSharp.torch;

namespace R1Workbook.Learning.Decoders;

/// <summary>A loss of the log-probabilities of texts, and its gradients.</summary>
/// <param name="Weights">[N] With respect to the weights of the decoder; to be disposed of, or left to a scope.</param>
/// <param name="Loss">The loss, a scalar.</param>
/// <param name="LogProbs">[B, T - P] The log-probabilities; 0 behind the end of a text.</param>
/// <param name="OfLogProbs">[B, T - P] With respect to the log-probabilities.</param>
public readonly record struct LossGradient(Tensor Weights, Tensor Loss, Tensor LogProbs, Tensor OfLogProbs);
