using System.Text.Json.Nodes;

namespace R1Workbook.Kernel.Contracts;

/// <summary>A value whose form is decided already, not by formatters: markup, a drawn diagram, the table of a
/// query.</summary>
/// <param name="Bundle">Mime type to data.</param>
/// <param name="Value">The value itself, for other languages; null when there is none.</param>
internal sealed record ShownContent(JsonObject Bundle, object? Value = null);
