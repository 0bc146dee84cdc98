using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace R1Workbook.Learning.Decoders.DeepSeek;

/// <summary>The feed-forward part of a block: one SwiGLU network, or shared experts for every token and chosen ones
/// weighted by their gates.</summary>
internal static class MixtureOfExperts
{
    /// <summary>One network.</summary>
    public static Tensor Network(Tensor x, IReadOnlyDictionary<string, Tensor> w, string prefix) => // [..., D]
        F.silu(x.Product(w[prefix + "gate_proj.weight"].t()))
            .mul(x.Product(w[prefix + "up_proj.weight"].t()))
            .Product(w[prefix + "down_proj.weight"].t());

    /// <summary>Shared and chosen experts.</summary>
    /// <param name="x">[B, T, D]</param>
    /// <param name="w">Weights by name.</param>
    /// <param name="prefix">The names' beginning.</param>
    /// <param name="bias">[Nr] The balancing bias.</param>
    /// <param name="load">[Nr] Tokens that each expert gets are added here; null: nobody counts.</param>
    /// <param name="balance">The balance loss is added here, as a scalar; null: nobody asks.</param>
    /// <param name="config">Numbers of experts.</param>
    /// <returns>[B, T, D]</returns>
    public static Tensor Apply(
        Tensor x,
        IReadOnlyDictionary<string, Tensor> w,
        string prefix,
        Tensor bias,
        Tensor? load,
        List<Tensor>? balance,
        DeepSeekConfig config
    )
    {
        Tensor tokens = x.reshape(-1, config.Width); // [N, D]
        Tensor logits = tokens.Product(w[prefix + "gate.weight"].t()); // [N, Nr]
        Routing routing = ExpertRouter.Choose(logits, bias, config);
        balance?.Add(ExpertRouter.BalanceLoss(logits.view(x.shape[0], x.shape[1], config.Experts), config));
        Tensor sum = Network(tokens, w, prefix + "shared_experts."); // [N, D]
        Tensor gates = routing.Gates.flatten(); // [N Kr]
        for (int expert = 0; expert < config.Experts; expert++)
        {
            // [n] of [N Kr]
            Tensor places = routing.Experts.eq(KeptScalar.Whole(expert)).flatten().nonzero().squeeze(1);
            if (places.shape[0] == 0)
                continue;
            Tensor rows = places.div(KeptScalar.Whole(config.ExpertsPerToken), RoundingMode.floor); // [n]
            Tensor output = Network(tokens.index_select(0, rows), w, $"{prefix}experts.{expert}."); // [n, D]
            sum = sum.index_add(0, rows, output.mul(gates.index_select(0, places).unsqueeze(1)), KeptScalar.One);
        }
        load?.add_(bincount(routing.Experts.flatten(), minlength: config.Experts), KeptScalar.One);
        return sum.view(x.shape);
    }
}
