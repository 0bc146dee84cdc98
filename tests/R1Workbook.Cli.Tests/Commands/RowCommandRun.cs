using System.Text.Json.Nodes;

namespace R1Workbook.Cli.Tests.Commands;

/// <summary>A run of a command that reads rows, with what it wrote.</summary>
public abstract class RowCommandRun : IDisposable
{
    private protected string Input { get; } = Path.GetTempFileName();

    private protected StringWriter Output { get; } = new();

    private protected StringWriter Errors { get; } = new();

    public void Dispose()
    {
        File.Delete(Input);
        GC.SuppressFinalize(this);
    }

    /// <summary>Writes the input; a line that is indented belongs to the one before.</summary>
    private protected void Write(string rows) => File.WriteAllText(Input, WrappedLines.Join(rows));

    private protected JsonNode[] Rows() =>
        [.. Output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];
}
