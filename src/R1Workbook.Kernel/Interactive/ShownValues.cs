using System.Runtime.CompilerServices;
using Microsoft.DotNet.Interactive.Formatting;
using R1Workbook.Kernel.Contracts;
using R1Workbook.Kernel.Outputs;

namespace R1Workbook.Kernel.Interactive;

/// <summary>Values shown while a cell runs, by our functions and by the package's (<c>x.Display()</c> of a compiled
/// library), and their updates.</summary>
internal static class ShownValues
{
    // Its formatter writes nothing: an update formats for it, and then the engine formats the value once.
    private const string OurMimeType = "application/vnd.r1workbook.shown";

    // By the very string that is a displayed value's mime type.
    private static readonly ConditionalWeakTable<string, ShownPlace> Places = [];

    static ShownValues()
    {
        Formatter.Register<object>((_, _) => true, OurMimeType);
        PackageInternals.TakeDisplayedValues(Take);
    }

    /// <summary>Begins to take what the package's functions show.</summary>
    public static void Watch()
    {
        // The static constructor does it.
    }

    /// <summary>Shows a value in the running cell.</summary>
    /// <param name="value">Any value.</param>
    /// <param name="mimeTypes">The types to show; none for those that its formatters prefer.</param>
    /// <returns>Updates what is shown.</returns>
    public static DisplayedValue Show(object? value, params string[] mimeTypes)
    {
        ICellOutputs outputs = RunningCell.Required.Outputs;
        var formatted = new FormattedValue(OurMimeType, "");
        var shown = new DisplayedValue(value, [formatted]);
        Places.Add(PackageInternals.Mark(formatted), new ShownPlace(shown.DisplayId, outputs, mimeTypes));
        outputs.Display(MimeBundle.Of(value, mimeTypes), shown.DisplayId);
        return shown;
    }

    private static void Take(DisplayedValue shown)
    {
        if (shown.FormattedValues is not [FormattedValue first, ..])
        {
            return;
        }

        if (Places.TryGetValue(first.MimeType, out ShownPlace? place))
        {
            place.Outputs.Update(
                place.DisplayId,
                place.MimeTypes is { } asked
                    ? MimeBundle.Of(shown.Value, asked)
                    : MimeBundle.OfFormatted(shown.Value, shown.FormattedValues)
            );
        }
        else if (RunningCell.Current is { Outputs: { } outputs })
        {
            // The value that the function returns is another one with the same formatted values.
            outputs.Display(MimeBundle.OfFormatted(shown.Value, shown.FormattedValues), shown.DisplayId);
            Places.Add(PackageInternals.Mark(first), new ShownPlace(shown.DisplayId, outputs, null));
        }
        else
        {
            Formatter.WriteToConsole(shown);
        }
    }

    // MimeTypes: those that were asked for; null where the package formatted.
    private sealed record ShownPlace(string DisplayId, ICellOutputs Outputs, IReadOnlyCollection<string>? MimeTypes);
}
