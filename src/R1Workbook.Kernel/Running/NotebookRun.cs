using System.Diagnostics;
using System.Text.Json.Nodes;
using R1Workbook.Kernel.Languages;
using R1Workbook.Kernel.Notebooks;
using R1Workbook.Kernel.Outputs;

namespace R1Workbook.Kernel.Running;

/// <summary>Runs notebooks without a front end: each in a process of its own, each saved with what ran, whatever happened.</summary>
/// <param name="options">How to run.</param>
/// <param name="progress">Told when a cell starts and ends, and every second between.</param>
public sealed class NotebookRun(RunOptions options, IProgress<CellProgress> progress)
{
    private static readonly TimeSpan TellEvery = TimeSpan.FromSeconds(1);

    /// <summary>Runs one notebook from its first cell to its last or to the first that fails, and saves it.</summary>
    /// <param name="path">The .ipynb file; it is not changed.</param>
    /// <param name="cancellationToken">Stops the cell that runs; what ran is saved.</param>
    /// <returns>What became of it; a notebook that cannot be read or saved is told in <see cref="NotebookResult.Error"/>.</returns>
    public async Task<NotebookResult> RunAsync(string path, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        Notebook notebook;
        try
        {
            notebook = NotebookReader.Read(path);
            CheckLanguage(notebook, path);
        }
        catch (NotebookException e)
        {
            return new NotebookResult(path, clock.Elapsed) { Error = e.Message };
        }

        var result = new NotebookResult(path, TimeSpan.Zero);
        var recorder = new CellRecorder();
        var ran = new Dictionary<int, (int Count, IReadOnlyList<CellOutput> Outputs)>();
        try
        {
            result = await RunCellsAsync(notebook, result, recorder, ran, cancellationToken).ConfigureAwait(false);
        }
        catch (CellHostException e)
        {
            result = result with { Error = $"{path}: {e.Message}" };
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            result = result with { Cancelled = true };
        }

        recorder.Flush();
        IEnumerable<NotebookCell> cells = notebook.Cells.Select((cell, i) =>
            !cell.IsCode ? cell : ran.TryGetValue(i, out var execution) ? cell.WithExecution(execution.Count, execution.Outputs) : cell.WithExecution(null, []));
        string executed = Path.Combine(options.OutputFolder, Path.GetFileName(path));
        try
        {
            NotebookWriter.Write(notebook.WithCells(cells), executed);
            return result with { ExecutedPath = executed, Elapsed = clock.Elapsed };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            string error = $"{executed}: cannot be written: {e.Message}";
            return result with { Error = result.Error is null ? error : result.Error + "\n" + error, Elapsed = clock.Elapsed };
        }
    }

    private async Task<NotebookResult> RunCellsAsync(
        Notebook notebook,
        NotebookResult result,
        CellRecorder recorder,
        Dictionary<int, (int Count, IReadOnlyList<CellOutput> Outputs)> ran,
        CancellationToken cancellationToken)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(result.NotebookPath))!;
        CellHostProcess host = await CellHostProcess.StartAsync(options, folder, recorder, cancellationToken).ConfigureAwait(false);
        await using (host.ConfigureAwait(false))
        {
            int cells = notebook.Cells.Count(c => c.IsCode);
            int number = 0;
            for (int i = 0; i < notebook.Cells.Count; i++)
            {
                NotebookCell cell = notebook.Cells[i];
                if (!cell.IsCode || (++number > 0 && string.IsNullOrWhiteSpace(cell.Source)))
                {
                    continue;
                }

                ran[i] = (number, recorder.Begin(number));
                var clock = Stopwatch.StartNew();
                var told = new CellProgress(Path.GetFileNameWithoutExtension(result.NotebookPath), number, cells, TimeSpan.Zero, CellState.Running);
                CellError? error;
                using (var _ = new Timer(_ => progress.Report(told with { Elapsed = clock.Elapsed }), null, TimeSpan.Zero, TellEvery))
                {
                    error = await RunCellAsync(host, cell, number, cancellationToken).ConfigureAwait(false);
                }

                progress.Report(told with { Elapsed = clock.Elapsed, State = error is null ? CellState.Done : CellState.Failed });
                if (error is null)
                {
                    continue;
                }

                recorder.Error(error.Name, error.Message, error.Traceback);
                if (cancellationToken.IsCancellationRequested)
                {
                    return result with { Cancelled = true, Failure = Failure(cell, number, error) };
                }

                // Jupyter's mark for a cell that is there to show its error; only an error of the cell's own leaves a process to go on in.
                if (error.Name is Ended or TimedOut || !cell.Tags.Contains("raises-exception"))
                {
                    return result with { Failure = Failure(cell, number, error) };
                }
            }
        }

        return result;
    }

    private const string Ended = "ProcessEnded";
    private const string TimedOut = "Timeout";

    private async Task<CellError?> RunCellAsync(CellHostProcess host, NotebookCell cell, int number, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.CellTimeout);
        try
        {
            return await host.RunAsync(cell.Source, cell.Language, number, limit.Token).ConfigureAwait(false);
        }
        catch (CellHostException e)
        {
            return new CellError(Ended, e.Message, null, [e.Message]);
        }
        catch (OperationCanceledException)
        {
            string message = cancellationToken.IsCancellationRequested
                ? "Stopped while this cell ran."
                : FormattableString.Invariant($"This cell ran longer than {options.CellTimeout.TotalSeconds:0.###} s and was stopped. Give it longer with --timeout, or make it smaller.");
            return new CellError(cancellationToken.IsCancellationRequested ? "Stopped" : TimedOut, message, null, [message]);
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
        string? language = MultilineText.Join((metadata as JsonObject)?["kernelspec"]?["language"]) ?? MultilineText.Join((metadata as JsonObject)?["language_info"]?["name"]);
        if (language is not null && !language.Contains('#', StringComparison.Ordinal)
            && !language.Contains("sharp", StringComparison.OrdinalIgnoreCase) && !language.Contains("polyglot", StringComparison.OrdinalIgnoreCase))
        {
            throw new NotebookException($"{path}: a notebook in {language}; this kernel runs C# notebooks (.net-csharp).");
        }
    }
}
