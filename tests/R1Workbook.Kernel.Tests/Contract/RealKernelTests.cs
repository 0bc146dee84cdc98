using System.Diagnostics;
using System.Text.Json.Nodes;

namespace R1Workbook.Kernel.Tests.Contract;

/// <summary>The contract on the real .NET Interactive: what both keep, and where they differ on purpose.</summary>
public sealed class RealKernelTests : IDisposable
{
    // The modules of Debian's packages belong to this Python.
    private const string Python = "/usr/bin/python3";

    private readonly string _folder = Directory.CreateTempSubdirectory("contract").FullName;

    [SkippableFact]
    public void The_real_one_keeps_all_but_what_is_listed_with_its_reason()
    {
        string? tool = Environment.GetEnvironmentVariable("R1_DOTNET_INTERACTIVE");
        Skip.If(
            tool is null,
            "R1_DOTNET_INTERACTIVE names no folder with the tool: dotnet tool install --tool-path FOLDER "
                + "Microsoft.dotnet-interactive --version 1.0.712001"
        );
        Skip.IfNot(
            File.Exists(Python) && Run(Python, tool!, "-c", "import jupyter_client").Code == 0,
            "jupyter_client is missing (Debian: python3-jupyter-client)"
        );
        string kernels = Directory.CreateDirectory(Path.Combine(_folder, "kernels")).FullName;
        Run(Path.Combine(tool!, "dotnet-interactive"), tool!, "jupyter", "install", "--path", kernels);
        string script = RepositoryFolder.Of("tests/R1Workbook.Kernel.Tests/Contract/real_kernel.py");
        (int code, string printed) = Run(Python, tool!, script, ".net-csharp", "theirs");
        string[] unexpected =
        [
            .. printed
                .Split('\n')
                .Where(line => line.StartsWith("{\"case\"", StringComparison.Ordinal))
                .Where(line => (bool)JsonNode.Parse(line)!["unexpected"]!),
        ];
        Assert.True(unexpected.Length == 0, string.Join('\n', unexpected));
        Assert.True(code == 0, printed);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private (int Code, string Printed) Run(string program, string tool, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.Environment["JUPYTER_PATH"] = _folder;
        start.Environment["PATH"] = $"{tool}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}";
        start.Environment["DOTNET_NOLOGO"] = "1";
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string printed = process.StandardOutput.ReadToEnd() + errors.GetAwaiter().GetResult();
        process.WaitForExit();
        return (process.ExitCode, printed);
    }
}
