using System.Diagnostics;
using R1Workbook.Learning.Decoders;
using R1Workbook.Learning.Randomness;
using R1Workbook.Learning.Sampling;
using R1Workbook.Learning.Training.Imitation;
using static TorchSharp.torch;

namespace R1Workbook.Performance;

/// <summary>What training and sampling cost, through the trainer and the sampler that the stages use. learning.py
/// measures PyTorch on the same shapes.</summary>
internal static class LearningTimes
{
    private const int Rows = 64,
        Tokens = 128,
        Completions = 512,
        Decoded = 110;

    private static readonly (string Name, DecoderConfig Config)[] Shapes =
    [
        (
            "d=64 L=2",
            new DecoderConfig(
                56,
                Width: 64,
                Layers: 2,
                Heads: 4,
                KeyValueHeads: 2,
                HeadWidth: 16,
                FeedForward: 192,
                Context: Tokens
            )
        ),
        (
            "d=128 L=4",
            new DecoderConfig(
                56,
                Width: 128,
                Layers: 4,
                Heads: 8,
                KeyValueHeads: 2,
                HeadWidth: 16,
                FeedForward: 384,
                Context: Tokens
            )
        ),
    ];

    public static Dictionary<string, object> Measure()
    {
        var results = new Dictionary<string, object>
        {
            ["matmul_gflops"] = Math.Round(MatmulRate(), 1),
            ["libtorch"] = __version__,
            ["cores"] = Environment.ProcessorCount,
        };
        foreach ((string name, DecoderConfig config) in Shapes)
        {
            using var model = new Decoder(config, new Seed(1));
            double train = Training(model),
                sample = Sampling(model);
            (double fused, double autograd) = Processor(model);
            results[name] = new
            {
                train_tokens_per_second = Math.Round(train),
                train_gflops = Math.Round(train * FlopsPerToken(model) / 1e9, 1),
                sample_tokens_per_second = Math.Round(sample),
                train_cpu_ms_per_1000_tokens = Math.Round(fused, 2),
                by_autograd = Math.Round(autograd, 2),
            };
        }
        return results;
    }

    // Forward and backward: 6 operations for each parameter and token, and 12 for each unit of width, layer and
    // attended position (half of them under the mask).
    private static double FlopsPerToken(Decoder model) =>
        6.0 * model.Layout.Size + 6.0 * model.Config.Layers * model.Config.Heads * model.Config.HeadWidth * Tokens;

    private static double Training(Decoder model)
    {
        Random random = new Seed(2).Source();
        Demonstration Draw(Random _) =>
            new([random.Next(56)], [.. Enumerable.Range(0, Tokens - 1).Select(_ => random.Next(56))]);
        using var training = new ImitationTraining(
            model,
            Draw,
            new ImitationSettings
            {
                Steps = 1000,
                BatchSize = Rows,
                BatchesSorted = 1,
                LossDivisor = Rows * Tokens,
            },
            new Seed(3)
        );
        int step = 0;
        return Rate(() => training.Step(++step), Rows * Tokens);
    }

    // Processor time, in turns: what neighbours on the machine do counts in both alike.
    private static (double Fused, double Autograd) Processor(Decoder model)
    {
        Random random = new Seed(2).Source();
        Demonstration Draw(Random _) =>
            new([random.Next(56)], [.. Enumerable.Range(0, Tokens - 1).Select(_ => random.Next(56))]);
        using var training = new ImitationTraining(
            model,
            Draw,
            new ImitationSettings
            {
                Steps = 1000,
                BatchSize = Rows,
                BatchesSorted = 1,
                LossDivisor = Rows * Tokens,
            },
            new Seed(3)
        );
        int step = 0;
        List<double>[] times =
        [
            [],
            [],
        ];
        for (int round = 0; round < 2 * 9; round++)
        {
            model.AlwaysAutograd = round % 2 == 1;
            training.Step(++step);
            using var process = Process.GetCurrentProcess();
            TimeSpan before = process.TotalProcessorTime;
            for (int i = 0; i < 3; i++)
                training.Step(++step);
            process.Refresh();
            times[round % 2]
                .Add((process.TotalProcessorTime - before).TotalMilliseconds / (3 * Rows * Tokens / 1000.0));
        }
        model.AlwaysAutograd = false;
        return (Median(times[0]), Median(times[1]));
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }

    private static double Sampling(Decoder model)
    {
        int[][] prompts = [.. Enumerable.Range(0, Completions / 16).Select(i => (int[])[i, 1, 2, 3, 4, 5, 6, 7])];
        int round = 0;
        // No token ends a completion: every row is decoded to the end.
        return Rate(
            () =>
                Sampler.Draw(
                    model,
                    prompts,
                    16,
                    new SamplingSettings { MaxTokens = Decoded, EndOfSequence = -1 },
                    new Seed((ulong)++round)
                ),
            Completions * Decoded
        );
    }

    private static double MatmulRate()
    {
        set_num_threads(Environment.ProcessorCount);
        using Tensor a = rand([2048, 2048]),
            b = rand([2048, 2048]); // [N, N]
        return Rate(() => a.mm(b).Dispose(), 2.0 * 2048 * 2048 * 2048) / 1e9;
    }

    // The median of nine rounds of at least a second each: a neighbour on the machine spoils some of them.
    private static double Rate(Action action, double units)
    {
        action();
        double[] rates = new double[9];
        for (int i = 0; i < rates.Length; i++)
        {
            int done = 0;
            long start = Stopwatch.GetTimestamp();
            do
            {
                action();
                done++;
            } while (Stopwatch.GetElapsedTime(start).TotalSeconds < 1);
            rates[i] = done * units / Stopwatch.GetElapsedTime(start).TotalSeconds;
        }
        return Median(rates);
    }
}
