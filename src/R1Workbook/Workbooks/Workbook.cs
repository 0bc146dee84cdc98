using System.Runtime.InteropServices;
using R1Workbook.Tables;

namespace R1Workbook;

/// <summary>The first call of every notebook: where the workbook lies, at which scale it runs.</summary>
public static class Workbook
{
    private static readonly Lazy<string> LazyRoot = new(FindRoot);

    /// <summary>The folder of the workbook, the one with <c>R1Workbook.sln</c>.</summary>
    /// <exception cref="DirectoryNotFoundException">The library was moved out of the workbook.</exception>
    public static string Root => LazyRoot.Value;

    /// <summary>A path under <c>data</c>.</summary>
    public static string Data(params string[] parts) => Path.Combine([Root, "data", .. parts]);

    /// <summary>Registers the workbook's formatters and says what runs.</summary>
    public static string Open()
    {
        DataFrameFormatter.Register();
        return $"R1 Workbook {typeof(Workbook).Assembly.GetName().Version!.ToString(3)} on .NET {Environment.Version}, {RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}, {Environment.ProcessorCount} cores";
    }

    private static string FindRoot()
    {
        string[] starts = [Path.GetDirectoryName(typeof(Workbook).Assembly.Location)!, Environment.CurrentDirectory];
        foreach (string start in starts)
        {
            for (DirectoryInfo? folder = new(start); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(Path.Combine(folder.FullName, "R1Workbook.sln"))) return folder.FullName;
            }
        }
        throw new DirectoryNotFoundException($"No folder with R1Workbook.sln above {starts[0]} or {starts[1]}. Open the notebook inside the workbook.");
    }
}
