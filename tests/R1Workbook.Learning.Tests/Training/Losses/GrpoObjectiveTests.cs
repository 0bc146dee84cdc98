using System.Text.Json.Nodes;
using R1Workbook.Core.Grpo;
using R1Workbook.Core.Grpo.Cases;
using R1Workbook.Core.Grpo.Losses;
using R1Workbook.Core.Tests.Grpo;
using R1Workbook.Learning.Decoders;
using R1Workbook.Learning.Training.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace R1Workbook.Learning.Tests.Training.Losses;

public sealed partial class GrpoObjectiveTests
{
    public static TheoryData<PolicySurrogate, RatioLevel> Kinds
    {
        get
        {
            var data = new TheoryData<PolicySurrogate, RatioLevel>();
            foreach (PolicySurrogate surrogate in Enum.GetValues<PolicySurrogate>())
            {
                foreach (RatioLevel level in Enum.GetValues<RatioLevel>())
                    data.Add(surrogate, level);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_loss_equals_that_of_the_core_in_value_and_gradient(PolicySurrogate surrogate, RatioLevel level)
    {
        foreach (LossAggregation aggregation in Enum.GetValues<LossAggregation>())
        {
            for (int seed = 0; seed < 12; seed++)
            {
                Same(
                    $"{aggregation}, seed {seed}",
                    RandomBatch.Of(seed),
                    RandomBatch.Settings(seed, surrogate, level, aggregation)
                );
            }
        }
    }

    [SharedCheck("losses")]
    public static void Every_case_of_trl_comes_out_as_in_trl()
    {
        JsonNode root = SharedFiles.Json("cases/grpo_loss.json");
        foreach (JsonNode? node in root["cases"]!.AsArray())
        {
            TrlCase read = TrlCase.Read(node!);
            (double loss, double[] gradient) = Tensors(read.Batch, read.Settings);
            JsonNode expected = node!["expected"]!;
            Close((double)expected["loss"]!, loss, read.Name);
            double[] slopes =
            [
                .. expected["grad_wrt_per_token_logps"]!
                    .AsArray()
                    .SelectMany(row => row!.AsArray().Select(slope => (double)slope!)),
            ];
            for (int i = 0; i < slopes.Length; i++)
                Close(slopes[i], gradient[i], $"{read.Name}, gradient {i}");
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Padding_does_not_matter_whatever_it_holds(PolicySurrogate surrogate, RatioLevel level)
    {
        GrpoBatch batch = RandomBatch.Of(1);
        foreach (LossAggregation aggregation in Enum.GetValues<LossAggregation>())
        {
            GrpoSettings settings = RandomBatch.Settings(2, surrogate, level, aggregation) with
            {
                PaddingCounts = false,
                KlCoefficient = 0.1,
            };
            double[][] Padded(double[][] rows) =>
                [
                    .. rows.Select(
                        (row, b) =>
                            (double[])
                                [
                                    .. row.Select((value, t) => batch.Mask[b][t] ? value : double.NegativeInfinity),
                                    double.NaN,
                                    -1,
                                ]
                    ),
                ];
            GrpoBatch wider = batch with
            {
                LogProbs = Padded(batch.LogProbs),
                OldLogProbs = Padded(batch.OldLogProbs!),
                RefLogProbs = Padded(batch.RefLogProbs!),
                SamplerWeights = [.. batch.SamplerWeights!.Select(row => (double[])[.. row, 7, 7])],
                Mask = [.. batch.Mask.Select(row => (bool[])[.. row, false, false])],
            };
            (double loss, double[] gradient) = Tensors(batch, settings);
            (double widerLoss, double[] widerGradient) = Tensors(wider, settings);
            Close(loss, widerLoss, $"{aggregation}");
            double[] cut =
            [
                .. widerGradient.Chunk(RandomBatch.Width + 2).SelectMany(row => row.Take(RandomBatch.Width)),
            ];
            Assert.All(gradient.Zip(cut), pair => Close(pair.First, pair.Second, $"{aggregation} gradient"));
            Assert.Equal(Core.Grpo.Grpo.Loss(batch, settings).Loss, Core.Grpo.Grpo.Loss(wider, settings).Loss, 12);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_order_of_rows_and_their_division_do_not_matter(PolicySurrogate surrogate, RatioLevel level)
    {
        GrpoBatch batch = RandomBatch.Of(1);
        foreach (LossAggregation aggregation in Enum.GetValues<LossAggregation>())
        {
            GrpoSettings settings = RandomBatch.Settings(3, surrogate, level, aggregation) with
            {
                PaddingCounts = false,
                MicroBatches = 1,
            };
            double[] weights = TokenWeight.Of(RandomBatch.Lengths, settings);
            (double loss, double[] gradient) = Tensors(batch, settings);
            foreach (
                int[] order in (int[][])
                    [
                        [5, 0, 3, 1, 4, 2],
                        [0, 1, 2, 3, 4, 5],
                    ]
            )
            {
                double sum = 0;
                double[] collected = new double[gradient.Length];
                foreach (int[] rows in (int[][])[order[..1], order[1..4], order[4..]])
                {
                    using DisposeScope scope = NewDisposeScope();
                    GrpoTensors part = Of(Rows(batch, rows));
                    Tensor partLoss = GrpoObjective.Sum(
                        GrpoObjective.TokenLosses(part, settings).Losses,
                        part.Mask,
                        tensor([.. rows.Select(b => weights[b])])
                    );
                    double[] slopes = [.. CheckedCalls.Gradients(partLoss, part.LogProbs)[0].data<double>()];
                    sum += partLoss.item<double>();
                    for (int i = 0; i < rows.Length; i++)
                    {
                        slopes
                            .AsSpan(i * RandomBatch.Width, RandomBatch.Width)
                            .CopyTo(collected.AsSpan(rows[i] * RandomBatch.Width));
                    }
                }
                Assert.Equal(loss, sum, 12);
                Assert.All(gradient.Zip(collected), pair => Assert.Equal(pair.First, pair.Second, 12));
            }
        }
    }

    private static void Same(string what, GrpoBatch batch, GrpoSettings settings)
    {
        GrpoLoss expected = Core.Grpo.Grpo.Loss(batch, settings);
        (double loss, double[] gradient) = Tensors(batch, settings);
        Close(expected.Loss, loss, what);
        Assert.All(
            expected.Gradient.SelectMany(row => row).Zip(gradient),
            pair => Close(pair.First, pair.Second, $"{what}, gradient")
        );
    }

    private static (double Loss, double[] Gradient) Tensors(GrpoBatch batch, GrpoSettings settings)
    {
        using DisposeScope scope = NewDisposeScope();
        GrpoTensors tensors = Of(batch);
        Tensor loss = GrpoObjective.Loss(tensors, settings);
        return (
            loss.item<double>(),
            loss.requires_grad
                ? [.. CheckedCalls.Gradients(loss, tensors.LogProbs)[0].data<double>()]
                : new double[tensors.LogProbs.numel()]
        );
    }

    private static GrpoTensors Of(GrpoBatch batch)
    {
        Tensor Matrix(double[][] rows) =>
            tensor([.. rows.SelectMany(row => row)], [rows.Length, rows[0].Length], dtype: ScalarType.Float64);
        return new GrpoTensors(
            Matrix(batch.LogProbs).requires_grad_(),
            batch.TokenAdvantages is { } each ? Matrix(each) : tensor(batch.Advantages),
            Matrix([.. batch.Mask.Select(row => row.Select(kept => kept ? 1.0 : 0).ToArray())]),
            batch.OldLogProbs is { } old ? Matrix(old) : null,
            batch.RefLogProbs is { } reference ? Matrix(reference) : null
        )
        {
            SamplerWeights = batch.SamplerWeights is { } weights ? Matrix(weights) : null,
            SamplerLogProbs = batch.SamplerLogProbs is { } sampler ? Matrix(sampler) : null,
        };
    }

    private static GrpoBatch Rows(GrpoBatch batch, int[] rows)
    {
        return new GrpoBatch(
            Pick(batch.LogProbs),
            Pick(batch.Advantages),
            Pick(batch.Mask),
            Pick(batch.OldLogProbs!),
            Pick(batch.RefLogProbs!),
            Pick(batch.SamplerWeights!)
        );

        T[] Pick<T>(T[] of) => [.. rows.Select(b => of[b])];
    }

    private static void Close(double expected, double actual, string what) =>
        Assert.True(Math.Abs(expected - actual) <= 1e-9, $"{what}: expected {expected:R}, got {actual:R}");
}
