using System.Collections.Concurrent;
using System.Text.Json;
using R1Workbook.Kernel.Interactive;

namespace R1Workbook.Kernel.Wire;

/// <summary>The requests that come to the process in which cells run: those that wait their turn, those that are
/// answered beside the one that runs, and those that act on it.</summary>
internal sealed class HostRequests(PipeOutputs outputs) : IDisposable
{
    private readonly BlockingCollection<(QueuedRequest Request, CancellationToken Stop)> _queue = [];
    private readonly BlockingCollection<BesideRequest> _beside = [];
    private readonly BlockingCollection<BesideRequest> _debugger = [];
    private readonly ConcurrentDictionary<long, TaskCompletionSource<string>> _questions = new();
    private CancellationTokenSource _last = new();
    private long _lastQuestion;

    /// <summary>Reads requests until the other side closes the pipe; what runs then is interrupted.</summary>
    public void Read(StreamReader reader)
    {
        try
        {
            while (reader.ReadLine() is { } line)
            {
                Take(JsonSerializer.Deserialize(line, PipeJson.Default.HostRequest)!);
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or JsonException)
        {
            // The other side is gone, perhaps in the middle of a line; so is the reason to run.
        }

        _queue.CompleteAdding();
        _beside.CompleteAdding();
        _debugger.CompleteAdding();
        _ = _last.CancelAsync();
    }

    /// <summary>The requests that wait, each with the token that an interrupt cancels, until there will be no
    /// more.</summary>
    public IEnumerable<(QueuedRequest Request, CancellationToken Stop)> InTurn() => _queue.GetConsumingEnumerable();

    /// <summary>What editors ask, while a cell runs too, until there will be no more.</summary>
    public IEnumerable<BesideRequest> OfEditors() => _beside.GetConsumingEnumerable();

    /// <summary>What a debugger asks, until there will be no more; apart, for an expression may take seconds.</summary>
    public IEnumerable<BesideRequest> OfDebugger() => _debugger.GetConsumingEnumerable();

    /// <summary>Asks the user; see <see cref="UserInput"/>.</summary>
    public async Task<string> AskAsync(string prompt, bool isPassword, CancellationToken cancellationToken)
    {
        long id = Interlocked.Increment(ref _lastQuestion);
        TaskCompletionSource<string> answer = _questions[id] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            outputs.FlushConsole();
            outputs.SendInOrder(new InputWanted(id, prompt, isPassword));
            return await answer.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _questions.TryRemove(id, out _);
        }
    }

    public void Dispose()
    {
        _queue.Dispose();
        _beside.Dispose();
        _debugger.Dispose();
        _last.Dispose();
    }

    private void Take(HostRequest request)
    {
        switch (request)
        {
            case QueuedRequest queued:
                // Not disposed: a cell may have kept its token.
                _last = new CancellationTokenSource();
                _queue.Add((queued, _last.Token));
                break;
            case AskDebugger debug:
                _debugger.Add(debug);
                break;
            case BesideRequest beside:
                _beside.Add(beside);
                break;
            case Interrupt:
                // Not on this thread: code that a cell registered with its token runs in this call.
                _ = _last.CancelAsync();
                break;
            case InputAnswer answer when _questions.TryGetValue(answer.Id, out TaskCompletionSource<string>? question):
                if (answer.Text is { } text)
                {
                    question.TrySetResult(text);
                }
                else
                {
                    question.TrySetException(new NoInputException(answer.Refusal ?? "There is no user to ask."));
                }

                break;
        }
    }
}
