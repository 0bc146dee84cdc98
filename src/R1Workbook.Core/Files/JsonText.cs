using System.Text.Encodings.Web;
using System.Text.Json;

namespace R1Workbook.Core.Files;

/// <summary>
/// How this library writes JSON: letters of every script as they are, since a reader of a Chinese completion wants to
/// see Chinese and not escape sequences. The files are data, never part of a page of HTML, so no character of HTML is
/// escaped.
/// </summary>
public static class JsonText
{
    /// <summary>One value on one line: the rows of a JSON Lines file.</summary>
    public static JsonSerializerOptions Line { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One value on many indented lines: a file that a person reads.</summary>
    public static JsonSerializerOptions Readable { get; } = new(Line) { WriteIndented = true };
}
