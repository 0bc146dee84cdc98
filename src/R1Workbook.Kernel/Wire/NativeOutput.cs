using System.Globalization;
using System.Text;
using R1Workbook.Kernel.Contracts;
using R1Workbook.Kernel.Outputs;

namespace R1Workbook.Kernel.Wire;

/// <summary>
/// What native code of the cell process prints. It does not pass the cell's Console: it arrives over the process's own
/// stdout or stderr, with a <see cref="NativeMark"/> wherever the process said something else.
/// </summary>
internal sealed class NativeOutput
{
    private static readonly TimeSpan MarkWithin = TimeSpan.FromSeconds(1);

    private readonly string _name;
    private readonly string _mark;
    private readonly ICellOutputs _outputs;
    private readonly StringBuilder _text = new();

    private readonly MarkReached _arrived = new(),
        _handedOn = new();
    private int _room = new OutputLimits().ConsoleCharacters;

    public NativeOutput(StreamReader reader, string name, string secret, ICellOutputs outputs)
    {
        (_name, _mark, _outputs) = (name, $"{NativeMark.Border}{secret}.", outputs);
        End = CopyAsync(reader);
    }

    /// <summary>Completes when the stream ends.</summary>
    public Task End { get; }

    /// <summary>What was said of why the process ended.</summary>
    public LastWords Words { get; } = new();

    /// <summary>A new cell may print again.</summary>
    public void BeginCell() => _room = new OutputLimits().ConsoleCharacters;

    /// <summary>Waits until all that was printed before the mark was handed on; what comes after it waits for
    /// <see cref="Continue"/>.</summary>
    public Task ReachAsync(long mark) => _arrived.WaitAsync(mark);

    /// <summary>The message of the mark was handed on.</summary>
    public void Continue(long mark) => _handedOn.Set(mark);

    private async Task CopyAsync(StreamReader reader)
    {
        char[] buffer = new char[4_096];
        int read;
        while ((read = await reader.ReadAsync(buffer).ConfigureAwait(false)) > 0)
        {
            _text.Append(buffer, 0, read);
            await HandOnAsync(last: false).ConfigureAwait(false);
        }

        await HandOnAsync(last: true).ConfigureAwait(false);
        Words.EndLine();
        _arrived.Set(long.MaxValue);
    }

    private async Task HandOnAsync(bool last)
    {
        string text = _text.ToString();
        int from = 0;
        while (from < text.Length)
        {
            int at = text.IndexOf(NativeMark.Border, from);
            if (at < 0)
            {
                break;
            }

            Publish(text[from..at]);
            from = at;
            string rest = text[at..];
            int end = rest.IndexOf(NativeMark.Border, 1);
            bool isMark = rest.StartsWith(_mark, StringComparison.Ordinal),
                mayBeMark = _mark.StartsWith(rest, StringComparison.Ordinal);
            if (
                isMark
                && end > 0
                && long.TryParse(rest[_mark.Length..end], CultureInfo.InvariantCulture, out long mark)
            )
            {
                _arrived.Set(mark);
                await _handedOn.WaitAsync(mark).ConfigureAwait(false);
                from += end + 1;
            }
            else if (!last && (mayBeMark || (isMark && end < 0)))
            {
                // The rest of the mark is still to come.
                _text.Clear().Append(rest);
                return;
            }
            else
            {
                Publish(rest[..1]);
                from++;
            }
        }

        Publish(text[from..]);
        _text.Clear();
    }

    private void Publish(string text)
    {
        Words.Take(text);
        int kept = Math.Min(text.Length, _room);
        _room -= kept;
        if (kept > 0)
        {
            _outputs.Stream(_name, text[..kept]);
        }
    }

    /// <summary>The highest mark so far, to wait for.</summary>
    private sealed class MarkReached
    {
        private readonly Lock _gate = new();
        private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private long _mark;

        public void Set(long mark)
        {
            TaskCompletionSource reached;
            lock (_gate)
            {
                _mark = Math.Max(_mark, mark);
                (reached, _next) = (_next, new(TaskCreationOptions.RunContinuationsAsynchronously));
            }

            reached.SetResult();
        }

        // Bounded: a cell may have closed the stream, or its process may have ended between the mark and the message.
        public async Task WaitAsync(long mark)
        {
            while (true)
            {
                Task next;
                lock (_gate)
                {
                    if (_mark >= mark)
                    {
                        return;
                    }

                    next = _next.Task;
                }

                try
                {
                    await next.WaitAsync(MarkWithin).ConfigureAwait(false);
                }
                catch (TimeoutException)
                {
                    return;
                }
            }
        }
    }
}
