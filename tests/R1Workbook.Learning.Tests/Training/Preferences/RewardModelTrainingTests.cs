using R1Workbook.Learning.Decoders;
using R1Workbook.Learning.Files;
using R1Workbook.Learning.Randomness;
using R1Workbook.Learning.Tests.Decoders;
using R1Workbook.Learning.Training.Preferences;
using R1Workbook.Learning.Training.Runs;
using TorchSharp;
using static TorchSharp.torch;

namespace R1Workbook.Learning.Tests.Training.Preferences;

public sealed class RewardModelTrainingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("r1-reward-").FullName;

    [Fact]
    public void The_losses_are_those_computed_by_hand()
    {
        using DisposeScope scope = NewDisposeScope();
        // -log sigmoid(1) and -log sigmoid(-2): 0.3132617 and 2.1269280
        Assert.Equal(
            (0.3132617f + 2.1269280f) / 2,
            PairwiseLoss.Loss(tensor(new[] { 2f, 0f }), tensor(new[] { 1f, 2f })).item<float>(),
            5
        );
        Assert.Equal(
            (0.3132617f + 2.1269280f) / 2,
            PointwiseLoss.Of(tensor(new[] { 1f, 2f }), tensor(new[] { 1f, -1f })).item<float>(),
            5
        );
    }

    [Fact]
    public void A_text_scores_the_same_alone_and_beside_a_longer_one()
    {
        using ScoredDecoder model = Trained();
        float alone = model.Score([
            [3, 4, 5],
        ])[0];
        Assert.Equal(
            alone,
            model.Score([
                [3, 4, 5],
                [2, 3, 4, 5, 6, 7, 8, 9],
            ])[0],
            5
        );
        Assert.Throws<ArgumentException>(() =>
            model.Score([
                [3],
                [],
            ])
        );
    }

    [Fact]
    public void It_learns_which_texts_are_preferred_and_comes_back_from_its_file()
    {
        using ScoredDecoder model = Trained();
        float[] scores = model.Score([
            [2, 3, 9],
            [2, 3, 8],
        ]);
        Assert.True(scores[0] > scores[1]);
        string path = Path.Combine(_folder, "again.safetensors");
        ScoredDecoderFile.Save(model, path);
        using ScoredDecoder again = ScoredDecoderFile.Load(path);
        Assert.Equal(
            scores,
            again.Score([
                [2, 3, 9],
                [2, 3, 8],
            ])
        );
        using Decoder policy = new(DecoderTests.Small, new Seed(1));
        DecoderFile.Save(policy, path);
        Assert.Contains(
            "score.weight",
            Assert.Throws<SafeTensorsException>(() => ScoredDecoderFile.Load(path)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_training_that_was_stopped_ends_with_the_bytes_of_one_that_was_not()
    {
        RunRecord whole = Train("whole", null, CancellationToken.None);
        using var stop = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => Train("stopped", new Stopper(stop), stop.Token));
        RunRecord resumed = Train("stopped", null, CancellationToken.None);
        Assert.Equal(File.ReadAllBytes(whole.ModelPath), File.ReadAllBytes(resumed.ModelPath));
        Assert.True(whole.Curve("held_out_agreement").Values[^1] > 0.9);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private ScoredDecoder Trained() => ScoredDecoderFile.Load(Train("trained", null, CancellationToken.None).ModelPath);

    // Raters like texts that end in 9 better than those that end in 8.
    private RunRecord Train(string name, IProgress<TrainingProgress>? progress, CancellationToken token)
    {
        using Decoder start = new(DecoderTests.Small, new Seed(6));
        Random random = new Seed(3).Source();
        PreferencePair[] pairs =
        [
            .. Enumerable
                .Range(0, 200)
                .Select(_ => (int[])[random.Next(2, 8), random.Next(2, 8)])
                .Select(text => new PreferencePair([.. text, 9], [.. text, 8])),
        ];
        return RewardModelTraining.OnPairs(
            Path.Combine(_folder, name),
            "preference",
            start,
            pairs,
            new RewardModelSettings
            {
                Steps = 30,
                BatchSize = 16,
                RecordEvery = 10,
            },
            new Seed(2),
            progress,
            token
        );
    }

    private sealed class Stopper(CancellationTokenSource stop) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => stop.Cancel();
    }
}
