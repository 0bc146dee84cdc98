using System.Text.Json.Nodes;
using R1Workbook.Kernel.Jupyter;

namespace R1Workbook.Kernel.Tests.Jupyter;

public sealed class KernelSpecTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("r1-kernels-").FullName;

    [Fact]
    public void It_is_written_twice_and_removed()
    {
        KernelSpec.Install(_folder, "ours", ["r1", "kernel", "start"], force: false);
        string own = KernelSpec.Install(_folder, "ours", ["r1", "kernel", "start"], force: false);
        JsonNode spec = JsonNode.Parse(File.ReadAllText(Path.Combine(own, "kernel.json")))!;
        Assert.Equal(
            "r1 kernel start {connection_file}",
            string.Join(' ', spec["argv"]!.AsArray().Select(part => (string)part!))
        );
        Assert.Equal("message", (string)spec["interrupt_mode"]!);
        KernelSpec.Remove(_folder, "ours");
        Assert.False(Directory.Exists(own));
    }

    [Fact]
    public void A_kernel_of_another_program_is_left_alone()
    {
        string own = Path.Combine(_folder, ".net-csharp");
        Directory.CreateDirectory(own);
        File.WriteAllText(Path.Combine(own, "kernel.json"), "{\"argv\": [\"dotnet\", \"interactive\"]}");
        Assert.Contains(
            "--force",
            Assert
                .Throws<InvalidOperationException>(() =>
                    KernelSpec.Install(_folder, ".net-csharp", ["r1"], force: false)
                )
                .Message,
            StringComparison.Ordinal
        );
        Assert.Throws<InvalidOperationException>(() => KernelSpec.Remove(_folder, ".net-csharp"));

        KernelSpec.Install(_folder, ".net-csharp", ["r1"], force: true);
        JsonNode spec = JsonNode.Parse(File.ReadAllText(Path.Combine(own, "kernel.json")))!;
        Assert.Equal(["r1", "{connection_file}"], spec["argv"]!.AsArray().Select(part => (string)part!));
        KernelSpec.Remove(_folder, ".net-csharp");
        Assert.False(Directory.Exists(own));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
