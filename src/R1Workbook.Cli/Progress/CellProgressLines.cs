using System.Diagnostics;
using System.Globalization;
using R1Workbook.Kernel.Headless;

namespace R1Workbook.Cli.Progress;

/// <summary>
/// Progress for a log: a line where a cell fails, where a notebook ends, and where ten seconds have passed since the
/// last line.
/// </summary>
/// <param name="log">Takes the lines.</param>
/// <param name="clock">The time since some moment; null for the real one.</param>
internal sealed class CellProgressLines(TextWriter log, Func<TimeSpan>? clock = null) : RunProgress
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly Func<TimeSpan> _clock = clock ?? Real();
    private TimeSpan _last;

    public override void Report(CellProgress value)
    {
        lock (_gate)
        {
            if (value.State != CellState.Failed && _clock() - _last < Quiet)
            {
                return;
            }

            string state = value.State switch
            {
                CellState.Running => "running for",
                CellState.Failed => "failed after",
                _ => "done after",
            };
            Write(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{value.Notebook}  cell {value.Cell}/{value.Cells}  {state} {value.Elapsed.TotalSeconds:0.0} s"
                )
            );
        }
    }

    public override void End(NotebookResult result)
    {
        lock (_gate)
        {
            string state =
                result.Succeeded ? "done"
                : result.Cancelled ? "stopped"
                : "failed";
            Write(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Path.GetFileNameWithoutExtension(result.NotebookPath)}  {state} after "
                        + $"{result.Elapsed.TotalSeconds:0.0} s"
                )
            );
        }
    }

    private void Write(string line)
    {
        _last = _clock();
        log.WriteLine(line);
    }

    private static Func<TimeSpan> Real()
    {
        var watch = Stopwatch.StartNew();
        return () => watch.Elapsed;
    }
}
