using R1Workbook.Learning.Decoders;
using R1Workbook.Learning.Decoders.DeepSeek;
using TorchSharp;
using static TorchSharp.torch;

namespace R1Workbook.Learning.Tests.Decoders.DeepSeek;

public sealed class ExpertRouterTests
{
    private static readonly DeepSeekConfig Four = DeepSeekConfig.V3 with
    {
        Experts = 4,
        ExpertsPerToken = 2,
        Groups = 1,
        GroupsPerToken = 1,
        RoutingScale = 1,
    };

    private static float Logit(double affinity) => (float)Math.Log(affinity / (1 - affinity));

    [Fact]
    public void The_gates_are_the_chosen_affinities_over_their_sum()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor logits = tensor([Logit(0.2), Logit(0.8), Logit(0.4), Logit(0.1)], [1, 4]);
        (long[] experts, float[] gates) = Choose(logits, zeros(4), Four with { RoutingScale = 2.5 });
        Assert.Equal([1, 2], experts);
        Assert.Equal(2.5 * 0.8 / 1.2, gates[0], 1e-5);
        Assert.Equal(2.5 * 0.4 / 1.2, gates[1], 1e-5);
    }

    [Fact]
    public void The_bias_counts_in_the_choice_and_not_in_the_gates()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor logits = tensor([Logit(0.2), Logit(0.8), Logit(0.4), Logit(0.1)], [1, 4]);
        // 0.1 + 0.75 is above all others
        (long[] experts, float[] gates) = Choose(logits, tensor([0f, 0f, 0f, 0.75f]), Four);
        Assert.Equal([3, 1], experts);
        Assert.Equal(0.1 / 0.9, gates[0], 1e-5);
        Assert.Equal(0.8 / 0.9, gates[1], 1e-5);
    }

    [Fact]
    public void The_experts_of_a_token_come_from_its_best_groups()
    {
        using DisposeScope scope = NewDisposeScope();
        // Three groups of two; of each, the best one counts. The second and third expert of all are in one group.
        DeepSeekConfig config = Four with
        {
            Experts = 6,
            ExpertsPerToken = 2,
            Groups = 3,
            GroupsPerToken = 1,
        };
        Tensor logits = tensor([Logit(0.9), Logit(0.1), Logit(0.7), Logit(0.6), Logit(0.3), Logit(0.2)], [1, 6]);
        Assert.Equal([2, 3], Choose(logits, zeros(6), config).Experts); // 0.7 + 0.6 beats 0.9 + 0.1
        Assert.Equal([0, 2], Choose(logits, zeros(6), config with { GroupsPerToken = 2 }).Experts);
        Assert.Equal([0, 2], Choose(logits, zeros(6), config with { Groups = 1 }).Experts);
    }

    [Fact]
    public void The_balance_loss_is_that_counted_by_hand()
    {
        using DisposeScope scope = NewDisposeScope();
        // Experts 1 and 2, then 0 and 2: f = 4 / (2 · 2) times 1, 1, 2, 0. Shares of 1.5: P = (0.8, 1.1, 0.9, 0.2) / 3.
        double[][] affinities =
        [
            [0.2, 0.8, 0.4, 0.1],
            [0.6, 0.3, 0.5, 0.1],
        ];
        Tensor one = tensor([.. affinities.SelectMany(row => row.Select(Logit))], [1, 2, 4]);
        Assert.Equal((0.8 + 1.1 + 2 * 0.9) / 3, ExpertRouter.BalanceLoss(one, Four).item<float>(), 1e-6);
        // Beside a sequence whose experts are alike, which has 1 whichever two of equal ones are chosen.
        Tensor even = tensor([.. Enumerable.Repeat(Logit(0.3), 8)], [1, 2, 4]);
        Assert.Equal(1, ExpertRouter.BalanceLoss(even, Four).item<float>(), 1e-6);
        Assert.Equal((1 + 3.7 / 3) / 2, ExpertRouter.BalanceLoss(cat([one, even], 0), Four).item<float>(), 1e-6);
        Assert.Contains(
            "[B, T, 4]",
            Assert.Throws<ArgumentException>(() => ExpertRouter.BalanceLoss(zeros(2, 4), Four)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void The_gradient_of_the_balance_loss_evens_out_a_sequence()
    {
        using DisposeScope scope = NewDisposeScope();
        Random random = new Random(3);
        Tensor logits = tensor(
                [.. Enumerable.Range(0, 2 * 6 * 4).Select(i => (float)random.NextDouble() + (i % 4 == 0 ? 2 : 0))],
                [2, 6, 4]
            )
            .requires_grad_();
        double before = ExpertRouter.BalanceLoss(logits, Four).item<float>(),
            after = 0;
        for (int step = 0; step < 200; step++)
        {
            using DisposeScope inner = NewDisposeScope();
            Tensor loss = ExpertRouter.BalanceLoss(logits, Four);
            Tensor slope = CheckedCalls.Gradients(loss, logits)[0];
            using IDisposable _ = no_grad();
            logits.add_(slope, KeptScalar.Of(-5));
            after = loss.item<float>();
        }
        Assert.True(before > 1.1, $"{before}");
        Assert.True(after < 1 + 0.4 * (before - 1), $"{before} -> {after}");
    }

    [Fact]
    public void Overloaded_experts_lose_and_underloaded_ones_gain()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor moved = ExpertRouter.Balance(tensor([0f, 0.5f, 0f, -1f]), tensor([8L, 2L, 5L, 5L]), 0.01);
        float[] expected = [-0.01f, 0.51f, 0f, -1f];
        foreach ((float given, float wanted) in moved.data<float>().ToArray().Zip(expected))
            Assert.Equal(wanted, given, 1e-6);
    }

    [Fact]
    public void Balancing_evens_out_a_skewed_load()
    {
        using DisposeScope scope = NewDisposeScope();
        manual_seed(4);
        Tensor logits = randn(256, 4).Plus(tensor([2f, 0f, 0f, -2f])),
            bias = zeros(4); // [N, Nr]
        double Spread(out Tensor load)
        {
            load = bincount(ExpertRouter.Choose(logits, bias, Four).Experts.flatten(), minlength: 4);
            return load.max().item<long>() / 128.0; // 1 where all are equal
        }
        double before = Spread(out Tensor first);
        for (int step = 0; step < 400; step++)
        {
            Spread(out Tensor load);
            bias = ExpertRouter.Balance(bias, load, 0.005);
        }
        Assert.True(before > 1.7, $"{before}");
        Assert.True(Spread(out _) < 1.1);
        Assert.Equal(512, first.sum().item<long>());
    }

    private static (long[] Experts, float[] Gates) Choose(Tensor logits, Tensor bias, DeepSeekConfig config)
    {
        Routing routing = ExpertRouter.Choose(logits, bias, config);
        return (routing.Experts.data<long>().ToArray(), routing.Gates.data<float>().ToArray());
    }
}
