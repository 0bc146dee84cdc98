using R1Workbook.Benchmarks.Files;

namespace R1Workbook.Benchmarks;

/// <summary>Where a user gets a file of a benchmark.</summary>
/// <param name="Name">The name under which it is kept.</param>
/// <param name="Download">Its address and hash; null where it cannot be downloaded without an agreement, or does not
/// exist as one file.</param>
/// <param name="ByHand">How to get it without <c>r1 data get</c>.</param>
public sealed record BenchmarkFile(string Name, PinnedDownload? Download, string ByHand)
{
    /// <summary>Files that belong beside it, such as examples for prompts; their <see cref="ByHand"/> says what for.
    /// The benchmark can be scored without them.</summary>
    public IReadOnlyList<BenchmarkFile> Beside { get; init; } = [];

    /// <summary>What to do with the downloaded file before it can be read; null where it can be read as it
    /// is.</summary>
    public string? Afterwards { get; init; }

    /// <summary>A file that can be downloaded.</summary>
    /// <param name="name">The name under which it is kept.</param>
    /// <param name="url">Its address.</param>
    /// <param name="sha256">Its SHA-256.</param>
    /// <param name="byHand">How to get it without <c>r1 data get</c>.</param>
    public static BenchmarkFile At(string name, string url, string sha256, string byHand) =>
        new(name, new PinnedDownload(new Uri(url), sha256), byHand);

    /// <summary>A file that can only be got by hand.</summary>
    /// <param name="name">The name under which it is kept.</param>
    /// <param name="byHand">What to do.</param>
    public static BenchmarkFile ByHandOnly(string name, string byHand) => new(name, null, byHand);

    /// <summary>A file or folder of a repository on GitHub.</summary>
    /// <param name="name">The name under which it is kept.</param>
    /// <param name="repository">The repository, OWNER/NAME.</param>
    /// <param name="commit">The commit to check out.</param>
    /// <param name="byHand">What to do then.</param>
    public static BenchmarkFile Repository(string name, string repository, string commit, string byHand) =>
        new(name, null, $"clone https://github.com/{repository} and check out {commit}; {byHand}");
}
