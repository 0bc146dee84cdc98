using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace R1Workbook.Benchmarks.Tests.Files;

/// <summary>A web server on this machine with one file, with ranges or without, which may cut the connection in its
/// first answers.</summary>
internal sealed class FileServer : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly byte[] _file;
    private readonly bool _ranges;
    private readonly ConcurrentQueue<int> _cuts;

    /// <param name="file">The file.</param>
    /// <param name="ranges">Whether a part of it can be asked for.</param>
    /// <param name="cuts">After how many bytes the first answers are cut off.</param>
    public FileServer(byte[] file, bool ranges, params int[] cuts)
    {
        (_file, _ranges, _cuts) = (file, ranges, new(cuts));
        using (TcpListener free = new(IPAddress.Loopback, 0))
        {
            free.Start();
            Url = new Uri($"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/");
        }
        _listener.Prefixes.Add(Url.ToString());
        _listener.Start();
        _ = Task.Run(ServeAsync);
    }

    /// <summary>Where it answers.</summary>
    public Uri Url { get; }

    /// <summary>What the file is known by; a change of it is another file.</summary>
    public string Tag { get; set; } = "\"first\"";

    /// <summary>From which byte each answer began, in the order of the requests.</summary>
    public ConcurrentQueue<int> Answers { get; } = new();

    public void Dispose() => _listener.Close();

    private async Task ServeAsync()
    {
        try
        {
            while (true)
                await AnswerAsync(await _listener.GetContextAsync());
        }
        catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        HttpListenerResponse response = context.Response;
        string? asked = context.Request.Headers["Range"],
            condition = context.Request.Headers["If-Range"];
        int from =
            _ranges && asked is not null && (condition is null || condition == Tag)
                ? int.Parse(asked["bytes=".Length..^1], CultureInfo.InvariantCulture)
                : 0;
        response.Headers["ETag"] = Tag;
        Answers.Enqueue(from);
        if (from >= _file.Length)
        {
            response.StatusCode = 416;
            response.Headers["Content-Range"] = $"bytes */{_file.Length}";
            response.Close();
            return;
        }
        if (from > 0)
        {
            response.StatusCode = 206;
            response.Headers["Content-Range"] = $"bytes {from}-{_file.Length - 1}/{_file.Length}";
        }
        response.ContentLength64 = _file.Length - from;
        int end = _cuts.TryDequeue(out int cut) ? Math.Min(_file.Length, from + cut) : _file.Length;
        await response.OutputStream.WriteAsync(_file.AsMemory(from, end - from));
        if (end < _file.Length)
            response.Abort();
        else
            response.Close();
    }
}
