using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using R1Workbook.Core.Files;
using R1Workbook.Learning.Decoders;
using R1Workbook.Learning.Files;
using R1Workbook.Learning.Randomness;

namespace R1Workbook.Learning.Training.Runs;

/// <summary>
/// Writes a run record as the run goes, so that a killed run loses only the steps since its last checkpoint, and the
/// same call goes on from there and ends with the same figures.
/// </summary>
public sealed class RunRecorder : IDisposable
{
    private readonly string _folder;
    private readonly JsonObject _header;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly double _secondsBefore;
    private readonly FolderLock _lock;
    private int _lines;
    private StreamWriter? _steps;
    private StreamWriter? _samples;

    private RunRecorder(string folder, JsonObject header, FolderLock held)
    {
        (_folder, _header, _lock) = (folder, header, held);
        _secondsBefore = header["wall_seconds"]?.GetValue<double>() ?? 0;
    }

    /// <summary>Whether the folder already holds this run to its end.</summary>
    public bool IsFinished => _header["finished"]?.GetValue<bool>() ?? false;

    /// <summary>The step of the last checkpoint; 0 where the run begins.</summary>
    public int Step { get; private set; }

    /// <summary>The arrays of the last checkpoint by name; null where the run begins.</summary>
    public IReadOnlyDictionary<string, NamedArray>? State { get; private set; }

    /// <summary>Begins a run in a folder, or goes on with it where the folder holds the same run.</summary>
    /// <param name="folder">The folder; made where it is missing.</param>
    /// <param name="stage">The stage's name.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="configuration">Everything else that the result depends on; compared when the run goes on.</param>
    /// <returns>The recorder.</returns>
    /// <exception cref="RunRecordException">The folder holds another run, or a broken one.</exception>
    /// <exception cref="FolderInUseException">Another run writes the folder.</exception>
    public static RunRecorder Open(string folder, string stage, ulong seed, object configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        JsonObject wanted = RunHeader.Of(stage, seed, configuration);
        FolderLock held = FolderLock.Take(folder, "give another folder (--out)");
        try
        {
            return Begin(folder, wanted, held);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    private static RunRecorder Begin(string folder, JsonObject wanted, FolderLock held)
    {
        if (File.Exists(Path.Combine(folder, RunRecord.HeaderFile)))
        {
            JsonObject header = RunRecord.ReadHeader(folder);
            RunHeader.CheckSame(folder, header, wanted);
            RunRecorder again = new(folder, header, held);
            if (again.IsFinished)
                held.Remove();
            else
                again.Rewind();
            return again;
        }

        RunHeader.AddOrigin(wanted);
        RunRecorder recorder = new(folder, wanted, held);
        recorder.WriteHeader();
        recorder.Rewind();
        return recorder;
    }

    /// <summary>Begins a training that starts from a model, or goes on with it: the record names the settings and the
    /// model's weights.</summary>
    /// <param name="folder">The folder; made where it is missing.</param>
    /// <param name="stage">The stage's name.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="settings">How it is trained.</param>
    /// <param name="start">The model to start from.</param>
    /// <param name="inputs">What else the result depends on.</param>
    /// <exception cref="RunRecordException">The folder holds another run, or a broken one.</exception>
    internal static RunRecorder Open(
        string folder,
        string stage,
        Seed seed,
        object settings,
        Decoder start,
        object? inputs
    ) =>
        Open(
            folder,
            stage,
            seed.Value,
            new
            {
                Settings = settings,
                Start = start.Fingerprint(),
                Inputs = inputs,
            }
        );

    /// <summary>Adds the figures of a step. Numbers that are not finite are left out: nothing was measured.</summary>
    /// <param name="step">The step.</param>
    public void Add(RunStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        var line = new JsonObject { ["step"] = step.Step };
        foreach ((string name, double value) in step.Values)
        {
            if (double.IsFinite(value))
                line[name] = Math.Round(value, 6);
        }

        Append(ref _steps, RunRecord.StepsFile, line);
        _lines++;
    }

    /// <summary>Adds a sample.</summary>
    /// <param name="sample">The sample.</param>
    public void Add(RunSample sample)
    {
        ArgumentNullException.ThrowIfNull(sample);
        Append(
            ref _samples,
            RunRecord.SamplesFile,
            new JsonObject
            {
                ["step"] = sample.Step,
                ["prompt"] = sample.Prompt,
                ["completion"] = sample.Completion,
                ["correct"] = sample.Correct,
            }
        );
    }

    /// <summary>Adds the first samples of an evaluation.</summary>
    /// <param name="step">The step.</param>
    /// <param name="evaluation">The evaluation.</param>
    /// <param name="samples">Most samples.</param>
    internal void Add(int step, HeldOutEvaluation evaluation, int samples)
    {
        for (int i = 0; i < Math.Min(samples, evaluation.Problems.Count); i++)
        {
            Add(
                new RunSample(
                    step,
                    evaluation.Problems[i].Text,
                    evaluation.Responses[i].Text,
                    evaluation.Verdicts[i].IsCorrect
                )
            );
        }
    }

    /// <summary>Keeps what the run needs to go on after this step.</summary>
    /// <param name="step">The step that is done.</param>
    /// <param name="state">Arrays by name.</param>
    public void Checkpoint(int step, IEnumerable<KeyValuePair<string, NamedArray>> state)
    {
        RunCheckpoint.Write(Path.Combine(_folder, RunRecord.CheckpointFile), step, _lines, state);
        Step = step;
        WriteHeader();
    }

    /// <summary>Ends the run: writes the model, drops the checkpoint.</summary>
    /// <param name="model">The trained model.</param>
    /// <param name="results">What the run found, by name; goes into run.json.</param>
    public void Finish(Decoder model, object? results = null) => Finish(path => DecoderFile.Save(model, path), results);

    /// <summary>Ends the run: writes what was trained, drops the checkpoint.</summary>
    /// <param name="save">Writes the model to a file as a whole or not at all.</param>
    /// <param name="results">What the run found, by name; goes into run.json.</param>
    public void Finish(Action<string> save, object? results)
    {
        ArgumentNullException.ThrowIfNull(save);
        save(Path.Combine(_folder, RunRecord.ModelFile));
        if (results is not null)
            _header["results"] = JsonSerializer.SerializeToNode(results, results.GetType(), RunRecordFormat.Readable);
        _header["finished"] = true;
        WriteHeader();
        File.Delete(Path.Combine(_folder, RunRecord.CheckpointFile));
        // Whoever comes later finds a finished run and writes nothing.
        _lock.Remove();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _steps?.Dispose();
        _samples?.Dispose();
        _lock.Dispose();
    }

    // Lines after the last checkpoint would be written a second time.
    private void Rewind()
    {
        string checkpoint = Path.Combine(_folder, RunRecord.CheckpointFile);
        int? written = null;
        if (File.Exists(checkpoint))
            (State, Step, written) = RunCheckpoint.Read(checkpoint);
        int? last = State is null ? null : Step;
        string steps = Path.Combine(_folder, RunRecord.StepsFile);
        _lines = RunRecord.CutBack(
            steps,
            last,
            found => MissingSteps.Check(steps, last is null ? 0 : written, found, Step)
        );
        RunRecord.CutBack(Path.Combine(_folder, RunRecord.SamplesFile), last);
    }

    private void Append(ref StreamWriter? writer, string file, JsonObject line)
    {
        writer ??= new StreamWriter(
            new FileStream(Path.Combine(_folder, file), FileMode.Append, FileAccess.Write, FileShare.Read)
        )
        {
            AutoFlush = true,
            NewLine = "\n",
        };
        writer.WriteLine(line.ToJsonString(JsonText.Line));
    }

    private void WriteHeader()
    {
        _header["wall_seconds"] = Math.Round(_secondsBefore + _clock.Elapsed.TotalSeconds, 2);
        AtomicFile.WriteText(
            Path.Combine(_folder, RunRecord.HeaderFile),
            _header.ToJsonString(RunRecordFormat.Readable) + "\n"
        );
    }
}
