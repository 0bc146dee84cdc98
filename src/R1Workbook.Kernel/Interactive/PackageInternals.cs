using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Formatting;

namespace R1Workbook.Kernel.Interactive;

/// <summary>
/// What Microsoft.DotNet.Interactive keeps to itself and this kernel needs. The package has ended and its version is
/// pinned, so these names stay; a test holds each of them. docs/decisions/2026-11-28-object-model.md says why.
/// </summary>
internal static class PackageInternals
{
    /// <summary>Cancels the token of a context. Its public way (Fail) also ends its events, and what the cell shows
    /// while it ends well would be lost.</summary>
    public static void Cancel(KernelInvocationContext context)
    {
        try
        {
            Source(context).Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The cell ended just now.
        }
    }

    /// <summary>Leaves the context of the calling flow: what an asynchronous method sends after it is a command of its
    /// own.</summary>
    public static void LeaveContext() => Flow(null).Value = null;

    /// <summary>Gives a formatted value a copy of its mime type that is no other string. An update of a displayed value
    /// passes the string itself on, and nothing else that tells which value it was.</summary>
    /// <returns>The copy.</returns>
    public static string Mark(FormattedValue value) => MimeType(value) = new string(value.MimeType.AsSpan());

    /// <summary>Takes all displayed values. The package's own subscriber would keep each of a cell's to the cell's end,
    /// and write on the console what is shown outside of one.</summary>
    public static void TakeDisplayedValues(Action<DisplayedValue> subscriber)
    {
        RuntimeHelpers.RunClassConstructor(typeof(Microsoft.DotNet.Interactive.Kernel).TypeHandle);
        Displayed.SetValue(null, null);
        Formatter.SubscribeToDisplayedValues(subscriber);
    }

    private static FieldInfo Displayed { get; } =
        typeof(Formatter).GetField("OnFormatterEvent", BindingFlags.Static | BindingFlags.NonPublic)
        ?? throw new MissingFieldException(nameof(Formatter), "OnFormatterEvent");

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_cancellationTokenSource")]
    private static extern ref CancellationTokenSource Source(KernelInvocationContext context);

    [UnsafeAccessor(UnsafeAccessorKind.StaticField, Name = "_current")]
    private static extern ref AsyncLocal<KernelInvocationContext?> Flow(KernelInvocationContext? of);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "<MimeType>k__BackingField")]
    private static extern ref string MimeType(FormattedValue value);
}
