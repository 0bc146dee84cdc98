using R1Workbook.Kernel.Contracts;
using R1Workbook.Kernel.Outputs;

namespace Microsoft.DotNet.Interactive;

/// <summary>Something shown, which may be replaced: a progress line, a growing figure.</summary>
public sealed class DisplayedValue
{
    private readonly ICellOutputs _outputs;
    private readonly string[] _mimeTypes;

    internal DisplayedValue(ICellOutputs outputs, string displayId, string[] mimeTypes)
    {
        _outputs = outputs;
        DisplayId = displayId;
        _mimeTypes = mimeTypes;
    }

    /// <summary>The name of the shown value in the notebook's messages.</summary>
    public string DisplayId { get; }

    /// <summary>Shows another value in its place.</summary>
    /// <param name="updatedValue">Any value.</param>
    public void Update(object? updatedValue) => _outputs.Update(DisplayId, MimeBundle.Of(updatedValue, _mimeTypes));
}
