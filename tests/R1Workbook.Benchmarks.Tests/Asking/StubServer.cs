using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace R1Workbook.Benchmarks.Tests.Asking;

/// <summary>A server on this machine that writes down what it is asked and answers with bytes that a test gives, right
/// or wrong.</summary>
internal sealed class StubServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<int, string?> _answer;
    private int _asked;

    /// <param name="answer">The whole HTTP answer to the n-th request, from 0; null: none, and the connection stays
    /// open.</param>
    public StubServer(Func<int, string?> answer)
    {
        _answer = answer;
        _listener.Start();
        _ = Task.Run(AcceptAsync);
    }

    /// <summary>The base URL.</summary>
    public Uri Url => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/v1");

    /// <summary>Whether the connection stays open behind an answer, as if there were more to come.</summary>
    public bool KeepsOpen { get; init; }

    /// <summary>Answers by what is asked, in place of the n-th answer.</summary>
    public Func<string, string?>? ByRequest { get; init; }

    /// <summary>What was asked: head and body of each request.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>An HTTP answer with a JSON body.</summary>
    public static string Json(string body, string status = "200 OK", string headers = "") =>
        $"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: "
        + $"{Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n{headers}\r\n{body}";

    /// <summary>Server-sent events, one for each piece of data; the end of the connection ends them.</summary>
    public static string Events(params IEnumerable<string> data) =>
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\nConnection: close\r\n\r\n"
        + string.Concat(data.Select(piece => $"data: {piece}\n\n"));

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Stop();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                TcpClient client = await _listener.AcceptTcpClientAsync(_stop.Token);
                _ = Task.Run(() => AnswerAsync(client));
            }
        }
        catch (Exception exception)
            when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            NetworkStream stream = client.GetStream();
            StringBuilder request = new();
            byte[] buffer = new byte[65536];
            while (!IsWhole(request.ToString()))
            {
                int read = await stream.ReadAsync(buffer);
                if (read == 0)
                    return;
                request.Append(Encoding.UTF8.GetString(buffer, 0, read));
            }
            Requests.Enqueue(request.ToString());
            string? answer = ByRequest?.Invoke(request.ToString()) ?? _answer(Interlocked.Increment(ref _asked) - 1);
            if (answer is not null)
                await stream.WriteAsync(Encoding.UTF8.GetBytes(answer));
            // Silence lasts until whoever asked goes away.
            if (answer is null || KeepsOpen)
            {
                while (await stream.ReadAsync(buffer) > 0)
                    ;
            }
        }
    }

    private static bool IsWhole(string request)
    {
        int head = request.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (head < 0)
            return false;
        string? length = request[..head]
            .Split("\r\n")
            .FirstOrDefault(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
        return length is null
            || Encoding.UTF8.GetByteCount(request[(head + 4)..])
                >= int.Parse(length["Content-Length:".Length..], System.Globalization.CultureInfo.InvariantCulture);
    }
}
