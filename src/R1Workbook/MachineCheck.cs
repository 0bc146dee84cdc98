using System.Globalization;
using System.Runtime.InteropServices;
using R1Workbook.Figures;
using R1Workbook.Learning.Natives;

namespace R1Workbook;

/// <summary>One part of the workbook on this machine.</summary>
/// <param name="Part">What was tried.</param>
/// <param name="Works">Whether it works.</param>
/// <param name="Needed">Whether the workbook needs it; what is not needed may be missing.</param>
/// <param name="Found">What was found.</param>
/// <param name="Mend">What to do where it does not work.</param>
public sealed record MachinePart(string Part, bool Works, bool Needed, string Found, string Mend);

/// <summary>Says what on this machine works, what does not, and how to mend it. Each part is tried, not looked
/// up.</summary>
public static class MachineCheck
{
    /// <summary>Tries every part. Never throws: a part that fails says why.</summary>
    public static IReadOnlyList<MachinePart> Run() =>
        [
            Try("machine", needed: true, Machine, "two cores and 4 GiB are enough for every notebook"),
            Try(
                ".NET",
                needed: true,
                () => $"{RuntimeInformation.FrameworkDescription} on {RuntimeInformation.RuntimeIdentifier}",
                "install the .NET 10 SDK: https://dot.net"
            ),
            Try("workbook", needed: true, Folder, "open the notebooks inside a clone of the workbook, after a build"),
            Try(
                "libtorch",
                needed: true,
                Tensors,
                "build again: dotnet build src/R1Workbook.Cli; on a system older than GCC 13 the build mends the "
                    + "library by itself"
            ),
            Try("figures", needed: true, Figures, "build again: dotnet build src/R1Workbook.Cli"),
            Try("CUDA", needed: false, Cuda, "only the scale gpu needs it"),
            Try(
                "Jupyter",
                needed: false,
                Jupyter,
                "only for opening notebooks outside VS Code: install JupyterLab, then r1 kernel install"
            ),
            Try(
                "sandbox",
                needed: false,
                () => OnPath("bwrap"),
                "only for running programs that a model wrote: apt-get install bubblewrap"
            ),
        ];

    private static MachinePart Try(string part, bool needed, Func<string> attempt, string mend)
    {
        try
        {
            return new MachinePart(part, Works: true, needed, attempt(), "");
        }
        catch (Exception exception)
        {
            // Whatever goes wrong is the finding: native loaders throw almost anything.
            Exception cause = exception is TypeInitializationException { InnerException: { } inner }
                ? inner
                : exception;
            return new MachinePart(part, Works: false, needed, cause.Message.Split('\n')[0], mend);
        }
    }

    private static string Machine()
    {
        double memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / Math.Pow(2, 30);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Environment.ProcessorCount} cores, {memory:0.0} GiB of memory, {RuntimeInformation.OSDescription}"
        );
    }

    private static string Folder() =>
        File.Exists(Path.Combine(Workbook.Root, "notebooks", "00-start-here.ipynb"))
            ? $"{Directory.GetFiles(Path.Combine(Workbook.Root, "notebooks"), "*.ipynb").Length} notebooks"
            : throw new FileNotFoundException("notebooks/00-start-here.ipynb is missing");

    private static string Tensors() =>
        LibTorch.MultipliesMatrices
            ? $"libtorch {LibTorch.Version} multiplies matrices"
            : throw new InvalidOperationException("libtorch loaded but computes wrongly");

    private static string Figures() =>
        $"Plotly.NET writes a figure of {Plot.Lines("", "", "", ("", [0, 1], [0, 1])).ToPlotlyJson().Length} "
        + $"characters";

    private static string Cuda() =>
        LibTorch.CudaDevices is > 0 and var devices
            ? $"{devices} devices"
            : throw new PlatformNotSupportedException("no CUDA device, or libtorch without CUDA");

    private static string Jupyter() => OnPath("jupyter");

    private static string OnPath(string program)
    {
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        string[] names = OperatingSystem.IsWindows() ? [program + ".exe", program + ".cmd"] : [program];
        return folders.SelectMany(folder => names, Path.Combine).FirstOrDefault(File.Exists) is not null
            ? $"{program} is on the path"
            : throw new FileNotFoundException($"{program} is not on the path");
    }
}
