using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Html;
using Microsoft.DotNet.Interactive.Formatting;
using R1Workbook.Kernel.Contracts;
using R1Workbook.Kernel.Interrupts;

namespace R1Workbook.Kernel.Outputs;

/// <summary>Turns a value into mime type and data: the types its formatters prefer, and always text/plain.</summary>
public static partial class MimeBundle
{
    private const int PlainTextOfHtml = 2_000;

    private static readonly Type[] PlainTypes =
    [
        typeof(string),
        typeof(char),
        typeof(bool),
        typeof(byte),
        typeof(sbyte),
        typeof(short),
        typeof(ushort),
        typeof(int),
        typeof(uint),
        typeof(long),
        typeof(ulong),
        typeof(Int128),
        typeof(UInt128),
        typeof(Half),
        typeof(float),
        typeof(double),
        typeof(decimal),
        typeof(System.Numerics.BigInteger),
        typeof(System.Numerics.Complex),
        typeof(DateTime),
        typeof(DateTimeOffset),
        typeof(DateOnly),
        typeof(TimeOnly),
        typeof(TimeSpan),
        typeof(Guid),
        typeof(Uri),
        typeof(Version),
    ];

    // The registry of formatters is one a process, so are these settings.
    static MimeBundle()
    {
        Formatter.DefaultMimeType = "text/html";
        foreach (Type type in PlainTypes)
        {
            Formatter.SetPreferredMimeTypesFor(type, "text/plain");
        }

        PackageFormatters.Watch();
    }

    /// <summary>The value under every mime type that its formatters prefer, and text/plain.</summary>
    /// <param name="value">Any value; null shows as &lt;null&gt;.</param>
    public static JsonObject Of(object? value)
    {
        if (value is null or Enum)
        {
            return Text(value?.ToString() ?? "<null>");
        }

        if (value is IOwnBundle own)
        {
            return own.Show();
        }

        if (HeldByItself.Is(value))
        {
            return Text($"{TypeName.Of(value.GetType())} that holds itself: it has no end, so it is not shown.");
        }

        if (RecordTable.TryRead(value) is { } table)
        {
            return new JsonObject { ["text/html"] = table.ToHtml(), ["text/plain"] = table.ToText() };
        }

        try
        {
            var bundle = new JsonObject();
            foreach (string mime in Formatter.GetPreferredMimeTypesFor(value.GetType()))
            {
                bundle[mime] = Formatted(value, mime);
            }

            bundle["text/plain"] ??= value is IHtmlContent ? PlainText(bundle) : Formatted(value, "text/plain");
            return bundle;
        }
        catch (Exception e) when (Interruption(e) is null)
        {
            // A formatter is the author's code; a value that cannot be shown is still no failed cell.
            return Text($"{value.GetType()}: its formatter failed: {e.GetType().Name}: {e.Message}");
        }
    }

    // A formatter that was stopped is a cell that was stopped, however the error was wrapped on its way.
    private static CellInterruptedException? Interruption(Exception? exception) =>
        exception switch
        {
            null => null,
            CellInterruptedException found => found,
            AggregateException several => several
                .InnerExceptions.Select(Interruption)
                .FirstOrDefault(e => e is not null),
            _ => Interruption(exception.InnerException),
        };

    /// <summary>The value under the mime types asked for, and no other.</summary>
    /// <param name="value">Any value.</param>
    /// <param name="mimeTypes">For example text/html; empty for <see cref="Of(object?)"/>.</param>
    public static JsonObject Of(object? value, IReadOnlyCollection<string> mimeTypes)
    {
        if (mimeTypes.Count == 0)
        {
            return Of(value);
        }

        if (HeldByItself.Is(value))
        {
            return Of(value);
        }

        var bundle = new JsonObject();
        foreach (string mime in mimeTypes)
        {
            // A text under a type that no formatter writes (image/svg+xml, text/markdown) is that type's data already.
            bool raw = value is string && mime is not ("text/plain" or "text/html" or "application/json" or "text/csv");
            bundle[mime] = raw ? Data(mime, (string)value!) : Formatted(value!, mime);
        }

        return bundle;
    }

    /// <summary>The bundle of a value that the formatting package has formatted already.</summary>
    /// <param name="value">The value.</param>
    /// <param name="formatted">The value under each mime type.</param>
    public static JsonObject OfFormatted(object? value, IReadOnlyCollection<FormattedValue> formatted)
    {
        HashSet<string> mimes = [.. formatted.Select(one => one.MimeType)];
        bool isPreferred = value is not null && mimes.SetEquals(Formatter.GetPreferredMimeTypesFor(value.GetType()));
        if (isPreferred && value is System.Collections.ICollection && RecordTable.TryRead(value) is not null)
        {
            return Of(value);
        }

        var bundle = new JsonObject();
        foreach (FormattedValue one in formatted)
        {
            bundle[one.MimeType] = Cleaned(one.MimeType, one.Value);
        }

        if (isPreferred && !mimes.Contains("text/plain"))
        {
            bundle["text/plain"] = PlainText(bundle);
        }

        return bundle;
    }

    /// <summary>Data that is of its mime type already.</summary>
    /// <param name="data">Text, JSON text or base64.</param>
    /// <param name="mimeType">For example image/png.</param>
    public static JsonObject Raw(string data, string mimeType) => new() { [mimeType] = Data(mimeType, data) };

    /// <summary>Plain text only.</summary>
    /// <param name="text">The text.</param>
    public static JsonObject Text(string text) => new() { ["text/plain"] = text };

    private static JsonNode Formatted(object value, string mime)
    {
        string text = Formatter.ToDisplayString(value, mime);
        // The formatter shows an error of a property within its tree: one that was stopped ends the cell all the same.
        CellRun.ThrowIfStopped();
        return Cleaned(mime, text);
    }

    private static JsonNode Cleaned(string mime, string text) =>
        Data(
            mime,
            mime == "text/html"
                ? RepeatedStyle().Replace(text, "").TrimEnd()
                : AnonymousName().Replace(text, "(anonymous)")
        );

    private static JsonNode Data(string mime, string text)
    {
        if (mime != "application/json" && !mime.EndsWith("+json", StringComparison.Ordinal))
        {
            return text;
        }

        try
        {
            return JsonNode.Parse(text) ?? text;
        }
        catch (JsonException)
        {
            return text;
        }
    }

    private static string PlainText(JsonObject bundle)
    {
        string html = bundle["text/html"] is JsonValue v ? v.GetValue<string>() : "";
        string text = WebUtility.HtmlDecode(Tag().Replace(ScriptOrStyle().Replace(html, " "), " "));
        text = Spaces().Replace(text, " ").Trim();
        return text.Length > PlainTextOfHtml ? text[..PlainTextOfHtml] + " ..." : text;
    }

    // About 600 bytes in every HTML output of the formatting package; the book's own style sheet holds them once.
    [GeneratedRegex(@"<style>[^<]*\.dni-[^<]*</style>", RegexOptions.CultureInvariant)]
    private static partial Regex RepeatedStyle();

    // The compiler's name of an anonymous type, which the formatter writes over its properties.
    [GeneratedRegex(@"^<>f__AnonymousType[^\r\n]*", RegexOptions.CultureInvariant)]
    private static partial Regex AnonymousName();

    [GeneratedRegex(
        @"<(script|style|svg)\b.*?</\1\s*>",
        RegexOptions.Singleline | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex ScriptOrStyle();

    [GeneratedRegex(@"<[^>]*>", RegexOptions.CultureInvariant)]
    private static partial Regex Tag();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Spaces();
}
