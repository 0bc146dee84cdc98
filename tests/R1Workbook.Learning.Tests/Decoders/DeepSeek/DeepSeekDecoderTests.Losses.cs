using R1Workbook.Learning.Decoders;
using R1Workbook.Learning.Decoders.DeepSeek;
using R1Workbook.Learning.Randomness;
using TorchSharp;
using static TorchSharp.torch;

namespace R1Workbook.Learning.Tests.Decoders.DeepSeek;

public sealed partial class DeepSeekDecoderTests
{
    [Fact]
    public void Gates_that_sum_to_the_scale_make_equal_experts_one_expert()
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable _ = no_grad();
        using var model = new DeepSeekDecoder(Small, new Seed(9));
        Tensor ids = tensor(Ids, [2, 6]);
        void Prefer(int expert)
        {
            model.Biases.zero_();
            model.Biases.narrow(1, expert, 2).fill_(KeptScalar.Of(5));
        }
        Prefer(0);
        Tensor one = model.Logits(ids);
        Prefer(6);
        Assert.False(one.allclose(model.Logits(ids), atol: 1e-6), "another choice of experts changed nothing");
        foreach (
            Parameter parameter in model.Layout.Parameters.Where(parameter =>
                parameter.Name.Contains(".experts.", StringComparison.Ordinal)
            )
        )
        {
            // model.layers.L.mlp.experts.E...
            string twin = string.Join('.', parameter.Name.Split('.').Select((part, i) => i == 5 ? "0" : part));
            Parameter source = model.Layout.Parameters.Single(other => other.Name == twin);
            model
                .Weights.narrow(0, parameter.Offset, parameter.Size)
                .copy_(model.Weights.narrow(0, source.Offset, source.Size).clone());
        }
        Tensor same = model.Logits(ids);
        Prefer(0);
        Assert.True(same.allclose(model.Logits(ids), atol: 1e-5));
    }

    [Fact]
    public void The_balance_loss_is_added_with_its_weight_and_left_out_without()
    {
        using DisposeScope scope = NewDisposeScope();
        using var model = new DeepSeekDecoder(Small, new Seed(7));
        Tensor ids = tensor(Ids, [2, 6]);
        DeepSeekLoss plain = model.Loss(ids),
            balanced = model.Loss(ids, balanceWeight: 0.5);
        Assert.True(double.IsNaN(plain.Balance));
        Assert.InRange(balanced.Balance, 2.5, 6); // three blocks with experts, about 1 each
        Assert.Equal(plain.Total.item<float>() + 0.5 * balanced.Balance, balanced.Total.item<float>(), 1e-5);
        Assert.Equal(plain.NextToken, balanced.NextToken);
        Tensor gate = CheckedCalls.Gradients(balanced.Total.sub(plain.Total), model.Weights)[0]; // [N]
        Parameter router = model.Layout.Parameters.Single(parameter =>
            parameter.Name == "model.layers.1.mlp.gate.weight"
        );
        Assert.True(gate.narrow(0, router.Offset, router.Size).abs().max().item<float>() > 1e-4);
    }

    [Fact]
    public void Without_multi_token_prediction_the_loss_is_that_of_the_next_token()
    {
        using DisposeScope scope = NewDisposeScope();
        using var model = new DeepSeekDecoder(Small with { PredictionDepth = 0 }, new Seed(3));
        DeepSeekLoss loss = model.Loss(tensor(Ids, [2, 6]));
        Assert.Equal(loss.NextToken, loss.Total.item<float>(), 1e-6);
        Assert.True(double.IsNaN(loss.TokenAfter));
    }
}
