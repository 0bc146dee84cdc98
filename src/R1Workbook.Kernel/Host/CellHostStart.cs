using System.Diagnostics;
using System.Text;

namespace R1Workbook.Kernel.Host;

/// <summary>How the process of the cells is started.</summary>
internal static class CellHostStart
{
    /// <summary>The command, its folder and its environment; the three standard streams are pipes.</summary>
    /// <param name="options">The command and the environment.</param>
    /// <param name="folder">The notebook's folder.</param>
    /// <param name="pipeName">The pipe over which cells come.</param>
    public static ProcessStartInfo Info(RunOptions options, string folder, string pipeName)
    {
        var start = new ProcessStartInfo(options.Host.FileName)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (string argument in options.Host.Arguments.Append(pipeName))
        {
            start.ArgumentList.Add(argument);
        }

        foreach ((string variable, string value) in options.Environment)
        {
            start.Environment[variable] = value;
        }

        return start;
    }
}
