using System.Text.Json.Nodes;

namespace R1Workbook.Kernel.Jupyter;

/// <summary>What the kernel says of itself.</summary>
internal static class KernelInfo
{
    public static JsonObject Content() =>
        new()
        {
            ["status"] = "ok",
            ["protocol_version"] = JupyterMessage.ProtocolVersion,
            ["implementation"] = "r1",
            ["implementation_version"] = typeof(JupyterKernel).Assembly.GetName().Version!.ToString(3),
            ["language_info"] = new JsonObject
            {
                ["name"] = "C#",
                ["version"] = "14.0",
                ["mimetype"] = "text/x-csharp",
                ["file_extension"] = ".cs",
                ["pygments_lexer"] = "csharp",
                ["codemirror_mode"] = "text/x-csharp",
                ["nbconvert_exporter"] = "script",
            },
            ["banner"] = $"C# on .NET {Environment.Version}, the kernel of the R1 Workbook",
            ["debugger"] = true,
            ["supported_features"] = new JsonArray("kernel subshells", "debugger"),
            ["help_links"] = new JsonArray(
                new JsonObject
                {
                    ["text"] = "C# language reference",
                    ["url"] = "https://learn.microsoft.com/dotnet/csharp/",
                }
            ),
        };
}
