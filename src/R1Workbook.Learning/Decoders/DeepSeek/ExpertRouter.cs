using static TorchSharp.torch;

namespace R1Workbook.Learning.Decoders.DeepSeek;

/// <summary>Where tokens go.</summary>
/// <param name="Experts">[N, Kr] The experts of each token.</param>
/// <param name="Gates">[N, Kr] What each expert's output is multiplied by; a row sums to the routing scale.</param>
public readonly record struct Routing(Tensor Experts, Tensor Gates);

/// <summary>The choice of experts in DeepSeekMoE without an auxiliary loss (arXiv 2412.19437, section 2.1.2, equations
/// 12 to 16).</summary>
public static class ExpertRouter
{
    /// <summary>V3's speed of the bias update, γ, for its first 14.3 trillion tokens; 0 after them (section
    /// 4.2).</summary>
    public const double V3Speed = 0.001;

    /// <summary>
    /// Chooses experts. Affinities are sigmoids; the bias counts in the choice only, not in the gates. Where experts
    /// form groups, a token's come from the M groups whose best Kr / M experts sum highest ("node-limited routing").
    /// </summary>
    /// <param name="logits">[N, Nr] u · e of each token and expert.</param>
    /// <param name="bias">[Nr] The balancing bias.</param>
    /// <param name="config">Numbers of experts and groups.</param>
    /// <returns>The choice; gradients flow through the gates.</returns>
    public static Routing Choose(Tensor logits, Tensor bias, DeepSeekConfig config)
    {
        ArgumentNullException.ThrowIfNull(logits);
        ArgumentNullException.ThrowIfNull(bias);
        ArgumentNullException.ThrowIfNull(config);
        Tensor affinities = logits.sigmoid(); // [N, Nr]
        Tensor ranked = affinities.detach().Plus(bias); // [N, Nr]
        if (config.GroupsPerToken < config.Groups)
        {
            (long tokens, long each) = (logits.shape[0], config.Experts / config.Groups);
            Tensor groups = ranked
                .view(tokens, config.Groups, each)
                .topk(config.ExpertsPerToken / config.GroupsPerToken, -1)
                .values.sum(-1); // [N, G]
            Tensor chosen = groups.topk(config.GroupsPerToken, -1).indexes; // [N, M]
            Tensor allowed = zeros_like(groups).scatter(1, chosen, ones_like(chosen).to(groups.dtype)); // [N, G]
            ranked = ranked.masked_fill(
                allowed.repeat_interleave(each, 1).eq(KeptScalar.Of(0)),
                KeptScalar.Of(double.NegativeInfinity)
            );
        }
        Tensor experts = ranked.topk(config.ExpertsPerToken, -1).indexes; // [N, Kr]
        Tensor gates = affinities.gather(1, experts); // [N, Kr]
        return new Routing(experts, gates.div(gates.sum(-1, keepdim: true)).Times(config.RoutingScale));
    }

    /// <summary>V3's weight of the balance loss, α (section 4.2).</summary>
    public const double V3BalanceWeight = 0.0001;

    /// <summary>
    /// The balance loss within a sequence, Σ_i f_i P_i (section 2.1.2, equations 17 to 20, without α): f_i is the share
    /// of tokens that have expert i among the Kr of highest affinity, times Nr / Kr, and P_i its mean share of a
    /// token's affinities. 1 where all experts are alike. It looks at the affinities themselves, not at the biased ones
    /// that decide where tokens go; gradients flow through P.
    /// </summary>
    /// <param name="logits">[B, T, Nr] u · e of each token and expert.</param>
    /// <param name="config">Numbers of experts.</param>
    /// <returns>The mean over sequences, a scalar.</returns>
    /// <exception cref="ArgumentException">The logits have another shape.</exception>
    public static Tensor BalanceLoss(Tensor logits, DeepSeekConfig config)
    {
        ArgumentNullException.ThrowIfNull(logits);
        ArgumentNullException.ThrowIfNull(config);
        if (logits.dim() != 3 || logits.shape[2] != config.Experts)
        {
            throw new ArgumentException(
                $"Logits are [B, T, {config.Experts}]; these are [{string.Join(", ", logits.shape)}].",
                nameof(logits)
            );
        }

        Tensor affinities = logits.sigmoid(); // [B, T, Nr]
        Tensor best = affinities.detach().topk(config.ExpertsPerToken, -1).indexes; // [B, T, Kr]
        Tensor chosen = zeros_like(affinities).scatter(2, best, ones_like(best).to(affinities.dtype)); // [B, T, Nr]
        Tensor frequencies = chosen.mean([1]).Times((double)config.Experts / config.ExpertsPerToken); // [B, Nr]
        Tensor shares = affinities.div(affinities.sum(-1, keepdim: true)).mean([1]); // [B, Nr]
        return frequencies.mul(shares).sum(-1).mean();
    }

    /// <summary>The bias after a step: experts with more than the mean load lose γ, those with less gain it.</summary>
    /// <param name="bias">[Nr] The bias before.</param>
    /// <param name="load">[Nr] Tokens that went to each expert in the step.</param>
    /// <param name="speed">γ.</param>
    /// <returns>[Nr]</returns>
    public static Tensor Balance(Tensor bias, Tensor load, double speed = V3Speed)
    {
        ArgumentNullException.ThrowIfNull(bias);
        ArgumentNullException.ThrowIfNull(load);
        Tensor counts = load.to(bias.dtype); // [Nr]
        return bias.add(counts.mean().Minus(counts).sign(), KeptScalar.Of(speed));
    }
}
