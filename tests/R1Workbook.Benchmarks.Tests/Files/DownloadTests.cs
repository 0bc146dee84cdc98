using System.Security.Cryptography;
using System.Text;
using R1Workbook.Benchmarks.Files;
using R1Workbook.Benchmarks.Tests.Asking;

namespace R1Workbook.Benchmarks.Tests.Files;

public sealed class DownloadTests : IDisposable
{
    private const string Whole = "0123456789";
    private static readonly string Hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Whole)));
    private readonly string _folder = Directory.CreateTempSubdirectory("r1-download-").FullName;

    private string Target => Path.Combine(_folder, "sub", "file.jsonl");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_download_that_is_cut_goes_on_where_it_was_cut()
    {
        using StubServer server = new(n =>
            n == 0
                ? $"HTTP/1.1 200 OK\r\nContent-Length: 10\r\nConnection: close\r\n\r\n{Whole[..4]}"
                : $"HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 4-9/10\r\nContent-Length: 6\r\nConnection: "
                    + $"close\r\n\r\n{Whole[4..]}"
        );
        Assert.Contains(
            "call again to go on",
            (
                await Assert.ThrowsAsync<DataFileException>(() =>
                    Download.FetchAsync(new PinnedDownload(server.Url, Hash), Target)
                )
            ).Message,
            StringComparison.Ordinal
        );
        Assert.False(File.Exists(Target));
        await Download.FetchAsync(new PinnedDownload(server.Url, Hash), Target);
        Assert.Equal(Whole, File.ReadAllText(Target));
        Assert.Contains("Range: bytes=4-", server.Requests.Last(), StringComparison.Ordinal);
        // What is there is not fetched again.
        await Download.FetchAsync(new PinnedDownload(server.Url, Hash), Target);
        Assert.Equal(2, server.Requests.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_download_that_is_cut_twice_is_whole_in_the_end_whether_the_server_knows_ranges_or_not(
        bool ranges
    )
    {
        byte[] file = new byte[300_000];
        new Random(7).NextBytes(file);
        string hash = Convert.ToHexStringLower(SHA256.HashData(file));
        using FileServer server = new(file, ranges, 120_000, 50_000);
        PinnedDownload source = new(server.Url, hash);
        for (int i = 0; i < 2; i++)
            await Assert.ThrowsAsync<DataFileException>(() => Download.FetchAsync(source, Target));
        Assert.False(File.Exists(Target));
        await Download.FetchAsync(source, Target);
        Assert.Equal(file, File.ReadAllBytes(Target));
        Assert.Equal(["file.jsonl"], Directory.EnumerateFiles(Path.GetDirectoryName(Target)!).Select(Path.GetFileName));
        if (ranges)
            Assert.True(server.Answers.Skip(1).All(from => from > 0), string.Join(", ", server.Answers));
        else
            Assert.Equal([0, 0, 0], server.Answers);
    }

    [Fact]
    public async Task A_file_that_changed_meanwhile_is_fetched_whole_and_not_mixed_with_its_first_part()
    {
        byte[] file = new byte[200_000];
        new Random(8).NextBytes(file);
        using FileServer server = new(file, true, 90_000);
        string hash = Convert.ToHexStringLower(SHA256.HashData([.. file.AsEnumerable().Reverse()]));
        PinnedDownload changed = new(server.Url, hash);
        await Assert.ThrowsAsync<DataFileException>(() => Download.FetchAsync(changed, Target));
        server.Tag = "\"second\"";
        file.AsSpan().Reverse();
        await Download.FetchAsync(changed, Target);
        Assert.Equal(file, File.ReadAllBytes(Target));
        Assert.Equal([0, 0], server.Answers);
    }

    [Fact]
    public async Task A_part_that_is_the_whole_already_is_taken()
    {
        byte[] file = Encoding.UTF8.GetBytes(Whole);
        using FileServer server = new(file, true);
        Directory.CreateDirectory(Path.GetDirectoryName(Target)!);
        File.WriteAllBytes(Target + ".part", file);
        await Download.FetchAsync(new PinnedDownload(server.Url, Hash), Target);
        Assert.Equal(Whole, File.ReadAllText(Target));
    }

    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("ZZcc41080a3680858b27fa7e0533d2d547825316fc5dafe5d316f4ccc5a06132")]
    [InlineData("35DC41080A3680858B27FA7E0533D2D547825316FC5DAFE5D316F4CCC5A06132")]
    public void A_download_without_a_whole_hash_cannot_be_written_down(string hash) =>
        Assert.Throws<ArgumentException>(() => new PinnedDownload(new Uri("https://example.org/file"), hash));

    [Fact]
    public async Task What_has_another_hash_is_not_kept()
    {
        using StubServer server = new(_ => StubServer.Json("<html>no file</html>"));
        Assert.Contains(
            "has the SHA-256",
            (
                await Assert.ThrowsAsync<DataFileException>(() =>
                    Download.FetchAsync(new PinnedDownload(server.Url, Hash), Target)
                )
            ).Message,
            StringComparison.Ordinal
        );
        Assert.False(File.Exists(Target));
        Assert.False(File.Exists(Target + ".part"));
    }

    [Fact]
    public async Task A_refusal_and_a_changed_file_are_named()
    {
        using StubServer server = new(_ => StubServer.Json("{}", "404 Not Found"));
        Assert.Contains(
            "404",
            (
                await Assert.ThrowsAsync<DataFileException>(() =>
                    Download.FetchAsync(new PinnedDownload(server.Url, Hash), Target)
                )
            ).Message,
            StringComparison.Ordinal
        );
        File.WriteAllText(Target, "changed");
        Assert.Contains(
            "Delete it to fetch it again",
            (
                await Assert.ThrowsAsync<DataFileException>(() =>
                    Download.FetchAsync(new PinnedDownload(server.Url, Hash), Target)
                )
            ).Message,
            StringComparison.Ordinal
        );
    }
}
