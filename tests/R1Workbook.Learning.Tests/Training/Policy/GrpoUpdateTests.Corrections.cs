using R1Workbook.Core.Grpo;
using R1Workbook.Core.Grpo.Losses;
using R1Workbook.Learning.Decoders;
using R1Workbook.Learning.Tests.Decoders;
using R1Workbook.Learning.Training.Optimiser;
using R1Workbook.Learning.Training.Policy;

namespace R1Workbook.Learning.Tests.Training.Policy;

public sealed partial class GrpoUpdateTests
{
    public static TheoryData<string> AllLosses => [.. LossPreset.Names];

    [Theory]
    [MemberData(nameof(AllLosses))]
    public async Task Nothing_fails_while_the_garbage_collector_runs(string loss)
    {
        using Decoder policy = DecoderTests.Shaken(DecoderTests.Small, 3),
            reference = policy.Clone();
        using var optimizer = new AdamW(policy.Weights, new AdamWSettings { LearningRate = 1e-3 });
        Rollout[] rollouts = Draw(policy, (_, i) => i % 4 - 1.5);
        GrpoSettings settings = LossPreset.Named(loss) with
        {
            KlCoefficient = 0.01,
            MaxCompletionLength = 10,
            OffPolicyThreshold = 5,
            RatioBound = 3,
            DualClip = 3,
        };
        using var done = new CancellationTokenSource();
        // What TorchSharp does not hold for the time of a call is freed under it then (see KeptScalar).
        Task collecting = Task.Run(() =>
        {
            while (!done.IsCancellationRequested)
            {
                GC.Collect(0);
                Thread.Sleep(1);
            }
        });
        try
        {
            var update = new GrpoUpdate(policy, reference, optimizer, settings)
            {
                RowsTogether = 3,
                SamplerCorrection = new SamplerCorrectionSettings(),
            };
            for (int i = 0; i < 20; i++)
                Assert.True(double.IsFinite(update.Run(rollouts).Loss));
        }
        finally
        {
            await done.CancelAsync();
            await collecting;
        }
    }

    public static TheoryData<string, SamplerCorrectionMode> Corrections
    {
        get
        {
            var data = new TheoryData<string, SamplerCorrectionMode>();
            foreach (string loss in (string[])["grpo", "dapo", "gspo", "gmpo", "cispo", "vespo", "clip_cov", "kl_cov"])
            {
                foreach (SamplerCorrectionMode mode in Enum.GetValues<SamplerCorrectionMode>())
                    data.Add(loss, mode);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Corrections))]
    public void Rollouts_of_another_policy_are_weighted_as_in_the_core(string loss, SamplerCorrectionMode mode)
    {
        var exact = new Placement(TorchSharp.torch.CPU, TorchSharp.torch.ScalarType.Float64);
        using Decoder sampler = DecoderTests.Shaken(DecoderTests.Small, 4),
            drawn = DecoderTests.Shaken(DecoderTests.Small, 3);
        using var policy = new Decoder(drawn.Config, drawn.CopyWeights(), exact);
        Rollout[] rollouts = Draw(sampler, (_, i) => i % 4 - 1.5);
        GrpoSettings settings = LossPreset.Named(loss) with { LogRatioRange = new LogRatioBounds(-20, 20) };
        if (settings.Covariance is { } control)
            settings = settings with { Covariance = control with { Share = 0.1, Low = 0.05 } };
        var how = new SamplerCorrectionSettings
        {
            Mode = mode,
            High = 1.5,
            Low = 0.4,
        };
        double[][] old = RolloutPass.LogProbs(policy, rollouts, 1),
            stored = [.. rollouts.Select(row => row.Completion.LogProbs.Select(p => (double)p).ToArray())];
        bool[][] mask = [.. rollouts.Select(row => row.Own())];
        GrpoBatch batch = new(
            old,
            [.. rollouts.Select(row => row.Advantage)],
            mask,
            old,
            SamplerWeights: SamplerCorrection.Weights(old, stored, mask, mode, how.High, how.Low)
        )
        {
            SamplerLogProbs = stored,
        };
        Assert.Contains(batch.SamplerWeights!.SelectMany(row => row), weight => weight is 1.5 or 0.4 or 0);
        double expected = Core.Grpo.Grpo.Loss(batch, settings).Loss;
        using var optimizer = new AdamW(policy.Weights, new AdamWSettings { LearningRate = 0.01 });
        GrpoUpdateResult first = new GrpoUpdate(policy, null, optimizer, settings)
        {
            SamplerCorrection = how,
            RowsTogether = 5,
        }.Run(rollouts);
        Assert.InRange(Math.Abs(first.Loss - expected), 0, 1e-9);
        Assert.Equal(batch.SamplerWeights!.SelectMany(row => row).Average(), first.SamplerWeight, 9);
        Assert.True(first.SamplerMismatch > 0.1);

        // The second time the policy has moved: ratios are its own to what it was, weights are those from before.
        GrpoSettings later = settings.Covariance is null
            ? settings
            : settings with
            {
                Covariance = settings.Covariance with { Seed = 1 },
            };
        double moved = Core
            .Grpo.Grpo.Loss(batch with { LogProbs = RolloutPass.LogProbs(policy, rollouts, 1) }, later)
            .Loss;
        using var again = new Decoder(drawn.Config, drawn.CopyWeights(), exact);
        using var other = new AdamW(again.Weights, new AdamWSettings { LearningRate = 0.01 });
        GrpoUpdateResult both = new GrpoUpdate(again, null, other, settings)
        {
            SamplerCorrection = how,
            RowsTogether = 5,
            Epochs = 2,
        }.Run(rollouts);
        Assert.InRange(Math.Abs(both.Loss - (expected + moved) / 2), 0, 1e-9);
    }
}
