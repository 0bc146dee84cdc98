using System.Text.Json.Nodes;
using R1Workbook.Core.Grpo;

namespace R1Workbook.Core.Tests.Grpo;

public sealed class GrpoLossTests
{
    [SkippableFact]
    public void Loss_advantages_metrics_and_gradient_equal_trl_for_grpo_bnpo_dr_grpo_and_dapo()
    {
        int compared = 0;
        foreach (JsonNode node in SharedCases.Json("cases/grpo_loss.json")["cases"]!.AsArray().OfType<JsonNode>())
        {
            if (GrpoCase.TryRead(node, out GrpoCase? read, out _) is false) continue;
            GrpoLoss loss = Core.Grpo.Grpo.Loss(read!.Batch, read.Settings);
            JsonNode expected = node["expected"]!;
            Close((double)expected["loss"]!, loss.Loss, read.Name);
            for (int b = 0; b < read.Batch.Advantages.Length; b++)
            {
                Close((double)expected["advantages"]![b]!, read.Batch.Advantages[b], read.Name);
                for (int t = 0; t < loss.Gradient[b].Length; t++)
                    Close((double)expected["grad_wrt_per_token_logps"]![b]![t]!, loss.Gradient[b][t], $"{read.Name} gradient [{b}][{t}]");
            }
            JsonObject metrics = expected["metrics"]!.AsObject();
            if (metrics["kl"] is { } kl) Close((double)kl, loss.Kl, read.Name + " kl");
            if (metrics["clip_ratio/low_mean"] is { } low) Close((double)low, loss.ClippedLow, read.Name + " low");
            if (metrics["clip_ratio/high_mean"] is { } high) Close((double)high, loss.ClippedHigh, read.Name + " high");
            if (metrics["clip_ratio/region_mean"] is { } region) Close((double)region, loss.Clipped, read.Name + " region");
            compared++;
        }
        Assert.True(compared >= 35, $"only {compared} cases were compared");
    }

    [Fact]
    public void A_group_by_hand()
    {
        // Two completions of one token, ratio 1.5 and 1, advantages +1 and −1: clip(1.5) = 1.2 decides and has no gradient.
        var batch = new GrpoBatch([[Math.Log(0.6)], [Math.Log(0.5)]], [1, -1], [[true], [true]], [[Math.Log(0.4)], [Math.Log(0.5)]]);
        GrpoLoss loss = Core.Grpo.Grpo.Loss(batch, new GrpoSettings());
        Assert.Equal((-1.2 + 1) / 2, loss.Loss, 12);
        Assert.Equal(0, loss.Gradient[0][0]);
        Assert.Equal(0.5, loss.Gradient[1][0], 12);
        Assert.Equal(0.5, loss.ClippedHigh);
        Assert.Equal(0, loss.ClippedLow);
    }

    [Theory]
    [InlineData(RatioLevel.Token, LossAggregation.SequenceMean)]
    [InlineData(RatioLevel.Sequence, LossAggregation.TokenMean)]
    [InlineData(RatioLevel.Token, LossAggregation.Constant)]
    [InlineData(RatioLevel.Sequence, LossAggregation.BatchTokens)]
    public void The_gradient_equals_finite_differences(RatioLevel level, LossAggregation aggregation)
    {
        var random = new Random(5);
        double[][] Draw() => [.. Enumerable.Range(0, 4).Select(_ => Enumerable.Range(0, 5).Select(_ => -random.NextDouble()).ToArray())];
        bool[][] mask = [.. Enumerable.Range(1, 4).Select(length => Enumerable.Range(0, 5).Select(t => t <= length).ToArray())];
        var batch = new GrpoBatch(Draw(), GroupAdvantage.Of([1, 0, 0.2, 1]), mask, Draw(), Draw());
        var settings = new GrpoSettings { KlCoefficient = 0.1, Ratio = level, Aggregation = aggregation, MaxCompletionLength = 5, TokensInBatch = 14 };
        GrpoLoss loss = Core.Grpo.Grpo.Loss(batch, settings);
        for (int b = 0; b < 4; b++)
        {
            for (int t = 0; t < 5; t++)
            {
                double At(double step)
                {
                    double[][] moved = [.. batch.LogProbs.Select(row => row.ToArray())];
                    moved[b][t] += step;
                    return Core.Grpo.Grpo.Loss(batch with { LogProbs = moved }, settings).Loss;
                }
                Assert.Equal((At(1e-6) - At(-1e-6)) / 2e-6, loss.Gradient[b][t], 7);
            }
        }
    }

    [Fact]
    public void Shapes_that_differ_are_named()
    {
        Assert.Contains("mask: completion 0 has 1", Assert.Throws<ArgumentException>(() => Core.Grpo.Grpo.Loss(new GrpoBatch([[0, 0]], [1], [[true]]), new GrpoSettings())).Message, StringComparison.Ordinal);
        Assert.Contains("KL coefficient", Assert.Throws<ArgumentException>(() => Core.Grpo.Grpo.Loss(new GrpoBatch([[0]], [1], [[true]]), new GrpoSettings { KlCoefficient = 1 })).Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Kl_estimators_equal_trl()
    {
        JsonNode kl = SharedCases.Json("cases/grpo_loss.json")["kl_estimators"]!;
        for (int b = 0; b < 3; b++)
        {
            for (int t = 0; t < 5; t++)
            {
                double logProb = (double)kl["logp"]![b]![t]!, reference = (double)kl["ref"]![b]![t]!;
                JsonNode Of(string name) => kl["estimators"]![name]!;
                Close((double)Of("k1")["value"]![b]![t]!, KlEstimator.K1(logProb, reference), "k1");
                Close((double)Of("k2")["value"]![b]![t]!, KlEstimator.K2(logProb, reference), "k2");
                Close((double)Of("k3")["value"]![b]![t]!, KlEstimator.K3(logProb, reference), "k3");
                Close((double)Of("k3")["grad_of_sum"]![b]![t]!, KlEstimator.K3Gradient(logProb, reference), "k3 gradient");
            }
        }
    }

    private static void Close(double expected, double actual, string what) =>
        Assert.True(Math.Abs(expected - actual) <= 1e-9, $"{what}: expected {expected:R}, got {actual:R}");
}
