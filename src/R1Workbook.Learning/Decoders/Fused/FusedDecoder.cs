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
internal sealed partial class FusedDecoder
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
    private readonly WorkspaceMatrix _last,
        _lastInverse,
        _hidden,
        _logits; // [M, D], [M, 1], [S, D], [S, V]

    // What the backward pass needs of a block, in the order of the formulas.
    private readonly record struct Block(
        WorkspaceMatrix X,
        WorkspaceMatrix InputInverse,
        WorkspaceMatrix InputNormed,
        WorkspaceMatrix Projected,
        WorkspaceMatrix LogSums,
        WorkspaceMatrix Attended,
        WorkspaceMatrix Y,
        WorkspaceMatrix AttentionInverse,
        WorkspaceMatrix AttentionNormed,
        WorkspaceMatrix GateUp,
        WorkspaceMatrix Gated
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
        WorkspaceMatrix x = workspace.Take(tokens, width);
        Rows.Gather(WorkspaceMatrix.Numbers(_weights.Embedding), packed.Tokens, x.Span, width);
        WorkspaceMatrix? before = null; // what a block's last product is added to
        _blocks = new Block[config.Layers];
        for (int layer = 0; layer < config.Layers; layer++)
            _blocks[layer] = Forward(_weights.Blocks[layer], ref x, ref before);

        (_last, _lastInverse, _hidden) = (x, workspace.Take(tokens, 1), workspace.Take(packed.Scored.Length, width));
        WorkspaceMatrix normed = workspace.Take(tokens, width);
        NormKernel.Forward(
            x.Span,
            before!.Value.Span,
            WorkspaceMatrix.Numbers(_weights.Norm),
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

    private RotaryTable Turns => new(WorkspaceMatrix.Numbers(_cosine), WorkspaceMatrix.Numbers(_sine));

    private static ReadOnlySpan<float> Optional(Tensor? tensor) =>
        tensor is null ? [] : WorkspaceMatrix.Numbers(tensor);

    // A product is written where its sum with the residual shall stand; the norm that follows adds the residual.
    private Block Forward(in DecoderBlock weights, ref WorkspaceMatrix x, ref WorkspaceMatrix? before)
    {
        (int tokens, int width, float epsilon) = (x.Rows, _config.Width, (float)_config.NormEpsilon);
        (int hq, int hkv, int hd) = (_config.Heads, _config.KeyValueHeads, _config.HeadWidth);
        WorkspaceMatrix inputInverse = _workspace.Take(tokens, 1),
            inputNormed = _workspace.Take(tokens, width);
        NormKernel.Forward(
            x.Span,
            before is { } residual ? residual.Span : [],
            WorkspaceMatrix.Numbers(weights.InputNorm),
            epsilon,
            inputInverse.Span,
            inputNormed.Span
        );
        WorkspaceMatrix projected = _workspace.Take(tokens, (hq + 2 * hkv) * hd); // [M, C]
        projected.Set(inputNormed.Tensor, weights.QueryKeyValue.t());
        RotaryKernel.TurnRows(
            projected.Span,
            Optional(weights.QueryKeyValueBias),
            _packed.Positions,
            Turns,
            hq + hkv,
            hd
        );
        WorkspaceMatrix logSums = _workspace.Take(tokens, hq),
            attended = _workspace.Take(tokens, hq * hd);
        _attention.Forward(_packed, projected.Span, logSums.Span, attended.Span, _workspace);
        WorkspaceMatrix y = _workspace.Take(tokens, width);
        y.Set(attended.Tensor, weights.Output.t());
        WorkspaceMatrix attentionInverse = _workspace.Take(tokens, 1),
            attentionNormed = _workspace.Take(tokens, width);
        NormKernel.Forward(
            y.Span,
            x.Span,
            WorkspaceMatrix.Numbers(weights.AttentionNorm),
            epsilon,
            attentionInverse.Span,
            attentionNormed.Span
        );
        WorkspaceMatrix gateUp = _workspace.Take(tokens, 2 * _config.FeedForward),
            gated = _workspace.Take(tokens, _config.FeedForward);
        gateUp.Set(attentionNormed.Tensor, weights.GateUp.t());
        GatedKernel.Forward(gateUp.Span, gated.Span, _config.FeedForward);
        WorkspaceMatrix next = _workspace.Take(tokens, width);
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
}
