using R1Workbook.Learning.Decoders;
using R1Workbook.Learning.Randomness;
using R1Workbook.Learning.Training.Optimiser;
using R1Workbook.Learning.Training.Preferences;
using TorchSharp;
using static TorchSharp.torch;

namespace R1Workbook.Learning.Tests.Decoders;

public sealed class ScoredDecoderTests
{
    private static readonly long[] Ids = [1, 4, 2, 9, 3, 10, 0, 5];

    [Fact]
    public void Values_are_the_hidden_states_times_the_head()
    {
        using DisposeScope scope = NewDisposeScope();
        using Decoder decoder = DecoderTests.Shaken(DecoderTests.Small, 3);
        float[] head = [1, -2, 0.5f, 0, 3, -1, 0.25f, 2, 0.7f]; // eight weights and the bias
        using var scored = new ScoredDecoder(decoder.Config, [.. decoder.CopyWeights(), .. head]);
        Tensor ids = tensor(Ids, [2, 4]);
        float[] hidden = decoder.Hidden(ids).data<float>().ToArray(); // [B T D]
        float[] values = scored.Values(ids).data<float>().ToArray(); // [B T]
        for (int i = 0; i < 8; i++)
            Assert.Equal(Enumerable.Range(0, 8).Sum(d => hidden[8 * i + d] * head[d]) + 0.7, values[i], 1e-4);
        Assert.Equal([values[3], values[7]], scored.Scores(ids).data<float>().ToArray());
        Assert.Equal([values[1], values[6]], scored.Scores(ids, [2, 3]).data<float>().ToArray());
    }

    [Fact]
    public void A_new_head_scores_everything_0()
    {
        using DisposeScope scope = NewDisposeScope();
        using Decoder decoder = DecoderTests.Shaken(DecoderTests.Small, 3);
        using var scored = new ScoredDecoder(decoder);
        Assert.All(scored.Values(tensor(Ids, [2, 4])).data<float>().ToArray(), value => Assert.Equal(0, value));
        Assert.Equal(decoder.CopyWeights(), scored.CopyWeights()[..^9]);
    }

    [Theory]
    [InlineData(0, 0, 0.6931471805599453)] // ln 2
    [InlineData(2, 0, 0.1269280110429725)] // ln(1 + e^-2)
    [InlineData(0, 2, 2.126928011042973)]
    [InlineData(-500, 500, 1000)]
    public void The_loss_is_minus_the_log_of_the_sigmoid(double chosen, double rejected, double expected)
    {
        using DisposeScope scope = NewDisposeScope();
        Assert.Equal(expected, PairwiseLoss.Loss(tensor([chosen]), tensor([rejected])).item<double>(), 1e-9);
    }

    [Fact]
    public void The_loss_is_the_mean_over_pairs_and_the_accuracy_counts_them()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor chosen = tensor([2.0, 0.0, 1.0]),
            rejected = tensor([0.0, 2.0, 1.0]);
        Assert.Equal(
            (0.1269280110429725 + 2.126928011042973 + 0.6931471805599453) / 3,
            PairwiseLoss.Loss(chosen, rejected).item<double>(),
            1e-9
        );
        Assert.Equal(1.0 / 3, PairwiseLoss.Accuracy(chosen, rejected), 1e-12);
        Assert.Throws<ArgumentException>(() => PairwiseLoss.Loss(chosen, tensor([1.0])));
    }

    [Fact]
    public void A_reward_model_learns_a_preference_in_body_and_head()
    {
        using var scored = new ScoredDecoder(new Decoder(DecoderTests.Small, new Seed(3)));
        using var optimizer = new AdamW(scored.Weights, new AdamWSettings { LearningRate = 1e-2 });
        float[] start = scored.CopyWeights();
        Random random = new Seed(4).Source();
        double first = 0,
            last = 0;
        for (int step = 0; step < 40; step++)
        {
            using DisposeScope scope = NewDisposeScope();
            // Preferred is the text with more of token 1.
            Tensor Texts(double share) =>
                tensor(
                    [.. Enumerable.Range(0, 64).Select(_ => random.NextDouble() < share ? 1L : random.Next(2, 11))],
                    [16, 4]
                );
            Tensor loss = PairwiseLoss.Loss(scored.Scores(Texts(0.8)), scored.Scores(Texts(0.1)));
            if (step == 0)
                first = loss.item<float>();
            last = loss.item<float>();
            optimizer.Step(CheckedCalls.Gradients(loss, scored.Weights)[0]);
        }
        Assert.Equal(Math.Log(2), first, 1e-5);
        Assert.True(last < 0.35, $"{first} -> {last}");
        float[] end = scored.CopyWeights();
        Assert.Contains(Enumerable.Range(0, 100), i => Math.Abs(end[i] - start[i]) > 0.01);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        using var scored = new ScoredDecoder(new Decoder(DecoderTests.Small, new Seed(3)));
        using Tensor ids = tensor(Ids, [2, 4]);
        Assert.Throws<ArgumentException>(() => scored.Scores(ids, [2]));
        Assert.Throws<ArgumentException>(() => scored.Scores(ids, [2, 5]));
        Assert.Throws<ArgumentException>(() => new ScoredDecoder(DecoderTests.Small, new float[4]));
    }
}
