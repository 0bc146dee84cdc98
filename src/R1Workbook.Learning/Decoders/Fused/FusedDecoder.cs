using static TorchSharp.torch;

namespace R1Workbook.Learning.Decoders.Fused;

/// <summary>
/// A decoder's forward and backward pass written out, for the CPU in float32. Matrix products are libtorch's; all that
/// lies between them, which is bound by memory when it runs as many small operations, is one kernel each. It computes
/// what <see cref="Decoder"/> computes by autograd, without padding and without a graph. With M tokens, and the vector
/// of all weights cut into E [V, D] and, for each block, g₁, W_qkv, W_o, g₂, W_gu, W_d:
/// <code>
/// x⁰ = E[ids]                                       [M, D]
/// n₁ = norm(x, g₁)                                  [M, D]
/// q, k, v = rope(n₁ W_qkvᵀ + bias)                  [M, C], C = (Hq + 2 Hkv) hd
/// y = x + attention(q, k, v) W_oᵀ                   [M, D]
/// n₂ = norm(y, g₂)                                  [M, D]
/// a, u = n₂ W_guᵀ                                   [M, 2 F]
/// x' = y + (silu(a) ∘ u) W_dᵀ                       [M, D]
/// log p = log softmax(norm(x, g) Headᵀ / τ)[target] [S]
/// </code>
/// The backward pass goes through the same lines from below: a product z = n Wᵀ gives dn = dz W and dW = dzᵀ n, a
/// residual passes its gradient on.
/// </summary>
internal sealed class FusedDecoder
{
    private readonly DecoderConfig _config;
    private readonly DecoderViews _weights;
    private readonly Tensor _cosine; // [T, hd]
    private readonly Tensor _sine; // [T, hd]
    private readonly PackedRows _packed;
    private readonly Workspace _workspace;
    private readonly AttentionKernel _attention;
    private readonly Block[] _blocks;
    private readonly double _temperature;
    private readonly Matrix _last,
        _lastInverse,
        _hidden,
        _logits; // [M, D], [M, 1], [S, D], [S, V]

    // What the backward pass needs of a block, in the order of the formulas.
    private readonly record struct Block(
        Matrix X,
        Matrix InputInverse,
        Matrix InputNormed,
        Matrix Projected,
        Matrix LogSums,
        Matrix Attended,
        Matrix Y,
        Matrix AttentionInverse,
        Matrix AttentionNormed,
        Matrix GateUp,
        Matrix Gated
    );

    /// <summary>Runs the forward pass.</summary>
    /// <param name="config">The decoder's shape.</param>
    /// <param name="weights">[N] Its weights.</param>
    /// <param name="turns">The turns of the positions, [T, 1, hd] each.</param>
    /// <param name="packed">The texts.</param>
    /// <param name="temperature">τ.</param>
    /// <param name="workspace">Memory, which belongs to this pass until it is over.</param>
    public FusedDecoder(
        DecoderConfig config,
        Tensor weights,
        (Tensor Cosine, Tensor Sine) turns,
        PackedRows packed,
        double temperature,
        Workspace workspace
    )
    {
        (_config, _weights, _packed, _temperature, _workspace) = (
            config,
            DecoderViews.Of(weights.detach(), config),
            packed,
            temperature,
            workspace
        );
        (_cosine, _sine, _attention) = (turns.Cosine, turns.Sine, new AttentionKernel(config));
        workspace.Begin();
        (int tokens, int width, float epsilon) = (packed.Tokens.Length, config.Width, (float)config.NormEpsilon);
        Matrix x = workspace.Take(tokens, width);
        Rows.Gather(Matrix.Numbers(_weights.Embedding), packed.Tokens, x.Span, width);
        Matrix? before = null; // what a block's last product is added to
        _blocks = new Block[config.Layers];
        for (int layer = 0; layer < config.Layers; layer++)
            _blocks[layer] = Forward(_weights.Blocks[layer], ref x, ref before);

        (_last, _lastInverse, _hidden) = (x, workspace.Take(tokens, 1), workspace.Take(packed.Scored.Length, width));
        Matrix normed = workspace.Take(tokens, width);
        NormKernel.Forward(
            x.Span,
            before!.Value.Span,
            Matrix.Numbers(_weights.Norm),
            epsilon,
            _lastInverse.Span,
            normed.Span
        );
        Rows.Gather(normed.Span, packed.Scored, _hidden.Span, width);
        _logits = workspace.Take(packed.Scored.Length, config.Vocabulary);
        _logits.Set(_hidden.Tensor, _weights.Scores.t());
    }

    /// <summary>log p of every scored token; once, since the logits become probabilities.</summary>
    /// <param name="into">[B (T - P)] Where they are written; padding is left alone.</param>
    public void LogProbabilities(Span<float> into)
    {
        Span<float> scored = _workspace.Take(_packed.Scored.Length, 1).Span; // [S]
        SoftmaxKernel.Forward(_logits.Span, _packed.Targets, _temperature, scored);
        for (int s = 0; s < scored.Length; s++)
            into[_packed.Places[s]] = scored[s];
    }

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
        Matrix hidden = _workspace.Take(_packed.Scored.Length, width),
            dx = _workspace.Take(tokens, width); // [S, D], [M, D]
        hidden.Set(_logits.Tensor, _weights.Scores);
        into.Scores.addmm_(_logits.Tensor.t(), _hidden.Tensor);
        dx.Span.Clear();
        NormKernel.Backward(
            hidden.Span,
            _last.Span,
            _lastInverse.Span,
            Matrix.Numbers(_weights.Norm),
            _packed.Scored,
            dx.Span,
            Matrix.Numbers(into.Norm)
        );
        var scratch = new Scratch(_workspace, tokens, _config);
        for (int layer = _config.Layers - 1; layer >= 0; layer--)
            Backward(_blocks[layer], _weights.Blocks[layer], into.Blocks[layer], dx, scratch);
        Rows.Scatter(dx.Span, _packed.Tokens, Matrix.Numbers(into.Embedding), width);
    }

    private RotaryTable Turns => new(Matrix.Numbers(_cosine), Matrix.Numbers(_sine));

    private static ReadOnlySpan<float> Optional(Tensor? tensor) => tensor is null ? [] : Matrix.Numbers(tensor);

    // A product is written where its sum with the residual shall stand; the norm that follows adds the residual.
    private Block Forward(in DecoderBlock weights, ref Matrix x, ref Matrix? before)
    {
        (int tokens, int width, float epsilon) = (x.Rows, _config.Width, (float)_config.NormEpsilon);
        (int hq, int hkv, int hd) = (_config.Heads, _config.KeyValueHeads, _config.HeadWidth);
        Matrix inputInverse = _workspace.Take(tokens, 1),
            inputNormed = _workspace.Take(tokens, width);
        NormKernel.Forward(
            x.Span,
            before is { } residual ? residual.Span : [],
            Matrix.Numbers(weights.InputNorm),
            epsilon,
            inputInverse.Span,
            inputNormed.Span
        );
        Matrix projected = _workspace.Take(tokens, (hq + 2 * hkv) * hd); // [M, C]
        projected.Set(inputNormed.Tensor, weights.QueryKeyValue.t());
        RotaryKernel.TurnRows(
            projected.Span,
            Optional(weights.QueryKeyValueBias),
            _packed.Positions,
            Turns,
            hq + hkv,
            hd
        );
        Matrix logSums = _workspace.Take(tokens, hq),
            attended = _workspace.Take(tokens, hq * hd);
        _attention.Forward(_packed, projected.Span, logSums.Span, attended.Span, _workspace);
        Matrix y = _workspace.Take(tokens, width);
        y.Set(attended.Tensor, weights.Output.t());
        Matrix attentionInverse = _workspace.Take(tokens, 1),
            attentionNormed = _workspace.Take(tokens, width);
        NormKernel.Forward(
            y.Span,
            x.Span,
            Matrix.Numbers(weights.AttentionNorm),
            epsilon,
            attentionInverse.Span,
            attentionNormed.Span
        );
        Matrix gateUp = _workspace.Take(tokens, 2 * _config.FeedForward),
            gated = _workspace.Take(tokens, _config.FeedForward);
        gateUp.Set(attentionNormed.Tensor, weights.GateUp.t());
        GatedKernel.Forward(gateUp.Span, gated.Span, _config.FeedForward);
        Matrix next = _workspace.Take(tokens, width);
        next.Set(gated.Tensor, weights.Down.t());
        Block block = new(
            x,
            inputInverse,
            inputNormed,
            projected,
            logSums,
            attended,
            y,
            attentionInverse,
            attentionNormed,
            gateUp,
            gated
        );
        (x, before) = (next, y);
        return block;
    }

    // What the blocks need one after the other on the way back.
    private readonly record struct Scratch(Matrix Gated, Matrix Normed, Matrix Attended, Matrix Projected)
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
    private void Backward(in Block block, in DecoderBlock weights, in DecoderBlock into, Matrix dx, in Scratch scratch)
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
            Matrix.Numbers(weights.AttentionNorm),
            [],
            dx.Span,
            Matrix.Numbers(into.AttentionNorm)
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
            Rows.Sum(scratch.Projected.Span, Matrix.Numbers(bias));
        scratch.Normed.Set(scratch.Projected.Tensor, weights.QueryKeyValue); // [M, D]
        into.QueryKeyValue.addmm_(scratch.Projected.Tensor.t(), block.InputNormed.Tensor);
        NormKernel.Backward(
            scratch.Normed.Span,
            block.X.Span,
            block.InputInverse.Span,
            Matrix.Numbers(weights.InputNorm),
            [],
            dx.Span,
            Matrix.Numbers(into.InputNorm)
        );
    }
}
