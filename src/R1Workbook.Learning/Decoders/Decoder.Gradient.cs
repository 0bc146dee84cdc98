using System.Collections.Concurrent;
using R1Workbook.Learning.Decoders.Fused;
using TorchSharp;
using static TorchSharp.torch;

namespace R1Workbook.Learning.Decoders;

/// <content>Gradients of losses of log-probabilities: by the passes of <see cref="FusedDecoder"/> where they apply, by
/// autograd elsewhere.</content>
public sealed partial class Decoder
{
    private readonly ConcurrentBag<Workspace> _workspaces = [];

    /// <summary>Whether autograd computes the gradients even where the passes that are written out apply: it is their
    /// reference.</summary>
    public bool AlwaysAutograd { get; set; }

    /// <summary>Whether the passes that are written out are used: they are for the CPU, float32, and heads that are not
    /// normed.</summary>
    public bool Fuses =>
        !AlwaysAutograd && Device.type == DeviceType.CPU && Placement.Type == ScalarType.Float32 && !Config.HeadNorm;

    /// <summary>Tokens that are best trained together: what a pass keeps of them then stays near the processor. As many
    /// as there are on a device that is no CPU.</summary>
    public int TokensTogether => Fuses ? CachedTokens : int.MaxValue;

    /// <summary>The gradient of a loss of the log-probabilities of texts, log π of each token given all before
    /// it.</summary>
    /// <param name="ids">[B, T] Tokens, padded with anything.</param>
    /// <param name="lengths">[B] The length of each text; T where null.</param>
    /// <param name="from">The first position that is scored, from 1: the length of the prompt, P.</param>
    /// <param name="temperature">The temperature that the tokens were sampled at.</param>
    /// <param name="loss">Computes the loss, a scalar, from the log-probabilities [B, T - P]; what it makes of those
    /// behind the end of a text must not count.</param>
    /// <returns>The gradients, in the scope of the caller, as all that <paramref name="loss"/> makes.</returns>
    /// <exception cref="ArgumentException">The tokens are no matrix, they do not fit into the context, or a length is
    /// not from 1 to T.</exception>
    public LossGradient LossGradient(
        Tensor ids,
        IReadOnlyList<int>? lengths,
        int from,
        double temperature,
        Func<Tensor, Tensor> loss
    )
    {
        ArgumentNullException.ThrowIfNull(loss);
        return Fuses ? Fused(ids, lengths, from, temperature, loss) : ByAutograd(ids, lengths, from, temperature, loss);
    }

    private LossGradient ByAutograd(
        Tensor ids,
        IReadOnlyList<int>? lengths,
        int from,
        double temperature,
        Func<Tensor, Tensor> loss
    )
    {
        ValidateLengths(ids, lengths);
        Tensor logProbs = LogProbabilities(ids, from, temperature); // [B, T - P]
        if (lengths is not null)
        {
            // [B, 1]
            Tensor ends = tensor([.. lengths.Select(length => (long)length)], [lengths.Count, 1], device: Device);
            logProbs = logProbs.masked_fill(
                arange(
                        KeptScalar.Of(from),
                        KeptScalar.Of(ids.shape[1]),
                        KeptScalar.One,
                        dtype: ScalarType.Int64,
                        device: Device
                    )
                    .unsqueeze(0)
                    .ge(ends),
                KeptScalar.Of(0)
            );
        }
        Tensor value = loss(logProbs);
        IList<Tensor> gradients = CheckedCalls.Gradients(value, Weights, logProbs); // [N], [B, T - P]
        return new LossGradient(gradients[0], value.detach(), logProbs.detach(), gradients[1]);
    }

    private LossGradient Fused(
        Tensor ids,
        IReadOnlyList<int>? lengths,
        int from,
        double temperature,
        Func<Tensor, Tensor> loss
    )
    {
        PackedRows packed = Pack(ids, lengths, from, temperature);
        Tensor logProbs = zeros(ids.shape[0], ids.shape[1] - from),
            gradient = zeros(Weights.shape); // [B, T - P], [N]
        Workspace workspace = _workspaces.TryTake(out Workspace? used) ? used : new Workspace();
        try
        {
            FusedDecoder pass;
            using (no_grad())
            {
                pass = new FusedDecoder(
                    Config,
                    Weights,
                    _positions.Of(0, ids.shape[1]),
                    packed,
                    temperature,
                    workspace
                );
                pass.LogProbabilities(WorkspaceMatrix.Numbers(logProbs));
            }
            Tensor value = loss(logProbs.requires_grad_()); // []
            Tensor given = CheckedCalls.Gradients(value, logProbs)[0].contiguous(); // [B, T - P]
            using (no_grad())
                pass.Backward(WorkspaceMatrix.Numbers(given), gradient);
            return new LossGradient(gradient, value.detach(), logProbs.detach(), given);
        }
        finally
        {
            _workspaces.Add(workspace);
        }
    }

    private Tensor FusedLogProbabilities(Tensor ids, IReadOnlyList<int>? lengths, int from, double temperature)
    {
        PackedRows packed = Pack(ids, lengths, from, temperature);
        Tensor logProbs = zeros(ids.shape[0], ids.shape[1] - from); // [B, T - P]
        Workspace workspace = _workspaces.TryTake(out Workspace? used) ? used : new Workspace();
        try
        {
            using DisposeScope scope = NewDisposeScope();
            new FusedDecoder(
                Config,
                Weights,
                _positions.Of(0, ids.shape[1]),
                packed,
                temperature,
                workspace
            ).LogProbabilities(WorkspaceMatrix.Numbers(logProbs));
            return logProbs;
        }
        finally
        {
            _workspaces.Add(workspace);
        }
    }

    private Tensor FusedHidden(Tensor ids, KeyValueCache cache) // [B, 1], to [B, 1, D]
    {
        int[] tokens = Tokens(ids); // [B]
        Workspace workspace = _workspaces.TryTake(out Workspace? used) ? used : new Workspace();
        try
        {
            (Tensor cosine, Tensor sine) = _positions.Of(cache.Length, 1);
            Tensor hidden = new FusedStep(Config, workspace).Hidden(
                DecoderViews.Of(Weights.detach(), Config),
                tokens,
                WorkspaceMatrix.Numbers(cosine),
                WorkspaceMatrix.Numbers(sine),
                cache
            );
            cache.Length++;
            // A copy: the workspace serves the next pass.
            return hidden.clone().view(tokens.Length, 1, Config.Width);
        }
        finally
        {
            _workspaces.Add(workspace);
        }
    }

    private int[] Tokens(Tensor ids)
    {
        long[] tokens = ids.contiguous().data<long>().ToArray();
        if (tokens.Any(token => token < 0 || token >= Config.Vocabulary))
        {
            throw new ArgumentException(
                $"A token is not from 0 to {Config.Vocabulary - 1}: these tokens are not of this model's vocabulary.",
                nameof(ids)
            );
        }

        return [.. tokens.Select(token => (int)token)];
    }

    private PackedRows Pack(Tensor ids, IReadOnlyList<int>? lengths, int from, double temperature)
    {
        ValidateLengths(ids, lengths);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(from);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(temperature);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(from, ids.shape[1]);
        int[] tokens = Tokens(ids); // [B T]
        int width = (int)ids.shape[1];
        return new PackedRows(
            tokens,
            width,
            lengths is null ? [.. Enumerable.Repeat(width, (int)ids.shape[0])] : [.. lengths],
            from
        );
    }

    private void ValidateLengths(Tensor ids, IReadOnlyList<int>? lengths)
    {
        ArgumentNullException.ThrowIfNull(ids);
        if (ids.dim() != 2)
            throw new ArgumentException($"Tokens are [B, T]; these have {ids.dim()} dimensions.", nameof(ids));
        if (ids.shape[1] > Config.Context)
        {
            throw new ArgumentException(
                $"{ids.shape[1]} tokens do not fit into a context of {Config.Context}.",
                nameof(ids)
            );
        }

        if (
            lengths is not null
            && (lengths.Count != ids.shape[0] || lengths.Any(length => length < 1 || length > ids.shape[1]))
        )
        {
            throw new ArgumentException(
                $"{ids.shape[0]} texts of at most {ids.shape[1]} tokens have lengths {string.Join(", ", lengths)}.",
                nameof(lengths)
            );
        }
    }

    private const int CachedTokens = 2048;
}
