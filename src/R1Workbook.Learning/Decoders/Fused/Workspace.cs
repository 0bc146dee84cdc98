using static TorchSharp.torch;

namespace R1Workbook.Learning.Decoders.Fused;

/// <summary>
/// The memory of one pass through a decoder, used again by the next: a pass takes its matrices in the same order every
/// time, and each place grows to the largest matrix that it was asked for. The memory is libtorch's own, which begins
/// at multiples of 64 bytes: products round alike in every process.
/// </summary>
internal sealed class Workspace : IDisposable
{
    private readonly List<Tensor> _places = [];
    private int _next;

    /// <summary>Begins a pass: everything taken before is free again.</summary>
    public void Begin() => _next = 0;

    /// <summary>Takes a matrix; what it holds is undefined.</summary>
    /// <param name="rows">Rows.</param>
    /// <param name="columns">Columns.</param>
    public WorkspaceMatrix Take(int rows, int columns)
    {
        long size = (long)rows * columns;
        if (_next == _places.Count)
            _places.Add(Place(size));
        if (_places[_next].numel() < size)
        {
            _places[_next].Dispose();
            _places[_next] = Place(size + size / 4);
        }
        return new WorkspaceMatrix(_places[_next++].narrow(0, 0, size).view(rows, columns), rows, columns);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Tensor place in _places)
            place.Dispose();
        _places.Clear();
    }

    private static Tensor Place(long size) => empty(Math.Max(1, size)).DetachFromDisposeScope();
}
