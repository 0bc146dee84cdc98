using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;

namespace R1Workbook.Benchmarks.Files;

/// <summary>Fetches a file from its official place: goes on where a download was cut, and keeps nothing whose hash is
/// not the known one.</summary>
public static class Download
{
    private static readonly TimeSpan Connecting = TimeSpan.FromSeconds(20);

    /// <summary>The file at <paramref name="path"/>, fetched where it is not there yet; what has come so far lies
    /// beside it as <c>.part</c>.</summary>
    /// <param name="url">The address of the file.</param>
    /// <param name="path">Where it is kept.</param>
    /// <param name="sha256">Its hash; null: it is not checked.</param>
    /// <param name="cancellationToken">Stops it; the next call goes on.</param>
    /// <exception cref="DataFileException">It cannot be fetched, or is not the file that it should be; the message says
    /// why.</exception>
    public static async Task FetchAsync(
        Uri url,
        string path,
        string? sha256,
        CancellationToken cancellationToken = default
    )
    {
        string part = path + ".part";
        if (!File.Exists(path))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            try
            {
                await ReceiveAsync(url, part, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception)
                when (exception is HttpRequestException or IOException or TaskCanceledException
                    && !cancellationToken.IsCancellationRequested
                )
            {
                throw new DataFileException(
                    path,
                    0,
                    $"cannot be fetched from {url} "
                        + $"({exception.Message}).{(File.Exists(part) ? " What has come is kept: call again to go on." : "")}"
                );
            }
            if (Mismatch(part, sha256) is { } problem)
            {
                File.Delete(part);
                File.Delete(part + ".tag");
                throw new DataFileException(
                    path,
                    0,
                    $"what lies at {url} {problem}. It is not kept: the file has changed there, or something stands "
                        + $"between."
                );
            }
            File.Move(part, path);
            File.Delete(part + ".tag");
        }
        else if (Mismatch(path, sha256) is { } problem)
        {
            throw new DataFileException(
                path,
                0,
                $"{problem}: it is another version, or was cut or changed. Delete it to fetch it anew."
            );
        }
    }

    /// <summary>What is wrong with a file's hash; null where it is the known one or none is known.</summary>
    public static string? Mismatch(string path, string? sha256)
    {
        if (sha256 is null)
            return null;
        using FileStream stream = File.OpenRead(path);
        string hash = Convert.ToHexStringLower(SHA256.HashData(stream));
        return hash == sha256 ? null : $"has the sha256 {hash[..12]}..., not {sha256[..12]}...";
    }

    private static async Task ReceiveAsync(Uri url, string part, CancellationToken cancellationToken)
    {
        using HttpClient http = new(new SocketsHttpHandler { ConnectTimeout = Connecting })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        long there = File.Exists(part) ? new FileInfo(part).Length : 0;
        using HttpRequestMessage request = new(HttpMethod.Get, url);
        string tag = part + ".tag";
        if (there > 0)
        {
            request.Headers.Range = new RangeHeaderValue(there, null);
            // Only the same file is gone on with; of another one the server sends all.
            if (File.Exists(tag))
            {
                request.Headers.IfRange = new RangeConditionHeaderValue(
                    EntityTagHeaderValue.Parse(
                        await File.ReadAllTextAsync(tag, cancellationToken).ConfigureAwait(false)
                    )
                );
            }
        }
        using HttpResponseMessage response = await http.SendAsync(
                request,
                HttpCompletionOption.ResponseHeadersRead,
                cancellationToken
            )
            .ConfigureAwait(false);
        // The whole has come already.
        if (
            response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable
            && response.Content.Headers.ContentRange?.Length == there
        )
        {
            return;
        }

        response.EnsureSuccessStatusCode();
        // A server that knows no ranges sends all of it again.
        bool goesOn =
            response.StatusCode == HttpStatusCode.PartialContent
            && response.Content.Headers.ContentRange?.From == there;
        if (response.Headers.ETag is { IsWeak: false } given)
            await File.WriteAllTextAsync(tag, given.ToString(), cancellationToken).ConfigureAwait(false);
        else
            File.Delete(tag);
        FileStream file = new(part, goesOn ? FileMode.Append : FileMode.Create, FileAccess.Write);
        await using (file.ConfigureAwait(false))
        {
            await response.Content.CopyToAsync(file, cancellationToken).ConfigureAwait(false);
        }
    }
}
