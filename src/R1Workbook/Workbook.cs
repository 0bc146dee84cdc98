using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using R1Workbook.Extension;
using R1Workbook.Learning.Decoders;
using R1Workbook.Learning.Stages;
using R1Workbook.Learning.Training.Runs;
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

    /// <summary>Where a run of this machine is recorded: under <c>.artifacts/runs</c>, apart for each scale.</summary>
    /// <param name="name">The run's name.</param>
    /// <param name="scale">The scale.</param>
    public static string RunFolder(string name, Scale scale) =>
        Path.Combine(Root, ".artifacts", "runs", scale.ToString().ToLowerInvariant(), name);

    /// <summary>Where a run is recorded that starts from certain models: other models, another folder, so that no run
    /// meets the record of another.</summary>
    /// <param name="name">The run's name.</param>
    /// <param name="scale">The scale.</param>
    /// <param name="from">The models that its result depends on.</param>
    public static string RunFolder(string name, Scale scale, params Decoder[] from)
    {
        byte[] origin = SHA256.HashData(
            System.Text.Encoding.ASCII.GetBytes(string.Concat(from.Select(model => model.Fingerprint())))
        );
        return RunFolder($"{name}-{Convert.ToHexStringLower(origin)[..6]}", scale);
    }

    /// <summary>A run that comes with the workbook, from <c>data/runs</c>.</summary>
    /// <param name="name">The run's name.</param>
    /// <exception cref="RunRecordException">There is no such run.</exception>
    public static RunRecord Recorded(string name) => RunRecord.Read(Data("runs", name));

    /// <summary>Registers the workbook's formatters, and in a notebook the directive <c>#!r1</c>, and says what
    /// runs.</summary>
    public static string Open()
    {
        DataFrameFormatter.Register();
        try
        {
            ExtendKernel();
        }
        catch (FileNotFoundException)
        {
            // A program of its own, without a kernel.
        }
        return $"R1 Workbook {typeof(Workbook).Assembly.GetName().Version!.ToString(3)} on .NET "
            + $"{Environment.Version}, {RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}, "
            + $"{Environment.ProcessorCount} cores";
    }

    // Compiled only when it is called: the assembly that it names may be missing.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ExtendKernel() => WorkbookExtension.LoadIntoRunningKernel();

    /// <summary>The map of the workbook: its notebooks in order, each as it describes itself.</summary>
    /// <exception cref="InvalidDataException">A file among the notebooks is not a notebook; the message names
    /// it.</exception>
    public static IReadOnlyList<NotebookEntry> Notebooks() => Notebooks(Path.Combine(Root, "notebooks"));

    /// <summary>The notebooks of a folder, by file name. Folders within are not looked into.</summary>
    /// <param name="folder">The folder; where it does not exist there are none.</param>
    /// <exception cref="InvalidDataException">A file among the notebooks is not a notebook; the message names
    /// it.</exception>
    public static IReadOnlyList<NotebookEntry> Notebooks(string folder) =>
        !Directory.Exists(folder)
            ? []
            : [.. Directory.EnumerateFiles(folder, "*.ipynb").Order(StringComparer.Ordinal).Select(NotebookEntry.Read)];

    private static string FindRoot()
    {
        string[] starts = [Path.GetDirectoryName(typeof(Workbook).Assembly.Location)!, Environment.CurrentDirectory];
        foreach (string start in starts)
        {
            for (DirectoryInfo? folder = new(start); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(Path.Combine(folder.FullName, "R1Workbook.sln")))
                    return folder.FullName;
            }
        }
        throw new DirectoryNotFoundException(
            $"No folder with R1Workbook.sln above {starts[0]} or {starts[1]}. Open the notebook inside the workbook."
        );
    }
}
