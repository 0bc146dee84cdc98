using System.Security.Cryptography;
using R1Workbook.Learning.Natives;

namespace R1Workbook.Learning.Tests.Natives;

public sealed class WeakVersionPatchTests : IDisposable
{
    private static readonly string PackageFile = Path.Combine(
        Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages"),
        "torchsharp",
        "0.107.0",
        "runtimes",
        "linux-x64",
        "native",
        WeakVersionPatch.FileName
    );

    private readonly string _folder = Directory.CreateTempSubdirectory("r1-weak-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [SkippableFact]
    public void A_patched_file_differs_in_one_or_two_bytes_and_keeps_its_time_stamp()
    {
        string path = CopyOfPackageFile();
        byte[] before = File.ReadAllBytes(path);
        DateTime written = File.GetLastWriteTimeUtc(path);

        WeakVersionOutcome outcome = WeakVersionPatch.Apply(path, systemLacksVersion: true, out string message);

        byte[] after = File.ReadAllBytes(path);
        Assert.Equal(WeakVersionOutcome.Patched, outcome);
        Assert.Contains(WeakVersionPatch.VersionName, message, StringComparison.Ordinal);
        Assert.Equal(before.Length, after.Length);
        Assert.InRange(before.Zip(after).Count(pair => pair.First != pair.Second), 1, 2);
        Assert.Equal(written, File.GetLastWriteTimeUtc(path));
        Assert.Single(Directory.GetFiles(_folder));
    }

    [SkippableFact]
    public void A_second_patch_changes_nothing()
    {
        string path = CopyOfPackageFile();
        WeakVersionPatch.Apply(path, systemLacksVersion: true, out _);
        string once = Hash(path);

        Assert.Equal(WeakVersionOutcome.AlreadyPatched, WeakVersionPatch.Apply(path, systemLacksVersion: true, out _));
        Assert.Equal(once, Hash(path));
    }

    [SkippableFact]
    public void A_hard_link_to_the_patched_file_keeps_the_original()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Hard links are made with ln.");
        string cache = CopyOfPackageFile();
        string output = Path.Combine(_folder, "output.so");
        System.Diagnostics.Process.Start("ln", [cache, output]).WaitForExit();
        Assert.True(File.Exists(output));

        Assert.Equal(WeakVersionOutcome.Patched, WeakVersionPatch.Apply(output, systemLacksVersion: true, out _));
        Assert.Equal(WeakVersionPatch.KnownSha256, Hash(cache));
        Assert.NotEqual(WeakVersionPatch.KnownSha256, Hash(output));
    }

    [SkippableFact]
    public void The_package_itself_is_untouched_by_the_build()
    {
        Skip.IfNot(File.Exists(PackageFile), $"No {PackageFile} here.");
        Assert.Equal(WeakVersionPatch.KnownSha256, Hash(PackageFile));
    }

    [SkippableFact]
    public void A_system_that_has_the_version_is_left_alone()
    {
        string path = CopyOfPackageFile();
        Assert.Equal(WeakVersionOutcome.NotNeeded, WeakVersionPatch.Apply(path, systemLacksVersion: false, out _));
        Assert.Equal(WeakVersionPatch.KnownSha256, Hash(path));
    }

    [SkippableFact]
    public void A_library_of_another_version_is_left_alone_and_named()
    {
        string path = CopyOfPackageFile();
        byte[] other = File.ReadAllBytes(path);
        other[^1] ^= 1;
        File.WriteAllBytes(path, other);

        Assert.Equal(
            WeakVersionOutcome.UnknownFile,
            WeakVersionPatch.Apply(path, systemLacksVersion: true, out string message)
        );
        Assert.Equal(other, File.ReadAllBytes(path));
        Assert.Contains(path, message, StringComparison.Ordinal);
        Assert.Contains("TorchSharp 0.107.0", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(64)]
    [InlineData(5000)]
    public void A_file_that_is_no_ELF_is_left_alone(int length)
    {
        string path = Path.Combine(_folder, "no-elf.so");
        byte[] content = Enumerable.Range(0, length).Select(i => (byte)i).ToArray();
        if (length > 64)
            "\u007fELF\u0002\u0001"u8.CopyTo(content); // the head of an ELF file before nonsense
        File.WriteAllBytes(path, content);

        Assert.Equal(WeakVersionOutcome.UnknownFile, WeakVersionPatch.Apply(path, systemLacksVersion: true, out _));
        Assert.Equal(content, File.ReadAllBytes(path));
    }

    [Fact]
    public void Torch_loads_in_the_output_of_this_build()
    {
        using TorchSharp.torch.Tensor ones = TorchSharp.torch.ones(2, 3); // [2, 3]
        Assert.Equal([1f, 1f, 1f, 1f, 1f, 1f], ones.data<float>().ToArray());
    }

    private static string Hash(string path) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));

    private string CopyOfPackageFile()
    {
        Skip.IfNot(File.Exists(PackageFile), $"No {PackageFile} here.");
        string path = Path.Combine(_folder, WeakVersionPatch.FileName);
        File.Copy(PackageFile, path);
        return path;
    }
}
