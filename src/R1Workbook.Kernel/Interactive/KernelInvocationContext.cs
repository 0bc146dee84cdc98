using R1Workbook.Kernel.Contracts;
using R1Workbook.Kernel.Interactive;
using R1Workbook.Kernel.Outputs;

namespace Microsoft.DotNet.Interactive;

/// <summary>The running cell, as code written for .NET Interactive asks for it.</summary>
public sealed class KernelInvocationContext
{
    private readonly ICellOutputs _outputs;

    internal KernelInvocationContext(ICellOutputs outputs, CancellationToken cancellationToken, UserInput? input = null)
    {
        _outputs = outputs;
        Input =
            input
            ?? ((_, _, _) => throw new NoInputException("There is no user to ask: this notebook runs without one."));
        CancellationToken = cancellationToken;
    }

    /// <summary>The running cell; null outside of one. One a process: cells run one after the other.</summary>
    public static KernelInvocationContext? Current { get; internal set; }

    /// <summary>Cancelled when the cell is to stop.</summary>
    public CancellationToken CancellationToken { get; }

    internal UserInput Input { get; }

    /// <summary>Shows a value.</summary>
    /// <param name="value">Any value.</param>
    /// <param name="mimeTypes">The types to show; none for the types its formatters prefer.</param>
    public DisplayedValue Display(object? value, params string[] mimeTypes)
    {
        string id = Guid.NewGuid().ToString("N");
        _outputs.Display(MimeBundle.Of(value, mimeTypes), id);
        return new DisplayedValue(_outputs, id, mimeTypes);
    }

    /// <summary>Shows data that is of its mime type already.</summary>
    /// <param name="data">Text, JSON text or base64.</param>
    /// <param name="mimeType">For example image/svg+xml.</param>
    public DisplayedValue DisplayAs(string data, string mimeType)
    {
        string id = Guid.NewGuid().ToString("N");
        _outputs.Display(MimeBundle.Raw(data, mimeType), id);
        return new DisplayedValue(_outputs, id, [mimeType]);
    }

    /// <summary>Takes away what the cell has shown so far.</summary>
    /// <param name="wait">Only when the next output comes, so that nothing flickers.</param>
    public void ClearOutput(bool wait = false) => _outputs.Clear(wait);
}
