using R1Workbook.Learning.Decoders;
using R1Workbook.Learning.Sharding;
using TorchSharp;
using static TorchSharp.torch;

namespace R1Workbook.Learning.Training.Policy;

/// <summary>A pass of a model over rollouts that gives one number for each token of each completion, in micro-batches
/// and on all cores.</summary>
public static class RolloutPass
{
    private const int MostRows = 128;

    /// <summary>log π of each token by a decoder, without gradient.</summary>
    /// <param name="decoder">The decoder.</param>
    /// <param name="rollouts">[B] Rollouts; empty completions have no number.</param>
    /// <param name="temperature">The temperature that they were sampled at.</param>
    /// <returns>[B][T]</returns>
    public static double[][] LogProbs(Decoder decoder, IReadOnlyList<Rollout> rollouts, double temperature)
    {
        ArgumentNullException.ThrowIfNull(decoder);
        ArgumentNullException.ThrowIfNull(rollouts);
        return Of(
            decoder.Device,
            decoder.TokensTogether,
            rollouts,
            (ids, prompt, lengths) => decoder.LogProbabilities(ids, prompt, temperature, lengths)
        );
    }

    /// <summary>One number for each token.</summary>
    /// <param name="device">Where the model lies.</param>
    /// <param name="tokensTogether">Most tokens of a micro-batch.</param>
    /// <param name="rollouts">[B] Rollouts.</param>
    /// <param name="pass">From tokens [B, P + T], P and the lengths of texts to numbers [B, T].</param>
    /// <returns>[B][T]</returns>
    internal static double[][] Of(
        Device device,
        int tokensTogether,
        IReadOnlyList<Rollout> rollouts,
        Func<Tensor, int, int[], Tensor> pass
    )
    {
        int[][] micro = Micro(rollouts, tokensTogether);
        double[][] all = [.. rollouts.Select(_ => Array.Empty<double>())]; // [B][T]
        Shards.Map(
            device,
            micro.Length,
            i =>
            {
                using IDisposable inference = no_grad();
                using DisposeScope scope = NewDisposeScope();
                Rollout[] rows = [.. micro[i].Select(b => rollouts[b])];
                int[] lengths = [.. rows.Select(row => row.Prompt.Length + row.Completion.Tokens.Length)]; // [B]
                (Tensor ids, int prompt) = RolloutTensors.Tokens(rows, device); // [B, P + T]
                Tensor numbers = pass(ids, prompt, lengths).to_type(ScalarType.Float64).cpu().contiguous(); // [B, T]
                double[] values = numbers.data<double>().ToArray();
                int width = (int)numbers.shape[1];
                for (int row = 0; row < rows.Length; row++)
                    all[micro[i][row]] = values.AsSpan(row * width, rows[row].Completion.Tokens.Length).ToArray();
                return true;
            }
        );
        return all;
    }

    /// <summary>Divides rollouts into micro-batches: of one prompt length, of similar completions, of no more than so
    /// many tokens. Empty completions are in none.</summary>
    /// <returns>Indices of rollouts.</returns>
    internal static int[][] Micro(IReadOnlyList<Rollout> rollouts, int tokensTogether)
    {
        int[] kept =
        [
            .. Enumerable
                .Range(0, rollouts.Count)
                .Where(b => rollouts[b].Completion.Tokens.Length > 0)
                .OrderByDescending(b => rollouts[b].Completion.Tokens.Length),
        ];
        if (kept.Length == 0)
            return [];
        int longest = kept.Max(b => rollouts[b].Prompt.Length + rollouts[b].Completion.Tokens.Length);
        return
        [
            .. kept.GroupBy(b => rollouts[b].Prompt.Length)
                .OrderBy(group => group.Key)
                .SelectMany(group => group.Chunk(Math.Clamp(tokensTogether / longest, 1, MostRows))),
        ];
    }
}
