using R1Workbook.Core.Grpo;
using R1Workbook.Core.Grpo.Losses;
using R1Workbook.Learning.Training.Losses;
using static TorchSharp.torch;

namespace R1Workbook.Golden.Tests.Values;

/// <summary>Losses and gradients of the reference and of the tensors against those of the script.</summary>
public class LossValueTests
{
    [Fact]
    public void Every_loss_of_the_plain_arrays_has_the_right_value_and_gradient() =>
        AllOf.Check(
            LossCase.All,
            row => row.Name,
            row =>
            {
                GrpoLoss loss = Grpo.Loss(row.Batch, row.Settings);
                ValuesFile.Close(row.Loss, loss.Loss, "loss");
                ValuesFile.Close(row.Gradient, loss.Gradient, "gradient");
            }
        );

    [Fact]
    public void Every_loss_of_the_tensors_has_the_right_value_and_gradient() =>
        AllOf.Check(
            LossCase.All,
            row => row.Name,
            row =>
            {
                using var scope = NewDisposeScope();
                GrpoBatch batch = row.Batch;
                Tensor logProbs = Of(batch.LogProbs).requires_grad_();
                GrpoTensors tensors = new(
                    logProbs,
                    tensor(batch.Advantages),
                    Of([.. batch.Mask.Select(kept => kept.Select(one => one ? 1.0 : 0).ToArray())]),
                    Of(batch.OldLogProbs!),
                    Of(batch.RefLogProbs!)
                )
                {
                    SamplerWeights = batch.SamplerWeights is { } weights ? Of(weights) : null,
                };
                Tensor loss = GrpoObjective.Loss(tensors, row.Settings);
                loss.backward();
                ValuesFile.Close(row.Loss, loss.item<double>(), "loss");
                double[] gradient = [.. logProbs.grad!.contiguous().data<double>()];
                ValuesFile.Close([.. row.Gradient.SelectMany(slopes => slopes)], gradient, "gradient");
            }
        );

    [Fact]
    public void Every_preset_every_estimator_and_every_aggregation_is_in_the_file()
    {
        string[] names = [.. LossCase.All.Select(row => row.Name)];
        Assert.All(LossPreset.Names, name => Assert.Contains($"far, preset {name}", names));
        Assert.All(Enum.GetNames<KlKind>(), name => Assert.Contains($"far, kl {name}", names));
        Assert.All(Enum.GetNames<LossAggregation>(), name => Assert.Contains($"far, aggregation {name}", names));
        Assert.All(
            Enum.GetValues<RatioLevel>(),
            level => Assert.Contains(LossCase.All, row => row.Settings.Ratio == level)
        );
        Assert.All(
            Enum.GetValues<PolicySurrogate>(),
            surrogate => Assert.Contains(LossCase.All, row => row.Settings.Surrogate == surrogate)
        );
    }

    private static Tensor Of(double[][] rows) =>
        tensor(rows.SelectMany(row => row).ToArray(), rows.Length, rows[0].Length);
}
