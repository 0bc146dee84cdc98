using System.Threading.Channels;

namespace R1Workbook.Cli;

/// <summary>
/// Lines in, answers out: on all cores, in the order of the lines, each answer as soon as it and those before it are
/// there. Nothing waits for the next line, so who sends one row and waits gets its answer.
/// </summary>
/// <typeparam name="T">An answer.</typeparam>
/// <param name="use">Answers a line; given its number, from 1. Called from several threads.</param>
/// <param name="cancellation">Stops between lines, also while no line comes.</param>
internal sealed class OrderedRows<T>(Func<string, int, CancellationToken, Task<T>> use, CancellationToken cancellation)
    : IDisposable
{
    // So many rows may be done behind one that takes long.
    private const int MostAhead = 1024;

    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
    private readonly SemaphoreSlim _room = new(MostAhead);
    private readonly Channel<(long Place, T Answer)> _done = Channel.CreateUnbounded<(long, T)>();
    private readonly Lock _reading = new();
    private IEnumerator<string>? _lines;
    private Exception? _unreadable;
    private int _number,
        _workers;
    private long _places;
    private bool _atEnd;

    /// <summary>The answers; lines of blanks have none. To be called once.</summary>
    /// <param name="lines">Opens the lines; called and read on threads of their own, which may wait for ever.</param>
    public async IAsyncEnumerable<T> EachAsync(Func<IEnumerable<string>> lines)
    {
        _workers = Environment.ProcessorCount;
        // Threads of their own: they wait for lines and for servers, and the pool has other work.
        for (int i = 0; i < Environment.ProcessorCount; i++)
            new Thread(() => Work(lines)) { IsBackground = true, Name = "rows" }.Start();
        Dictionary<long, T> early = [];
        long next = 0;
        await foreach ((long place, T done) in _done.Reader.ReadAllAsync(_stop.Token))
        {
            early[place] = done;
            while (early.Remove(next, out T? answer))
            {
                next++;
                _room.Release();
                yield return answer;
            }
        }
    }

    /// <summary>No further line is begun. A thread may go on waiting for a line that never comes.</summary>
    public void Dispose() => _stop.Cancel();

    private void Work(Func<IEnumerable<string>> lines)
    {
        try
        {
            while (Next(lines) is { } row)
            {
                _done.Writer.TryWrite((row.Place, Answer(row.Line, row.Number)));
            }
        }
        catch (Exception exception)
        {
            _unreadable ??= exception;
        }
        finally
        {
            if (Interlocked.Decrement(ref _workers) == 0)
                _done.Writer.TryComplete(_unreadable);
        }
    }

    private T Answer(string line, int number)
    {
        try
        {
            return use(line, number, _stop.Token).GetAwaiter().GetResult();
        }
        catch (Exception exception)
        {
            // This row will never come, and the others would wait for it.
            _done.Writer.TryComplete(exception);
            throw;
        }
    }

    private (string Line, int Number, long Place)? Next(Func<IEnumerable<string>> lines)
    {
        lock (_reading)
        {
            if (_atEnd)
                return null;
            _lines ??= lines().GetEnumerator();
            // In the order of the lines: were it taken later, the rows behind could take all of it, and the row that
            // all wait for had none.
            _room.Wait(_stop.Token);
            while (!_stop.IsCancellationRequested && MoveNext())
            {
                _number++;
                if (!string.IsNullOrWhiteSpace(_lines.Current))
                    return (_lines.Current, _number, _places++);
            }
            return null;
        }
    }

    private bool MoveNext()
    {
        // After a line that cannot be read there is none.
        _atEnd = true;
        _atEnd = !_lines!.MoveNext();
        return !_atEnd;
    }
}
