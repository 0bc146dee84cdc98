namespace R1Workbook.Kernel.Host;

/// <summary>The process in which cells run ended or never answered.</summary>
internal sealed class CellHostException(string message, int exitCode) : Exception(message)
{
    public int ExitCode => exitCode;
}
