using Microsoft.DotNet.Interactive.Events;
using R1Workbook.Kernel.Contracts;
using R1Workbook.Kernel.Outputs;

namespace R1Workbook.Kernel.Interactive;

/// <summary>Shows what extensions and sent code publish as events of .NET Interactive.</summary>
/// <param name="outputs">Where it shows at the time; null while there is no cell.</param>
internal sealed class EventOutputs(Func<ICellOutputs?> outputs) : IObserver<KernelEvent>
{
    private int _muted;

    /// <summary>Shows no errors until the result is disposed: somebody else tells them.</summary>
    public IDisposable MuteErrors()
    {
        Interlocked.Increment(ref _muted);
        return System.Reactive.Disposables.Disposable.Create(() => Interlocked.Decrement(ref _muted));
    }

    /// <inheritdoc/>
    public void OnNext(KernelEvent value)
    {
        if (outputs() is not { } shown)
        {
            return;
        }

        switch (value)
        {
            case ErrorProduced error:
                if (Volatile.Read(ref _muted) == 0)
                {
                    shown.Stream("stderr", error.Message + "\n");
                }

                break;
            case StandardOutputValueProduced { FormattedValues: { } texts }:
                shown.Stream("stdout", string.Concat(texts.Select(text => text.Value)));
                break;
            case StandardErrorValueProduced { FormattedValues: { } texts }:
                shown.Stream("stderr", string.Concat(texts.Select(text => text.Value)));
                break;
            case DisplayedValueUpdated update:
                shown.Update(update.ValueId, MimeBundle.OfFormatted(update.Value, update.FormattedValues));
                break;
            case DisplayEvent { FormattedValues.Count: > 0 } display:
                shown.Display(MimeBundle.OfFormatted(display.Value, display.FormattedValues), display.ValueId);
                break;
        }
    }

    /// <inheritdoc/>
    public void OnError(Exception error) => throw error;

    /// <inheritdoc/>
    public void OnCompleted()
    {
        // Nothing more is shown.
    }
}
