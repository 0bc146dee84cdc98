using R1Workbook.Learning.Models;
using static TorchSharp.torch;

namespace R1Workbook.Learning.Training;

/// <summary>What a checkpoint holds: weights, the optimiser's means, the reference policy where there is one.</summary>
public static class TrainingState
{
    /// <summary>The state of a training.</summary>
    /// <param name="model">The model.</param>
    /// <param name="optimizer">Its optimiser.</param>
    /// <param name="reference">The reference policy; null where there is none.</param>
    /// <returns>Arrays by name, each [N] but the number of updates, [1].</returns>
    public static IEnumerable<KeyValuePair<string, NamedArray>> Of(Decoder model, AdamW optimizer, Decoder? reference = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(optimizer);
        yield return Named("weights", model.CopyWeights());
        yield return Named("mean", Values(optimizer.Mean));
        yield return Named("square", Values(optimizer.Square));
        yield return Named("updates", [optimizer.Updates]);
        if (reference is not null) yield return Named("reference", reference.CopyWeights());
    }

    /// <summary>The state of one more vector of weights and its optimiser.</summary>
    /// <param name="weights">[N] The vector.</param>
    /// <param name="optimizer">Its optimiser.</param>
    /// <param name="name">Put before the names of the arrays.</param>
    /// <returns>Arrays by name.</returns>
    public static IEnumerable<KeyValuePair<string, NamedArray>> Of(Tensor weights, AdamW optimizer, string name)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(optimizer);
        yield return Named(name + ".weights", Values(weights.detach()));
        yield return Named(name + ".mean", Values(optimizer.Mean));
        yield return Named(name + ".square", Values(optimizer.Square));
        yield return Named(name + ".updates", [optimizer.Updates]);
    }

    /// <summary>Puts one more vector of weights and its optimiser back into a state.</summary>
    /// <param name="state">What <see cref="Of(Tensor, AdamW, string)"/> gave, among others.</param>
    /// <param name="weights">[N] The vector.</param>
    /// <param name="optimizer">Its optimiser.</param>
    /// <param name="name">Put before the names of the arrays.</param>
    /// <exception cref="RunRecordException">The state lacks an array, or is that of another model.</exception>
    public static void Restore(IReadOnlyDictionary<string, NamedArray> state, Tensor weights, AdamW optimizer, string name)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(optimizer);
        using TorchSharp.DisposeScope scope = NewDisposeScope();
        using IDisposable inference = no_grad();
        weights.copy_(Read(state, name + ".weights", weights.numel()));
        optimizer.Mean.copy_(Read(state, name + ".mean", weights.numel()));
        optimizer.Square.copy_(Read(state, name + ".square", weights.numel()));
        optimizer.Updates = (int)state[name + ".updates"].Values[0];
    }

    /// <summary>Puts a training back into a state.</summary>
    /// <param name="state">What <see cref="Of(Decoder, AdamW, Decoder?)"/> gave.</param>
    /// <param name="model">The model.</param>
    /// <param name="optimizer">Its optimiser.</param>
    /// <param name="reference">The reference policy; null where there is none.</param>
    /// <exception cref="RunRecordException">The state lacks an array, or is that of another model.</exception>
    public static void Restore(IReadOnlyDictionary<string, NamedArray> state, Decoder model, AdamW optimizer, Decoder? reference = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(optimizer);
        using TorchSharp.DisposeScope scope = NewDisposeScope();
        using IDisposable inference = no_grad();
        Tensor From(string name) => Read(state, name, model.Layout.Size);
        model.SetWeights(From("weights"));
        optimizer.Mean.copy_(From("mean"));
        optimizer.Square.copy_(From("square"));
        optimizer.Updates = (int)state["updates"].Values[0];
        reference?.SetWeights(From("reference"));
    }

    private static Tensor Read(IReadOnlyDictionary<string, NamedArray> state, string name, long size) =>
        state.TryGetValue(name, out NamedArray? array) && array.Values.Length == size
            ? tensor(array.Values)
            : throw new RunRecordException($"The checkpoint has no '{name}' of {size} values: it belongs to another model. Remove the folder and train again.");

    private static KeyValuePair<string, NamedArray> Named(string name, float[] values) => new(name, new NamedArray([values.Length], values));

    private static float[] Values(Tensor tensor)
    {
        using TorchSharp.DisposeScope scope = NewDisposeScope();
        return tensor.cpu().data<float>().ToArray();
    }
}
