using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace R1Workbook.Benchmarks.Files;

/// <summary>A file to download whose content is known beforehand.</summary>
public sealed partial record PinnedDownload
{
    /// <summary>A file at an address with a hash.</summary>
    /// <param name="url">Its address: one that names a commit, where the host allows it.</param>
    /// <param name="sha256">Its SHA-256, 64 hexadecimal digits in lower case.</param>
    /// <exception cref="ArgumentException">The hash has another form.</exception>
    public PinnedDownload(Uri url, string sha256)
    {
        if (!Sha256Form().IsMatch(sha256))
            throw new ArgumentException($"\"{sha256}\" is not 64 hexadecimal digits in lower case.", nameof(sha256));
        (Url, Sha256) = (url, sha256);
    }

    /// <summary>The address.</summary>
    public Uri Url { get; }

    /// <summary>The SHA-256, 64 hexadecimal digits in lower case.</summary>
    public string Sha256 { get; }

    /// <summary>What is wrong with a file's hash, as the rest of a sentence about the file; null where it is the known
    /// one.</summary>
    /// <param name="path">The file.</param>
    public string? Mismatch(string path)
    {
        using FileStream stream = File.OpenRead(path);
        string hash = Convert.ToHexStringLower(SHA256.HashData(stream));
        return hash == Sha256 ? null : $"has the SHA-256 {hash}, not {Sha256}";
    }

    [GeneratedRegex("^[0-9a-f]{64}$")]
    private static partial Regex Sha256Form();
}
