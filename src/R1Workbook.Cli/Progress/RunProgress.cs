using R1Workbook.Kernel.Headless;

namespace R1Workbook.Cli.Progress;

/// <summary>Tells how far <c>r1 run</c> is: bars that stay in place on a terminal, few plain lines elsewhere.</summary>
internal abstract class RunProgress : IProgress<CellProgress>
{
    /// <summary>Told at each cell's start and end, and every second between.</summary>
    public abstract void Report(CellProgress value);

    /// <summary>Told when a notebook has ended.</summary>
    public abstract void End(NotebookResult result);

    /// <summary>Runs the work with the progress that fits standard error.</summary>
    public static Task<T> ShowAsync<T>(int notebooks, Func<RunProgress, Task<T>> work) =>
        Console.IsErrorRedirected
            ? work(new CellProgressLines(Console.Error))
            : ProgressBars.ShowBarsAsync(notebooks, work);
}
