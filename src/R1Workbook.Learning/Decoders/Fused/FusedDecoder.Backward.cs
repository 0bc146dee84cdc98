using static TorchSharp.torch;

namespace R1Workbook.Learning.Decoders.Fused;

internal sealed partial class FusedDecoder
{
    /// <summary>Runs the backward pass; once, and after <see cref="LogProbabilities"/>.</summary>
    /// <param name="given">[B (T - P)] dlog p.</param>
    /// <param name="gradient">[N] What the gradient of the weights is added to.</param>
    public void Backward(ReadOnlySpan<float> given, Tensor gradient)
    {
        DecoderViews into = DecoderViews.Of(gradient, _config);
        (int tokens, int width) = (_packed.Tokens.Length, _config.Width);
        Span<float> scored = _workspace.Take(_packed.Scored.Length, 1).Span; // [S]
        for (int s = 0; s < scored.Length; s++)
            scored[s] = given[_packed.Places[s]];
        SoftmaxKernel.Backward(_logits.Span, _packed.Targets, _temperature, scored); // [S, V]
        WorkspaceMatrix hidden = _workspace.Take(_packed.Scored.Length, width),
            dx = _workspace.Take(tokens, width); // [S, D], [M, D]
        hidden.Set(_logits.Tensor, _weights.Scores);
        into.Scores.addmm_(_logits.Tensor.t(), _hidden.Tensor);
        dx.Span.Clear();
        NormKernel.Backward(
            hidden.Span,
            _last.Span,
            _lastInverse.Span,
            WorkspaceMatrix.Numbers(_weights.Norm),
            _packed.Scored,
            dx.Span,
            WorkspaceMatrix.Numbers(into.Norm)
        );
        var scratch = new Scratch(_workspace, tokens, _config);
        for (int layer = _config.Layers - 1; layer >= 0; layer--)
            Backward(_blocks[layer], _weights.Blocks[layer], into.Blocks[layer], dx, scratch);
        Rows.Scatter(dx.Span, _packed.Tokens, WorkspaceMatrix.Numbers(into.Embedding), width);
    }

    // What the blocks need one after the other on the way back.
    private readonly record struct Scratch(
        WorkspaceMatrix Gated,
        WorkspaceMatrix Normed,
        WorkspaceMatrix Attended,
        WorkspaceMatrix Projected
    )
    {
        public Scratch(Workspace workspace, int tokens, DecoderConfig config)
            : this(
                workspace.Take(tokens, config.FeedForward),
                workspace.Take(tokens, config.Width),
                workspace.Take(tokens, config.Heads * config.HeadWidth),
                workspace.Take(tokens, (config.Heads + 2 * config.KeyValueHeads) * config.HeadWidth)
            ) { }
    }

    // dx is the gradient of the block's result, and becomes that of its input.
    private void Backward(
        in Block block,
        in DecoderBlock weights,
        in DecoderBlock into,
        WorkspaceMatrix dx,
        in Scratch scratch
    )
    {
        scratch.Gated.Set(dx.Tensor, weights.Down); // [M, F]
        into.Down.addmm_(dx.Tensor.t(), block.Gated.Tensor);
        GatedKernel.Backward(scratch.Gated.Span, block.GateUp.Span, _config.FeedForward); // [M, 2 F], in place
        scratch.Normed.Set(block.GateUp.Tensor, weights.GateUp); // [M, D]
        into.GateUp.addmm_(block.GateUp.Tensor.t(), block.AttentionNormed.Tensor);
        NormKernel.Backward(
            scratch.Normed.Span,
            block.Y.Span,
            block.AttentionInverse.Span,
            WorkspaceMatrix.Numbers(weights.AttentionNorm),
            [],
            dx.Span,
            WorkspaceMatrix.Numbers(into.AttentionNorm)
        );

        scratch.Attended.Set(dx.Tensor, weights.Output); // [M, Hq hd]
        into.Output.addmm_(dx.Tensor.t(), block.Attended.Tensor);
        _attention.Backward(
            _packed,
            block.Projected.Span,
            block.LogSums.Span,
            block.Attended.Span,
            scratch.Attended.Span,
            scratch.Projected.Span,
            _workspace
        );
        int turned = _config.Heads + _config.KeyValueHeads;
        RotaryKernel.TurnRows(
            scratch.Projected.Span,
            [],
            _packed.Positions,
            Turns,
            turned,
            _config.HeadWidth,
            back: true
        ); // [M, C]
        if (into.QueryKeyValueBias is { } bias)
            Rows.Sum(scratch.Projected.Span, WorkspaceMatrix.Numbers(bias));
        scratch.Normed.Set(scratch.Projected.Tensor, weights.QueryKeyValue); // [M, D]
        into.QueryKeyValue.addmm_(scratch.Projected.Tensor.t(), block.InputNormed.Tensor);
        NormKernel.Backward(
            scratch.Normed.Span,
            block.X.Span,
            block.InputInverse.Span,
            WorkspaceMatrix.Numbers(weights.InputNorm),
            [],
            dx.Span,
            WorkspaceMatrix.Numbers(into.InputNorm)
        );
    }
}
