using System.Net;
using System.Net.Http.Headers;

namespace R1Workbook.Benchmarks.Files;

/// <summary>Downloads a file: continues where a download was cut off, and keeps only a file with the known
/// hash.</summary>
public static class Download
{
    private static readonly TimeSpan Connecting = TimeSpan.FromSeconds(20);

    /// <summary>Downloads a file to <paramref name="path"/>, or checks the file that is there. What has come so far is
    /// kept beside it with the ending <c>.part</c>.</summary>
    /// <param name="source">The address of the file and its hash.</param>
    /// <param name="path">Where it is kept.</param>
    /// <param name="cancellationToken">Stops it; the next call continues.</param>
    /// <exception cref="DataFileException">It cannot be fetched, or has another hash; the message says why.</exception>
    public static async Task FetchAsync(
        PinnedDownload source,
        string path,
        CancellationToken cancellationToken = default
    )
    {
        string part = path + ".part";
        if (!File.Exists(path))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            try
            {
                await ReceiveAsync(source.Url, part, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception)
                when (exception is HttpRequestException or IOException or TaskCanceledException
                    && !cancellationToken.IsCancellationRequested
                )
            {
                throw new DataFileException(
                    path,
                    0,
                    $"cannot be fetched from {source.Url} ({exception.Message})."
                        + (File.Exists(part) ? " What has come is kept: call again to go on." : "")
                );
            }
            if (source.Mismatch(part) is { } problem)
            {
                File.Delete(part);
                File.Delete(part + ".tag");
                throw new DataFileException(
                    path,
                    0,
                    $"the file at {source.Url} {problem}. It is not kept: the file there has changed, or a proxy "
                        + "answered in its place."
                );
            }
            File.Move(part, path);
            File.Delete(part + ".tag");
        }
        else if (source.Mismatch(path) is { } problem)
        {
            throw new DataFileException(
                path,
                0,
                $"it {problem}: it is another version, or was cut or changed. Delete it to fetch it again."
            );
        }
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
