using System.Text.Json.Nodes;

namespace R1Workbook.Kernel.Jupyter;

/// <summary>The language of a cell, as clients that know several name it in the metadata of a request.</summary>
internal static class CellLanguage
{
    public static string Of(JupyterMessage request) =>
        Name(request, "polyglot_notebook", "kernelName") ?? Name(request, "dotnet_interactive", "language") ?? "csharp";

    private static string? Name(JupyterMessage request, string owner, string field) =>
        (request.Metadata[owner] as JsonObject)?[field] is JsonValue value
        && value.TryGetValue(out string? name)
        && name.Length > 0
            ? name
            : null;
}
