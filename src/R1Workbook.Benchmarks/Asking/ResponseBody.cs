using System.Text;

namespace R1Workbook.Benchmarks.Asking;

/// <summary>Reads the body of an HTTP answer, and never more of it than is asked for.</summary>
internal static class ResponseBody
{
    /// <summary>The whole body as text. JSON is UTF-8, whatever character set a server names.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="tooLong">The error where it has more bytes.</param>
    /// <param name="most">Most bytes.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<string> TextAsync(
        HttpResponseMessage response,
        Func<EndpointException> tooLong,
        long most,
        CancellationToken cancellationToken
    )
    {
        using Stream stream = await OpenAsync(response, tooLong, most, cancellationToken).ConfigureAwait(false);
        using StreamReader reader = new(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The body as a stream that fails where it has more than <paramref name="most"/> bytes.</summary>
    public static async Task<Stream> OpenAsync(
        HttpResponseMessage response,
        Func<EndpointException> tooLong,
        long most,
        CancellationToken cancellationToken
    ) =>
        new BoundedStream(
            await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false),
            most,
            tooLong
        );

    /// <summary>The first bytes of the body as text; the rest is not read.</summary>
    public static async Task<string> StartAsync(
        HttpResponseMessage response,
        int most,
        CancellationToken cancellationToken
    )
    {
        using Stream stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        byte[] start = new byte[most];
        int read = await stream
            .ReadAtLeastAsync(start, most, throwOnEndOfStream: false, cancellationToken)
            .ConfigureAwait(false);
        return Encoding.UTF8.GetString(start, 0, read);
    }
}
