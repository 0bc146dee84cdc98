using TorchSharp;
using static TorchSharp.torch;

namespace R1Workbook.Learning.Models;

/// <summary>
/// A decoder with a linear head on its last hidden state: one number for a whole text. Trained on pairs it is a preference model (Bradley and Terry
/// 1952; Ouyang et al. 2022, arXiv 2203.02155, section 3.5), on single labelled texts a safety model (version 2 of the paper, section 3.1).
/// </summary>
public sealed class RewardModel : IDisposable
{
    private const string HeadName = "score.weight", BiasName = "score.bias";

    /// <summary>A reward model whose decoder starts as a copy of a trained one, with a head of zeros.</summary>
    /// <param name="start">The decoder; unchanged.</param>
    public RewardModel(Decoder start)
        : this(NotNull(start).Clone(), new float[start.Config.Width + 1])
    {
    }

    private RewardModel(Decoder decoder, float[] head)
    {
        Decoder = decoder;
        using DisposeScope scope = NewDisposeScope();
        Head = empty(head.Length, device: decoder.Device).copy_(tensor(head)).requires_grad_().DetachFromDisposeScope();
    }

    /// <summary>Its decoder.</summary>
    public Decoder Decoder { get; }

    /// <summary>[D + 1] The weights of the head, its bias last: a leaf of the autograd graph.</summary>
    public Tensor Head { get; }

    /// <summary>The scores of texts, with gradient.</summary>
    /// <param name="texts">[B] Tokens of each, none empty.</param>
    /// <returns>[B]</returns>
    /// <exception cref="ArgumentException">A text is empty or longer than the context.</exception>
    public Tensor Score(IReadOnlyList<int[]> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        if (texts.Count == 0 || texts.Any(text => text.Length == 0)) throw new ArgumentException("There is no text to score, or an empty one.", nameof(texts));
        int longest = texts.Max(text => text.Length), width = Decoder.Config.Width;
        long[] ids = new long[texts.Count * longest], last = new long[texts.Count];
        for (int b = 0; b < texts.Count; b++)
        {
            // What stands after the last token of a text cannot reach it: attention looks back only.
            for (int t = 0; t < texts[b].Length; t++) ids[b * longest + t] = texts[b][t];
            last[b] = b * longest + texts[b].Length - 1;
        }
        Tensor hidden = Decoder.Hidden(tensor(ids, [texts.Count, longest], device: Decoder.Device)).reshape(-1, width); // [B T, D]
        Tensor ends = hidden.index_select(0, tensor(last, device: Decoder.Device)); // [B, D]
        return ends.matmul(Head.narrow(0, 0, width)).add(Head.narrow(0, width, 1)); // [B]
    }

    /// <summary>The scores of texts as numbers, in batches.</summary>
    /// <param name="texts">[B] Tokens of each.</param>
    /// <param name="together">Texts that are scored together.</param>
    /// <returns>[B]</returns>
    public float[] Scores(IReadOnlyList<int[]> texts, int together = 256)
    {
        ArgumentNullException.ThrowIfNull(texts);
        int[][][] batches = [.. texts.Chunk(together)];
        return [.. Training.Shards.Map(Decoder.Device, batches.Length, i =>
        {
            using IDisposable inference = no_grad();
            using DisposeScope scope = NewDisposeScope();
            return Score(batches[i]).cpu().data<float>().ToArray();
        }).SelectMany(scores => scores)];
    }

    /// <summary>The Bradley-Terry loss: the mean of −log σ(s_chosen − s_rejected), in nats.</summary>
    /// <param name="chosen">[B] Scores of the preferred texts.</param>
    /// <param name="rejected">[B] Scores of the others.</param>
    /// <returns>A scalar.</returns>
    public static Tensor PreferenceLoss(Tensor chosen, Tensor rejected)
    {
        ArgumentNullException.ThrowIfNull(chosen);
        return nn.functional.softplus(chosen.sub(rejected).neg()).mean();
    }

    /// <summary>The point-wise loss: the mean of −log σ(s) for good texts and −log σ(−s) for bad ones, in nats.</summary>
    /// <param name="scores">[B] Scores.</param>
    /// <param name="signs">[B] 1 for good, −1 for bad.</param>
    /// <returns>A scalar.</returns>
    public static Tensor PointwiseLoss(Tensor scores, Tensor signs)
    {
        ArgumentNullException.ThrowIfNull(scores);
        return nn.functional.softplus(scores.mul(signs).neg()).mean();
    }

    /// <summary>Writes the model as one safetensors file.</summary>
    /// <param name="path">The file.</param>
    public void Save(string path)
    {
        float[] head = CopyHead();
        DecoderFile.Save(Decoder, path, [
            new(HeadName, new NamedArray([1, head.Length - 1], head[..^1])),
            new(BiasName, new NamedArray([1], head[^1..])),
        ]);
    }

    /// <summary>Reads a model that <see cref="Save"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <param name="device">Where it shall lie; the CPU where null.</param>
    /// <returns>The model, to be disposed of.</returns>
    /// <exception cref="SafeTensorsException">The file is none, or has no head.</exception>
    public static RewardModel Load(string path, Device? device = null)
    {
        (IReadOnlyDictionary<string, NamedArray> arrays, _) = SafeTensors.Read(path);
        if (!arrays.TryGetValue(HeadName, out NamedArray? head) || !arrays.TryGetValue(BiasName, out NamedArray? bias))
            throw new SafeTensorsException(path, $"{HeadName} or {BiasName} is missing: a policy, no reward model.");
        return new RewardModel(DecoderFile.Load(path, device), [.. head.Values, .. bias.Values]);
    }

    /// <summary>The head as numbers.</summary>
    /// <returns>[D + 1]</returns>
    public float[] CopyHead()
    {
        using DisposeScope scope = NewDisposeScope();
        return Head.detach().cpu().data<float>().ToArray();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Decoder.Dispose();
        Head.Dispose();
    }

    private static Decoder NotNull(Decoder start)
    {
        ArgumentNullException.ThrowIfNull(start);
        return start;
    }
}
