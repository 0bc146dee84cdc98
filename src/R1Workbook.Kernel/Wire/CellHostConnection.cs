using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using R1Workbook.Kernel.Contracts;
using R1Workbook.Kernel.Interactive;

namespace R1Workbook.Kernel.Wire;

/// <summary>The pipe to the process in which cells run: sends requests, gives each its answer, and hands on what cells
/// show.</summary>
internal sealed class CellHostConnection : IDisposable
{
    private readonly StreamReader _reader;
    private readonly StreamWriter _writer;
    private readonly ICellOutputs _outputs;
    private readonly NativeOutput[] _native;
    private readonly SemaphoreSlim _turn = new(1);
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentDictionary<long, TaskCompletionSource<HostAnswer>> _waiting = new();
    private long _lastId;

    /// <param name="pipe">The pipe, connected.</param>
    /// <param name="outputs">Takes what cells show.</param>
    /// <param name="native">What native code prints; it is waited for, so that the order stays.</param>
    public CellHostConnection(Stream pipe, ICellOutputs outputs, params NativeOutput[] native)
    {
        (_outputs, _native) = (outputs, native);
        _reader = new StreamReader(pipe, new UTF8Encoding(false));
        _writer = new StreamWriter(pipe, new UTF8Encoding(false), bufferSize: 65_536, leaveOpen: true);
        Closed = Task.Run(ReadAsync);
    }

    /// <summary>Completes when the other side takes requests; never, when it ends before.</summary>
    public Task Started => _ready.Task;

    /// <summary>Completes when the other side is gone. Every request without an answer then fails with
    /// <see cref="IOException"/>.</summary>
    public Task Closed { get; }

    /// <summary>Asks the user for a cell.</summary>
    public UserInput? Input { get; set; }

    /// <summary>Sends a request and waits for its answer.</summary>
    /// <param name="request">Makes the request with the id it is given.</param>
    /// <exception cref="IOException">The other side is gone.</exception>
    public async Task<HostAnswer> AskAsync(Func<long, AnsweredRequest> request)
    {
        long id = Interlocked.Increment(ref _lastId);
        TaskCompletionSource<HostAnswer> answer = _waiting[id] = new(
            TaskCreationOptions.RunContinuationsAsynchronously
        );
        await SendAsync(request(id)).ConfigureAwait(false);
        if (Closed.IsCompleted)
        {
            Fail();
        }

        return await answer.Task.ConfigureAwait(false);
    }

    /// <summary>Sends a request that has no answer.</summary>
    /// <exception cref="IOException">The other side is gone.</exception>
    public async Task SendAsync(HostRequest request)
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        try
        {
            await _writer
                .WriteLineAsync(JsonSerializer.Serialize(request, PipeJson.Default.HostRequest))
                .ConfigureAwait(false);
            await _writer.FlushAsync().ConfigureAwait(false);
        }
        catch (ObjectDisposedException e)
        {
            throw new IOException(e.Message, e);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose()
    {
        _reader.Dispose();
        _turn.Dispose();
    }

    private async Task ReadAsync()
    {
        try
        {
            while (await _reader.ReadLineAsync().ConfigureAwait(false) is { } line)
            {
                await TakeAsync(JsonSerializer.Deserialize(line, PipeJson.Default.HostMessage)!).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or JsonException)
        {
            // A process that dies while it writes leaves half a line.
        }
        finally
        {
            foreach (NativeOutput native in _native)
            {
                native.Continue(long.MaxValue);
            }

            Fail();
        }
    }

    private async Task TakeAsync(HostMessage message)
    {
        foreach (NativeOutput native in _native)
        {
            await native.ReachAsync(message.Mark).ConfigureAwait(false);
        }

        switch (message)
        {
            case Ready:
                _ready.TrySetResult();
                break;
            case StreamShown text:
                _outputs.Stream(text.Name, text.Text);
                break;
            case DisplayShown shown:
                _outputs.Display(shown.Data, shown.DisplayId);
                break;
            case UpdateShown shown:
                _outputs.Update(shown.DisplayId, shown.Data);
                break;
            case ResultShown shown:
                _outputs.Result(shown.Data);
                break;
            case OutputCleared cleared:
                _outputs.Clear(cleared.Wait);
                break;
            case DebugHappened happened:
                (_outputs as ICellEvents)?.Debug(happened.Name, happened.Body);
                break;
            case CommSent sent:
                (_outputs as ICellEvents)?.Comm(sent.Kind, sent.Content, sent.Metadata, sent.Answers);
                break;
            case HandlerRuns handler:
                (_outputs as ICellEvents)?.Handler(handler.Message, handler.Begins);
                break;
            case HandlerFailed failed:
                (_outputs as ICellEvents)?.HandlerFailed(failed.Error);
                break;
            case InputWanted question:
                _ = AnswerAsync(question);
                break;
            case HostAnswer answer when _waiting.TryRemove(answer.Id, out TaskCompletionSource<HostAnswer>? waiting):
                waiting.TrySetResult(answer);
                break;
        }

        foreach (NativeOutput native in _native)
        {
            native.Continue(message.Mark);
        }
    }

    private async Task AnswerAsync(InputWanted question)
    {
        InputAnswer answer;
        try
        {
            answer = Input is { } ask
                ? new InputAnswer(
                    question.Id,
                    await ask(question.Prompt, question.IsPassword, CancellationToken.None).ConfigureAwait(false),
                    null
                )
                : new InputAnswer(
                    question.Id,
                    null,
                    "The cell asks for input, but this notebook runs without a user who could answer. Give the "
                        + "value in the cell instead."
                );
        }
        catch (OperationCanceledException)
        {
            // The cell itself is interrupted, and waits no more.
            return;
        }
        catch (NoInputException e)
        {
            answer = new InputAnswer(question.Id, null, e.Message);
        }

        try
        {
            await SendAsync(answer).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // The cell's process is gone; the request that runs says so.
        }
    }

    private void Fail()
    {
        foreach (long id in _waiting.Keys)
        {
            if (_waiting.TryRemove(id, out TaskCompletionSource<HostAnswer>? waiting))
            {
                waiting.TrySetException(new IOException("The process in which cells run is gone."));
            }
        }
    }
}
