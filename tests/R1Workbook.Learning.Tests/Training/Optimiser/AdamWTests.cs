using R1Workbook.Learning.Training.Optimiser;
using TorchSharp;
using static TorchSharp.torch;

namespace R1Workbook.Learning.Tests.Training.Optimiser;

public sealed class AdamWTests
{
    [Fact]
    public void It_steps_as_the_optimiser_of_torch_does()
    {
        using DisposeScope scope = NewDisposeScope();
        float[] start = [0.5f, -1f, 2f, 0.1f];
        Tensor mine = tensor(start).requires_grad_();
        var theirs = new TorchSharp.Modules.Parameter(tensor(start));
        using var adam = new AdamW(mine, new AdamWSettings { LearningRate = 0.1, MaxGradientNorm = 1e9 });
        using optim.Optimizer torchs = optim.AdamW(
            [theirs],
            lr: 0.1,
            beta1: 0.9,
            beta2: 0.98,
            eps: 1e-8,
            weight_decay: 0.01
        );
        for (int step = 1; step <= 5; step++)
        {
            using Tensor gradient = tensor([1f * step, -0.3f, 0f, 0.01f * step]);
            adam.Step(gradient);
            theirs.grad = gradient.clone();
            torchs.step();
        }
        Assert.True(mine.allclose(theirs, atol: 1e-6), $"{mine.str()} against {theirs.str()}");
    }

    [Fact]
    public void A_long_gradient_is_shortened_and_a_gradient_that_is_not_finite_changes_nothing()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor weights = tensor([1f, 1f]).requires_grad_();
        using var adam = new AdamW(weights, new AdamWSettings());
        Assert.Equal(5, adam.Step(tensor([3f, 4f])), 5);
        Assert.Equal([0.06f, 0.08f], adam.Mean.data<float>().ToArray().Select(x => MathF.Round(x, 5)));
        float[] before = weights.detach().data<float>().ToArray();
        Assert.Contains(
            "not finite",
            Assert.Throws<InvalidOperationException>(() => adam.Step(tensor([float.NaN, 0f]))).Message,
            StringComparison.Ordinal
        );
        Assert.Equal(before, weights.detach().data<float>().ToArray());
    }
}
