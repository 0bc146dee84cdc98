using System.Text.Json.Nodes;

namespace R1Workbook.Kernel.Outputs;

/// <summary>A value that says itself how it is shown, before all formatters.</summary>
internal interface IOwnBundle
{
    /// <summary>Mime type to data, with text/plain.</summary>
    JsonObject Show();
}
