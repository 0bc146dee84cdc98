using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using R1Workbook.Kernel.Tests.Headless;

namespace R1Workbook.Kernel.Tests.Jupyter;

public sealed class KernelCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("r1 kernels ").FullName;

    [Fact]
    public void It_is_installed_where_asked_twice_and_removed()
    {
        string spec = Path.Combine(_folder, "share", "jupyter", "kernels", "ours", "kernel.json");
        Assert.Equal(0, Run("kernel", "install", "--prefix", _folder, "--name", "ours").Code);
        Assert.Equal(0, Run("kernel", "install", "--prefix", _folder, "--name", "ours").Code);
        JsonNode json = JsonNode.Parse(File.ReadAllText(spec))!;
        string[] argv = [.. json["argv"]!.AsArray().Select(part => (string)part!)];
        Assert.Equal(["kernel", "start", "{connection_file}"], argv[^3..]);
        Assert.True(File.Exists(argv[0]));
        Assert.Equal(("C#", "message"), ((string)json["language"]!, (string)json["interrupt_mode"]!));
        Assert.Equal(0, Run("kernel", "remove", "--prefix", _folder, "--name", "ours").Code);
        Assert.False(File.Exists(spec));
        Assert.Equal(1, Run("kernel", "remove", "--prefix", _folder, "--name", "ours").Code);
    }

    [Fact]
    public void The_user_s_folder_is_the_default_and_the_environment_s_on_demand()
    {
        var variables = new Dictionary<string, string>
        {
            ["XDG_DATA_HOME"] = Path.Combine(_folder, "data"),
            ["VIRTUAL_ENV"] = Path.Combine(_folder, "venv"),
        };
        foreach (
            string[] more in (string[][])
                [
                    [],
                    ["--user"],
                ]
        )
        {
            Assert.Equal(
                Path.Combine(_folder, "data", "jupyter", "kernels", ".net-csharp"),
                Run(variables, ["kernel", "install", .. more]).Out.Trim()
            );
        }

        Assert.Equal(
            Path.Combine(_folder, "venv", "share", "jupyter", "kernels", ".net-csharp"),
            Run(variables, "kernel", "install", "--sys-prefix").Out.Trim()
        );
    }

    [Fact]
    public void A_kernel_of_another_program_is_replaced_by_force_only()
    {
        string own = Path.Combine(_folder, "share", "jupyter", "kernels", ".net-csharp");
        Directory.CreateDirectory(own);
        File.WriteAllText(Path.Combine(own, "kernel.json"), "{\"argv\": [\"dotnet\", \"interactive\"]}");
        (int code, _, string error) = Run("kernel", "install", "--prefix", _folder);
        Assert.Equal(1, code);
        Assert.Contains("--force", error, StringComparison.Ordinal);
        Assert.Equal(0, Run("kernel", "install", "--prefix", _folder, "--force").Code);
    }

    [Theory]
    [InlineData("--user", "--prefix", "x")]
    [InlineData("--name", "../evil")]
    [InlineData("--name", "..")]
    public void Arguments_that_contradict_themselves_or_leave_the_folder_are_refused(params string[] arguments) =>
        Assert.Equal(2, Run(["kernel", "install", .. arguments]).Code);

    [Theory]
    [InlineData(null, "missing.json")]
    [InlineData("nonsense", "no connection file of Jupyter")]
    [InlineData("{\"shell_port\": 1}", "iopub_port")]
    [InlineData("{\"transport\": \"ipc\"}", "ipc")]
    [InlineData(
        "{\"ip\": \"0.0.0.0\", \"shell_port\": 1, \"iopub_port\": 2, \"stdin_port\": 3, \"control_port\": 4, "
            + "\"hb_port\": 5}",
        "--allow-remote"
    )]
    public void A_bad_connection_file_is_said_in_one_line(string? text, string said)
    {
        string path = Path.Combine(_folder, "missing.json");
        if (text is not null)
            File.WriteAllText(path, text);
        (int code, _, string error) = Run("kernel", "start", path);
        Assert.Equal(1, code);
        Assert.Contains(said, error, StringComparison.Ordinal);
        Assert.Single(error.Trim().Split('\n'));
    }

    [Fact]
    public void A_port_that_is_taken_is_said_in_one_line()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        int port = ((IPEndPoint)taken.LocalEndpoint).Port;
        string path = Path.Combine(_folder, "taken.json");
        File.WriteAllText(
            path,
            $"{{\"ip\": \"127.0.0.1\", \"shell_port\": {port}, \"iopub_port\": {port}, \"stdin_port\": {port}, "
                + $"\"control_port\": {port}, \"hb_port\": {port}}}"
        );
        (int code, _, string error) = Run("kernel", "start", path);
        Assert.Equal(1, code);
        Assert.Contains($"127.0.0.1:{port} cannot be listened on", error, StringComparison.Ordinal);
        Assert.Single(error.Trim().Split('\n'));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static (int Code, string Out, string Error) Run(params string[] arguments) => Run([], arguments);

    private static (int Code, string Out, string Error) Run(
        Dictionary<string, string> environment,
        params string[] arguments
    )
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in (string[])[TemporaryNotebook.R1, .. arguments])
            start.ArgumentList.Add(argument);
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string printed = process.StandardOutput.ReadToEnd();
        Assert.True(process.WaitForExit(60_000));
        return (process.ExitCode, printed, error.Result);
    }
}
