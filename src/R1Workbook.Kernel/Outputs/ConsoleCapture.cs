using System.Globalization;
using System.Text;
using R1Workbook.Kernel.Contracts;

namespace R1Workbook.Kernel.Outputs;

/// <summary>
/// Console.Out and Console.Error of the running cell: joined into few stream outputs, in the order written, up to a
/// limit.
/// </summary>
public sealed class ConsoleCapture : IDisposable
{
    private const int FlushAt = 8_192;

    private readonly Lock _gate = new();
    private readonly Timer _timer;
    private readonly TextWriter _out = Console.Out;
    private readonly TextWriter _error = Console.Error;
    private readonly TextReader _in = Console.In,
        _input;
    private readonly ICellOutputs _outputs;
    private readonly int _limit;
    private readonly StringBuilder _text = new();
    private string _name = "stdout";
    private int _kept;
    private long _cut;

    /// <summary>Takes the console over.</summary>
    /// <param name="outputs">Where the text goes.</param>
    /// <param name="limit">Most characters a cell.</param>
    /// <param name="input">What cells read; null: what the process reads.</param>
    public ConsoleCapture(ICellOutputs outputs, int limit, TextReader? input = null)
    {
        _input = input ?? _in;
        _outputs = outputs;
        _limit = limit;
        _timer = new Timer(_ => Flush(), null, 50, 50);
        TakeOver();
    }

    /// <summary>Hands on what was written so far; called before anything else is shown, so that the order
    /// stays.</summary>
    public void Flush()
    {
        lock (_gate)
        {
            if (_text.Length > 0)
            {
                string text = _text.ToString();
                _text.Clear();
                _outputs.Stream(_name, text);
            }
        }
    }

    /// <summary>Ends a cell: flushes, says what was cut, and counts anew.</summary>
    public void EndCell()
    {
        lock (_gate)
        {
            Flush();
            if (_cut > 0)
            {
                _outputs.Stream(
                    "stderr",
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"\n[{_cut:N0} characters of console output cut: the limit for one cell is {_limit:N0}]\n"
                    )
                );
            }

            (_kept, _cut) = (0, 0);
        }

        // A cell may have put something else in their place: that lasts as long as the cell.
        TakeOver();
    }

    /// <summary>Gives the console back.</summary>
    public void Dispose()
    {
        _timer.Dispose();
        Flush();
        Console.SetOut(_out);
        Console.SetError(_error);
        Console.SetIn(_in);
    }

    private void TakeOver()
    {
        Console.SetOut(new Writer(this, "stdout"));
        Console.SetError(new Writer(this, "stderr"));
        Console.SetIn(_input);
    }

    private void Write(string name, ReadOnlySpan<char> text)
    {
        lock (_gate)
        {
            int room = Math.Min(text.Length, _limit - _kept);
            _cut += text.Length - room;
            _kept += room;
            if (room == 0)
            {
                return;
            }

            if (name != _name)
            {
                Flush();
                _name = name;
            }

            _text.Append(text[..room]);
            if (_text.Length >= FlushAt)
            {
                Flush();
            }
        }
    }

    private sealed class Writer(ConsoleCapture capture, string name) : TextWriter(CultureInfo.InvariantCulture)
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value) => capture.Write(name, [value]);

        public override void Write(char[] buffer, int index, int count) =>
            capture.Write(name, buffer.AsSpan(index, count));

        public override void Write(ReadOnlySpan<char> buffer) => capture.Write(name, buffer);

        public override void Write(string? value) => capture.Write(name, value);

        public override void WriteLine(string? value) => capture.Write(name, value + NewLine);
    }
}
