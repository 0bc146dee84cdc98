using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using R1Workbook.Kernel.Notebooks;
using R1Workbook.Kernel.Tests.Headless;

namespace R1Workbook.Kernel.Tests.Jupyter;

/// <summary>Debian's Jupyter clients with the kernel as <c>r1 kernel install</c> writes it.</summary>
public sealed partial class RealClientTests : IDisposable
{
    // The modules of Debian's packages belong to this Python.
    private const string Python = "/usr/bin/python3";

    private readonly string _folder = Directory.CreateTempSubdirectory("r1 jupyter ").FullName;

    // One of each kind: no training, the mathematics of a loss, a run that is trained, all languages. That every
    // notebook runs headless too is what R1Workbook.Notebooks.Tests shows.
    private static readonly string[] Compared = ["00-", "01-", "07-", "polyglot"];

    public static TheoryData<string> Notebooks =>
        new(
            new[] { "notebooks", Path.Combine("tests", "R1Workbook.Kernel.Tests", "Notebooks") }
                .Select(folder => Path.Combine(Root, folder))
                .Where(Directory.Exists)
                .SelectMany(folder => Directory.GetFiles(folder, "*.ipynb"))
                .Order(StringComparer.Ordinal)
                .Select(path => Path.GetRelativePath(Root, path))
        );

    [SkippableTheory]
    [MemberData(nameof(Notebooks))]
    public void Nbconvert_runs_every_notebook_and_some_are_compared_with_the_headless_runner(string notebook)
    {
        RequirePackages("nbconvert", "nbclient");
        Install();
        string path = Path.Combine(Root, notebook),
            name = Path.GetFileName(notebook);
        if (!notebook.StartsWith("notebooks", StringComparison.Ordinal))
        {
            // It writes files beside itself; those of the workbook find the library beside them.
            string copy = Path.Combine(Directory.CreateDirectory(Path.Combine(_folder, "copy")).FullName, name);
            File.Copy(path, copy);
            path = copy;
        }

        bool isCompared = Compared.Any(start => name.StartsWith(start, StringComparison.Ordinal));
        if (isCompared)
            ForgetRuns();
        (int code, string printed) = Run(
            Python,
            Path.GetDirectoryName(path)!,
            "-m",
            "nbconvert",
            "--to",
            "notebook",
            "--execute",
            "--ExecutePreprocessor.timeout=600",
            path,
            "--output-dir",
            _folder,
            "--output",
            name
        );
        Assert.True(code == 0, printed);
        Notebook one = NotebookReader.Read(Path.Combine(_folder, name));
        Assert.DoesNotContain(
            one.Cells,
            cell => !cell.Tags.Contains("raises-exception") && cell.Outputs.Any(output => output.Kind == "error")
        );
        if (!isCompared)
            return;

        string headless = Path.Combine(_folder, "headless");
        ForgetRuns();
        (code, printed) = Run("dotnet", Root, TemporaryNotebook.R1, "run", path, "--scale", "smoke", "--out", headless);
        Assert.True(code == 0, printed);
        Notebook other = NotebookReader.Read(Path.Combine(headless, name));
        Assert.Equal(other.Cells.Select(Describe), one.Cells.Select(Describe));
    }

    [SkippableFact]
    public void Jupyter_client_runs_asks_interrupts_and_restarts()
    {
        RequirePackages("jupyter_client");
        Install();
        (int code, string printed) = Run(
            Python,
            _folder,
            Path.Combine(Root, "tests", "R1Workbook.Kernel.Tests", "Jupyter", "jupyter_client_session.py"),
            "of-the-test"
        );
        Assert.True(code == 0, printed);
        Dictionary<string, JsonNode> steps = printed
            .Split('\n')
            .Where(line => line.StartsWith("{\"step\"", StringComparison.Ordinal))
            .Select(line => JsonNode.Parse(line)!)
            .ToDictionary(step => (string)step["step"]!);
        Assert.Equal("42", (string)steps["value"]["shown"]!);
        Assert.Equal(("name", "ok"), ((string)steps["input"]["prompt"]!, (string)steps["input"]["status"]!));
        Assert.Equal(
            ("Interrupted", "41"),
            ((string)steps["interrupt"]["ename"]!, (string)steps["interrupt"]["kept"]!)
        );
        Assert.Equal("kept", (string)steps["history"]["last"]!);
        Assert.Equal(("ok", 11), ((string)steps["complete"]["status"]!, (int)steps["complete"]["end"]!));
        Assert.Equal(("CS0103", 2), ((string)steps["restart"]["ename"]!, (int)steps["restart"]["count"]!));
        Assert.False((bool)steps["end"]["alive"]!);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Root { get; } = FindRoot();

    // Kinds, mime types and text; of text without times, ids and other measurements, which differ from run to run, nor
    // the width of columns that they make.
    private static string Describe(NotebookCell cell) =>
        string.Join(
            '\n',
            cell.Outputs.Select(output =>
                output.Kind
                + " "
                + output.StreamName
                + string.Join(' ', output.MimeTypes.Order(StringComparer.Ordinal))
                + ": "
                + Spacing()
                    .Replace(
                        Measurement()
                            .Replace(output.Kind == "stream" ? output.Text : output.Data("text/plain") ?? "", "#"),
                        " "
                    )
            )
        );

    // A finished run is not trained again, and shows no progress.
    private static void ForgetRuns()
    {
        string runs = Path.Combine(Root, ".artifacts", "runs", "smoke");
        if (Directory.Exists(runs))
            Directory.Delete(runs, recursive: true);
    }

    private void Install()
    {
        (int code, string printed) = Run(
            "dotnet",
            _folder,
            TemporaryNotebook.R1,
            "kernel",
            "install",
            "--prefix",
            _folder,
            "--name",
            "of-the-test"
        );
        Assert.True(code == 0, printed);
        (code, printed) = Run("dotnet", _folder, TemporaryNotebook.R1, "kernel", "install", "--prefix", _folder);
        Assert.True(code == 0, printed);
    }

    private void RequirePackages(params string[] modules)
    {
        Skip.IfNot(File.Exists(Python), $"{Python} is missing");
        (int code, string printed) = Run(Python, _folder, "-c", "import " + string.Join(", ", modules));
        Skip.If(code != 0, $"the packages of .ci/packages are not installed: {printed}");
    }

    private (int Code, string Printed) Run(string program, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(program)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        start.Environment["JUPYTER_PATH"] = Path.Combine(_folder, "share", "jupyter");
        start.Environment["JUPYTER_RUNTIME_DIR"] = Path.Combine(_folder, "runtime");
        start.Environment["JUPYTER_CONFIG_DIR"] = Path.Combine(_folder, "config");
        start.Environment["R1_SCALE"] = "smoke";
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> printed = process.StandardOutput.ReadToEndAsync(),
            errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(900_000))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{program} did not end: {printed.Result}{errors.Result}");
        }

        return (process.ExitCode, printed.Result + errors.Result);
    }

    private static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "R1Workbook.sln")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new DirectoryNotFoundException("R1Workbook.sln is not above the tests.");
    }

    [GeneratedRegex(@"[0-9][0-9.,:]*|[0-9a-f]{8,}")]
    private static partial Regex Measurement();

    [GeneratedRegex(@"[ \-─]{2,}")]
    private static partial Regex Spacing();
}
