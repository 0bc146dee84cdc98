namespace R1Workbook.Benchmarks;

/// <summary>Where a user gets a file of a benchmark.</summary>
/// <param name="Name">The name under which it is kept.</param>
/// <param name="Url">The address of the file; null where it cannot be downloaded without an agreement, or does not
/// exist as one file.</param>
/// <param name="Sha256">Its hash, 64 hexadecimal digits; null where none is known for certain.</param>
/// <param name="ByHand">What to do where it cannot be fetched.</param>
public sealed record BenchmarkFile(string Name, Uri? Url, string? Sha256, string ByHand)
{
    /// <summary>Files that belong beside it, such as examples for prompts; their <see cref="ByHand"/> says what for.
    /// The benchmark can be scored without them.</summary>
    public IReadOnlyList<BenchmarkFile> Beside { get; init; } = [];

    /// <summary>A file that can be downloaded.</summary>
    /// <param name="name">The name under which it is kept.</param>
    /// <param name="url">Its address.</param>
    /// <param name="sha256">Its hash; null where none is known for certain.</param>
    /// <param name="byHand">What to do where it cannot be fetched.</param>
    public static BenchmarkFile At(string name, string url, string? sha256, string byHand) =>
        new(name, new Uri(url), sha256, byHand);

    /// <summary>A file that a user must get without <c>r1 data get</c>.</summary>
    /// <param name="name">The name under which it is kept.</param>
    /// <param name="byHand">What to do.</param>
    public static BenchmarkFile ByHandOnly(string name, string byHand) => new(name, null, null, byHand);

    /// <summary>A folder of a repository on GitHub.</summary>
    /// <param name="name">The name under which it is kept.</param>
    /// <param name="repository">The repository, OWNER/NAME.</param>
    /// <param name="byHand">What to do after cloning it.</param>
    public static BenchmarkFile Repository(string name, string repository, string byHand) =>
        new(name, null, null, $"clone https://github.com/{repository}; {byHand}");
}
