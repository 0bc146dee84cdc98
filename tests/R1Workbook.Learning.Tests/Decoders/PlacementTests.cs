using R1Workbook.Core.Grpo;
using R1Workbook.Learning.Decoders;
using R1Workbook.Learning.Randomness;
using R1Workbook.Learning.Sampling;
using R1Workbook.Learning.Stages;
using R1Workbook.Learning.Training.Imitation;
using R1Workbook.Learning.Training.Optimiser;
using R1Workbook.Learning.Training.Policy;
using R1Workbook.Learning.Training.Runs;
using TorchSharp;
using static TorchSharp.torch;

namespace R1Workbook.Learning.Tests.Decoders;

public sealed class PlacementTests : IDisposable
{
    private static readonly long[] Ids = [1, 4, 2, 9, 3, 10, 0, 5];

    private readonly string _folder = Directory.CreateTempSubdirectory("r1-placement-").FullName;

    [Theory]
    [InlineData("cpu", DeviceType.CPU, ScalarType.Float32)]
    [InlineData("CPU:Float64", DeviceType.CPU, ScalarType.Float64)]
    [InlineData("cpu:bfloat16", DeviceType.CPU, ScalarType.BFloat16)]
    public void A_placement_is_read_from_one_word(string text, DeviceType device, ScalarType type)
    {
        Placement placement = Placement.Parse(text);
        Assert.Equal((device, type), (placement.Device.type, placement.Type));
        Assert.Equal(type, Placement.Parse(placement.ToString()).Type);
    }

    [SkippableFact]
    public void A_card_is_read_where_there_is_one()
    {
        Skip.IfNot(cuda.is_available(), "no CUDA device");
        foreach (
            (string text, ScalarType type) in ((string, ScalarType)[])
                [
                    ("cuda", ScalarType.Float32),
                    ("cuda:bfloat16", ScalarType.BFloat16),
                    ("cuda:0:float16", ScalarType.Float16),
                ]
        )
        {
            Placement placement = Placement.Parse(text);
            Assert.Equal((DeviceType.CUDA, 0, type), (placement.Device.type, placement.Device.index, placement.Type));
        }

        Assert.Contains(
            "counted from 0",
            Assert.Throws<ArgumentException>(() => Placement.Parse("cuda:99")).Message,
            StringComparison.Ordinal
        );
    }

    [SkippableTheory]
    [InlineData("cuda")]
    [InlineData("CUDA:1:bfloat16")]
    public void Without_a_card_it_is_said_what_to_do(string text)
    {
        Skip.If(cuda.is_available(), "there is a CUDA device");
        Assert.Contains(
            "No CUDA device",
            Assert.Throws<TrainingException>(() => Devices.Of(Scale.Laptop, text)).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "No CUDA device",
            Assert.Throws<TrainingException>(() => Devices.Of(Scale.Gpu)).Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("tpu")]
    [InlineData("cpu:1")]
    [InlineData("cuda:int8")]
    [InlineData("cuda:-1")]
    [InlineData("")]
    public void What_is_no_placement_is_refused(string text)
    {
        Assert.Contains(
            "cuda:1",
            Assert.Throws<ArgumentException>(() => Placement.Parse(text)).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "is no device",
            Assert.Throws<TrainingException>(() => Devices.Of(Scale.Laptop, text)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void The_scale_decides_where_nothing_is_asked_for()
    {
        Assert.Equal(
            (DeviceType.CPU, ScalarType.Float32),
            (Devices.Of(Scale.Laptop).Device.type, Devices.Of(Scale.Laptop).Type)
        );
        Assert.Equal(ScalarType.Float64, Devices.Of(Scale.Gpu, "cpu:float64").Type);
    }

    [Theory]
    [InlineData(ScalarType.Float64, ScalarType.Float64, 1e-5)]
    [InlineData(ScalarType.BFloat16, ScalarType.Float32, 0.15)]
    public void Another_type_computes_the_same_in_its_own_precision_from_the_same_weights(
        ScalarType type,
        ScalarType given,
        double tolerance
    )
    {
        using DisposeScope scope = NewDisposeScope();
        using Decoder plain = DecoderTests.Shaken(DecoderTests.Small, 3);
        using var other = new Decoder(plain.Config, plain.CopyWeights(), new Placement(CPU, type));
        Tensor ids = tensor(Ids, [2, 4]);
        LossGradient expected = plain.LossGradient(ids, [4, 3], 1, 0.7, logProbs => logProbs.sum()),
            actual = other.LossGradient(ids, [4, 3], 1, 0.7, logProbs => logProbs.sum());
        Assert.Equal(given, actual.LogProbs.dtype);
        Assert.Equal(ScalarType.Float32, actual.Weights.dtype);
        Assert.Equal(ScalarType.Float32, other.Weights.dtype);
        Assert.InRange(
            actual.LogProbs.sub(expected.LogProbs).abs().max().to_type(ScalarType.Float32).item<float>(),
            0,
            tolerance
        );
        double norm = expected.Weights.norm().item<float>();
        Assert.InRange(actual.Weights.sub(expected.Weights).norm().item<float>(), 0, tolerance * norm);
        using IDisposable inference = no_grad();
        Assert.Equal(
            other.LogProbabilities(ids, 1, 0.7).to_type(ScalarType.Float64).data<double>().ToArray()[0],
            actual.LogProbs.to_type(ScalarType.Float64).data<double>().ToArray()[0],
            6
        );
        using Decoder clone = other.Clone();
        Assert.Equal(type, clone.Placement.Type);
    }

    [Theory]
    [InlineData("cpu:float64", 1e-4)]
    [InlineData("cpu:bfloat16", 0.5)]
    public void Sampler_trainer_and_critic_agree_in_another_type(string placement, double mismatch)
    {
        using Decoder shaken = DecoderTests.Shaken(DecoderTests.Small, 3);
        using var policy = new Decoder(shaken.Config, shaken.CopyWeights(), Placement.Parse(placement));
        Completion[] drawn = Sampler.Draw(
            policy,
            [
                [2, 3],
                [4, 5],
            ],
            4,
            new SamplingSettings { MaxTokens = 10 },
            new Seed(1)
        );
        using var optimizer = new AdamW(policy.Weights, new AdamWSettings());
        Rollout[] rollouts =
        [
            .. drawn.Select((completion, i) => new Rollout(i < 4 ? [2, 3] : [4, 5], completion, i % 4 - 1.5)),
        ];
        GrpoUpdateResult result = new GrpoUpdate(policy, null, optimizer, new GrpoSettings()).Run(rollouts);
        Assert.InRange(result.SamplerMismatch, 0, mismatch);
        Assert.True(result.GradientNorm > 0);
        Assert.NotEqual(shaken.CopyWeights(), policy.CopyWeights());
        using var critic = new Critic(policy, new CriticSettings());
        Assert.Equal(
            0.5,
            critic
                .Update(
                    rollouts,
                    critic.Values(rollouts),
                    [.. rollouts.Select(row => row.Completion.Tokens.Select(_ => 1.0).ToArray())]
                )
                .Loss,
            1e-6
        );
        using var imitation = new ImitationTraining(
            policy,
            _ => new Demonstration([2], [3, 4, 1]),
            new ImitationSettings
            {
                Steps = 4,
                BatchSize = 2,
                BatchesSorted = 2,
            },
            new Seed(3)
        );
        Assert.True(double.IsFinite(imitation.Step(1).Loss));
    }

    [Theory]
    [InlineData("cpu:float64")]
    [InlineData("cpu:bfloat16")]
    public void A_run_in_another_type_is_recorded_as_such(string placement)
    {
        using Decoder plain = new(BaseSettings.Of(Scale.Smoke).Model, new Seed(1)),
            other = new(plain.Config, plain.CopyWeights(), Placement.Parse(placement));
        R1ZeroSettings settings = R1ZeroSettings.Of(Scale.Smoke) with { Steps = 1, HeldOut = 8 };
        RunRecord record = R1ZeroStage.Train(_folder, other, settings, new Seed(2));
        Assert.Equal(
            other.Placement.Type.ToString(),
            (string)record.Header["configuration"]!["inputs"]!["computed_in"]!
        );
        Assert.Throws<RunRecordException>(() => R1ZeroStage.Train(_folder, plain, settings, new Seed(2)));
        using Decoder trained = record.LoadModel(Placement.Parse(placement));
        Assert.Equal(ScalarType.Float32, trained.Weights.dtype);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
