using System.Globalization;
using R1Workbook.Kernel.Headless;
using Spectre.Console;

namespace R1Workbook.Cli.Progress;

/// <summary>Progress on a terminal: one bar for the notebooks, and one for the cells of the notebook that
/// runs.</summary>
internal sealed class ProgressBars : RunProgress
{
    private readonly ProgressTask _all;
    private readonly ProgressTask _one;

    private ProgressBars(ProgressContext context, int notebooks)
    {
        _all = context.AddTask("notebooks", maxValue: notebooks);
        _one = context.AddTask("cells");
    }

    public static Task<T> ShowBarsAsync<T>(int notebooks, Func<RunProgress, Task<T>> work) =>
        AnsiConsole
            .Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) })
            .Progress()
            .Columns(
                new ProgressBarColumn(),
                new ElapsedTimeColumn(),
                new TaskDescriptionColumn { Alignment = Justify.Left }
            )
            .AutoClear(true)
            .StartAsync(context => work(new ProgressBars(context, notebooks)));

    public override void Report(CellProgress value)
    {
        _one.MaxValue = value.Cells;
        _one.Value = value.State == CellState.Done ? value.Cell : value.Cell - 1;
        _one.Description = Markup.Escape(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{value.Notebook}  cell {value.Cell}/{value.Cells}  {value.Elapsed.TotalSeconds:0} s"
            )
        );
    }

    public override void End(NotebookResult result)
    {
        _all.Increment(1);
        _all.Description = string.Create(
            CultureInfo.InvariantCulture,
            $"{_all.Value:0} of {_all.MaxValue:0} notebooks"
        );
    }
}
