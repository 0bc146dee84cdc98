using System.Diagnostics;
using System.Globalization;
using R1Workbook.Core.Files;

namespace R1Workbook.Cli.Evaluation;

/// <summary>Shows how far an evaluation is: one line that is written over on a terminal, else a line at every twentieth
/// part or after ten seconds.</summary>
/// <param name="log">Takes the lines.</param>
/// <param name="what">What is counted, for example "responses of m".</param>
/// <param name="terminal">Whether the log is a terminal.</param>
internal sealed class EvalProgress(TextWriter log, string what, bool terminal)
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(10),
        Blink = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private int? _first;
    private int _told = -1,
        _width;
    private TimeSpan _last;

    /// <summary>Shows how many are done of how many.</summary>
    public void Report(int there, int total)
    {
        lock (_gate)
        {
            _first ??= there;
            if (there <= _told)
                return;
            TimeSpan now = _watch.Elapsed,
                pause = terminal ? Blink : Quiet;
            bool step = !terminal && there * 20L / Math.Max(1, total) > _told * 20L / Math.Max(1, total);
            if (there < total && _told >= 0 && now - _last < pause && !step)
                return;
            (_told, _last) = (there, now);
            string line = string.Create(
                CultureInfo.InvariantCulture,
                $"{there} of {total} {what}{Left(there, total, now)}"
            );
            Write(line, ended: there == total);
        }
    }

    /// <summary>Writes a message on a line of its own.</summary>
    public void Say(string message)
    {
        lock (_gate)
            Write(TerminalText.Clean(message), ended: true);
    }

    private void Write(string line, bool ended)
    {
        if (!terminal)
        {
            log.WriteLine(line);
            return;
        }
        log.Write("\r" + line.PadRight(_width) + (ended ? "\n" : ""));
        log.Flush();
        _width = ended ? 0 : line.Length;
    }

    private string Left(int there, int total, TimeSpan now)
    {
        int done = there - _first!.Value;
        if (done <= 0 || there == total)
            return "";
        TimeSpan left = now / done * (total - there);
        string time =
            left.TotalMinutes < 2 ? FormattableString.Invariant($"{left.TotalSeconds:0} s")
            : left.TotalHours < 2 ? FormattableString.Invariant($"{left.TotalMinutes:0} min")
            : FormattableString.Invariant($"{left.TotalHours:0.0} h");
        return $", about {time} left";
    }
}
