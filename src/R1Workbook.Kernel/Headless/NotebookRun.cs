using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using R1Workbook.Kernel.Contracts;
using R1Workbook.Kernel.Host;
using R1Workbook.Kernel.Notebooks;
using R1Workbook.Kernel.Outputs;

namespace R1Workbook.Kernel.Headless;

/// <summary>Runs notebooks without a front end: each in a process of its own, each saved with what ran, whatever
/// happened.</summary>
/// <param name="options">How to run.</param>
/// <param name="progress">Told when a cell starts and ends, and every second between.</param>
public sealed class NotebookRun(RunOptions options, IProgress<CellProgress> progress)
{
    private static readonly TimeSpan TellEvery = TimeSpan.FromSeconds(1);

    /// <summary>Runs one notebook from its first cell to its last or to the first that fails, and saves it.</summary>
    /// <param name="path">The .ipynb file; it is not changed.</param>
    /// <param name="cancellationToken">Stops the cell that runs; what ran is saved.</param>
    /// <returns>What became of it; a notebook that cannot be read or saved is told in
    /// <see cref="NotebookResult.Error"/>.</returns>
    public async Task<NotebookResult> RunAsync(string path, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        Notebook notebook;
        try
        {
            // Whatever the path leads to, a pipe that nobody writes, too: the run can be stopped.
            notebook = await Task.Run(() => NotebookReader.Read(path), cancellationToken)
                .WaitAsync(cancellationToken)
                .ConfigureAwait(false);
            CheckLanguage(notebook, path);
        }
        catch (NotebookException e)
        {
            return new NotebookResult(path, clock.Elapsed) { Error = e.Message };
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return new NotebookResult(path, clock.Elapsed) { Cancelled = true };
        }

        var recorder = new CellRecorder();
        var ran = new Dictionary<int, ExecutedCell>();
        NotebookResult result;
        try
        {
            result = await RunCellsAsync(notebook, path, recorder, ran, cancellationToken).ConfigureAwait(false);
        }
        catch (CellHostException e)
        {
            result = new NotebookResult(path, TimeSpan.Zero) { Error = $"{path}: {e.Message}" };
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            result = new NotebookResult(path, TimeSpan.Zero) { Cancelled = true };
        }

        recorder.Flush();
        IEnumerable<NotebookCell> cells = notebook.Cells.Select(
            (cell, i) =>
                !cell.IsCode ? cell
                : ran.TryGetValue(i, out ExecutedCell? execution) ? execution.Store(cell)
                : cell.WithExecution(null, [])
        );
        return Save(notebook.WithCells(cells), result with { Elapsed = clock.Elapsed });
    }

    private NotebookResult Save(Notebook notebook, NotebookResult result)
    {
        string executed = Path.Combine(options.OutputFolder, Path.GetFileName(result.NotebookPath));
        try
        {
            NotebookWriter.Write(notebook, executed);
            return result with { ExecutedPath = executed };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            string error = $"{executed}: cannot be written: {e.Message}";
            return result with { Error = result.Error is null ? error : result.Error + "\n" + error };
        }
    }

    private async Task<NotebookResult> RunCellsAsync(
        Notebook notebook,
        string path,
        CellRecorder recorder,
        Dictionary<int, ExecutedCell> ran,
        CancellationToken cancellationToken
    )
    {
        var result = new NotebookResult(path, TimeSpan.Zero);
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        CellHostProcess host = await CellHostProcess
            .StartAsync(options, folder, recorder, cancellationToken)
            .ConfigureAwait(false);
        await using (host.ConfigureAwait(false))
        {
            var told = new CellProgress(
                Path.GetFileNameWithoutExtension(path),
                0,
                notebook.Cells.Count(c => c.IsCode),
                TimeSpan.Zero,
                CellState.Running
            );
            for (int i = 0; i < notebook.Cells.Count; i++)
            {
                NotebookCell cell = notebook.Cells[i];
                told = cell.IsCode ? told with { Cell = told.Cell + 1 } : told;
                if (!cell.IsCode || string.IsNullOrWhiteSpace(cell.Source))
                {
                    continue;
                }

                ran[i] = new ExecutedCell(told.Cell, recorder.Begin(told.Cell));
                CellError? error = await RunCellAsync(host, cell, told, cancellationToken).ConfigureAwait(false);
                ran[i].Elapsed = DateTimeOffset.UtcNow - ran[i].Started;
                progress.Report(
                    told with
                    {
                        Elapsed = ran[i].Elapsed,
                        State = error is null ? CellState.Done : CellState.Failed,
                    }
                );
                if (error is null)
                {
                    continue;
                }

                recorder.Error(error.Name, error.Message, error.Traceback);

                // Jupyter's mark for a cell that is there to show its error; only an error of the cell's own leaves a
                // process to go on in.
                if (EndsTheRun(error.Kind) || !cell.Tags.Contains("raises-exception"))
                {
                    return result with
                    {
                        Cancelled = error.Kind == CellErrorKind.Stopped,
                        Failure = Failure(cell, told.Cell, error),
                    };
                }
            }
        }

        return result;
    }

    private static bool EndsTheRun(CellErrorKind kind) =>
        kind
            is CellErrorKind.NotInterrupted
                or CellErrorKind.Stopped
                or CellErrorKind.TimedOut
                or CellErrorKind.ProcessEnded;

    private async Task<CellError?> RunCellAsync(
        CellHostProcess host,
        NotebookCell cell,
        CellProgress told,
        CancellationToken cancellationToken
    )
    {
        var clock = Stopwatch.StartNew();
        using var timer = new Timer(
            _ => progress.Report(told with { Elapsed = clock.Elapsed }),
            null,
            TimeSpan.Zero,
            TellEvery
        );
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.CellTimeout);
        try
        {
            CellError? error = await host.RunAsync(cell.Source, cell.Language, told.Cell, input: null, limit.Token)
                .ConfigureAwait(false);
            return error is not null && limit.IsCancellationRequested ? Stop() : error;
        }
        catch (CellHostException e)
        {
            return new CellError(CellErrorKind.ProcessEnded, "ProcessEnded", e.Message, null, [e.Message]);
        }
        catch (TimeoutException)
        {
            return Stop();
        }

        CellError Stop()
        {
            bool stopped = cancellationToken.IsCancellationRequested;
            string message = stopped
                ? "Stopped while this cell ran."
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"This cell ran longer than {options.CellTimeout.TotalSeconds:0.###} s and was stopped. Give it "
                        + $"longer with --timeout, or make it smaller."
                );
            return stopped
                ? new CellError(CellErrorKind.Stopped, "Stopped", message, null, [message])
                : new CellError(CellErrorKind.TimedOut, "Timeout", message, null, [message]);
        }
    }

    private static CellFailure Failure(NotebookCell cell, int number, CellError error)
    {
        string[] lines = cell.Source.ReplaceLineEndings("\n").Split('\n');
        string? text = error.Line is { } line && line <= lines.Length ? lines[line - 1] : null;
        return new CellFailure(number, error.Line, text, error.Name, error.Message);
    }

    private static void CheckLanguage(Notebook notebook, string path)
    {
        JsonNode? metadata = notebook.Json["metadata"];
        string? language =
            MultilineText.Join((metadata as JsonObject)?["kernelspec"]?["language"])
            ?? MultilineText.Join((metadata as JsonObject)?["language_info"]?["name"]);
        if (
            language is not null
            && !language.Contains('#', StringComparison.Ordinal)
            && !language.Contains("sharp", StringComparison.OrdinalIgnoreCase)
            && !language.Contains("polyglot", StringComparison.OrdinalIgnoreCase)
        )
        {
            throw new NotebookException(
                $"{path}: a notebook in {language}; this kernel runs C# notebooks (.net-csharp)."
            );
        }
    }

    private sealed record ExecutedCell(int Count, IReadOnlyList<CellOutput> Outputs)
    {
        public DateTimeOffset Started { get; } = DateTimeOffset.UtcNow;

        public TimeSpan Elapsed { get; set; }

        public NotebookCell Store(NotebookCell cell) => cell.WithExecution(Count, Outputs).WithTimes(Started, Elapsed);
    }
}
