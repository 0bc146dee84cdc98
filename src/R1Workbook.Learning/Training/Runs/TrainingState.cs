using R1Workbook.Learning.Decoders;
using R1Workbook.Learning.Files;
using R1Workbook.Learning.Training.Optimiser;
using static TorchSharp.torch;

namespace R1Workbook.Learning.Training.Runs;

/// <summary>Weights and the optimiser that changes them.</summary>
/// <param name="Weights">[N] The weights that are trained.</param>
/// <param name="Optimizer">Their optimiser.</param>
public readonly record struct Trained(Tensor Weights, AdamW Optimizer);

/// <summary>What a checkpoint holds: weights, the optimiser's means, the reference policy and the critic where there
/// are such.</summary>
public static class TrainingState
{
    /// <summary>The state of a training.</summary>
    /// <param name="trained">The weights that are trained, and their optimiser.</param>
    /// <param name="reference">The reference policy; null where there is none.</param>
    /// <param name="critic">The critic; null where there is none.</param>
    /// <returns>Arrays by name, each [N] but the number of updates, [1]; those of the critic are [N + D + 1].</returns>
    public static IEnumerable<KeyValuePair<string, NamedArray>> Of(
        Trained trained,
        Decoder? reference = null,
        Trained? critic = null
    )
    {
        (Tensor weights, AdamW optimizer) = trained;
        yield return Named("weights", Values(weights.detach()));
        yield return Named("mean", Values(optimizer.Mean));
        yield return Named("square", Values(optimizer.Square));
        yield return Named("updates", [optimizer.Updates]);
        if (reference is not null)
            yield return Named("reference", reference.CopyWeights());
        if (critic is null)
            yield break;
        foreach ((string name, NamedArray array) in Of(critic.Value))
            yield return KeyValuePair.Create(OfCritic + name, array);
    }

    /// <summary>Puts a training back into a state.</summary>
    /// <param name="state">What <see cref="Of"/> gave.</param>
    /// <param name="trained">The weights that are trained, and their optimiser.</param>
    /// <param name="reference">The reference policy; null where there is none.</param>
    /// <param name="critic">The critic; null where there is none.</param>
    /// <exception cref="RunRecordException">The state lacks an array, or is that of another model.</exception>
    public static void Restore(
        IReadOnlyDictionary<string, NamedArray> state,
        Trained trained,
        Decoder? reference = null,
        Trained? critic = null
    )
    {
        ArgumentNullException.ThrowIfNull(state);
        (Tensor weights, AdamW optimizer) = trained;
        using TorchSharp.DisposeScope scope = NewDisposeScope();
        using IDisposable inference = no_grad();
        Tensor From(string name) => Read(state, name, weights.numel());
        weights.copy_(From("weights"));
        optimizer.Mean.copy_(From("mean"));
        optimizer.Square.copy_(From("square"));
        optimizer.Updates = (int)state["updates"].Values[0];
        reference?.SetWeights(From("reference"));
        if (critic is null)
            return;
        var own = state
            .Where(array => array.Key.StartsWith(OfCritic, StringComparison.Ordinal))
            .ToDictionary(array => array.Key[OfCritic.Length..], array => array.Value);
        Restore(own, critic.Value);
    }

    private const string OfCritic = "critic.";

    private static Tensor Read(IReadOnlyDictionary<string, NamedArray> state, string name, long size) =>
        state.TryGetValue(name, out NamedArray? array) && array.Values.Length == size
            ? tensor(array.Values)
            : throw new RunRecordException(
                $"The checkpoint has no '{name}' of {size} values: it belongs to another model. Remove the folder "
                    + $"and train again."
            );

    private static KeyValuePair<string, NamedArray> Named(string name, float[] values) =>
        new(name, new NamedArray([values.Length], values));

    private static float[] Values(Tensor tensor)
    {
        using TorchSharp.DisposeScope scope = NewDisposeScope();
        return tensor.cpu().data<float>().ToArray();
    }
}
