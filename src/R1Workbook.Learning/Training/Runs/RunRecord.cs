using System.Text.Json;
using System.Text.Json.Nodes;
using R1Workbook.Core.Files;
using R1Workbook.Learning.Decoders;
using R1Workbook.Learning.Files;

namespace R1Workbook.Learning.Training.Runs;

/// <summary>A run record that cannot be used, with the file, the line and what to do.</summary>
public sealed class RunRecordException(string message, Exception? inner = null) : IOException(message, inner);

/// <summary>The figures of one step by name.</summary>
/// <param name="Step">The step; 0 is before the first update.</param>
/// <param name="Values">Finite numbers by name.</param>
public sealed record RunStep(int Step, IReadOnlyDictionary<string, double> Values);

/// <summary>A completion that was kept for people to read.</summary>
/// <param name="Step">The step.</param>
/// <param name="Prompt">The prompt.</param>
/// <param name="Completion">What the policy wrote.</param>
/// <param name="Correct">Whether the verifier found it right.</param>
public sealed record RunSample(int Step, string Prompt, string Completion, bool Correct);

/// <summary>
/// A recorded run: a folder with <c>run.json</c> (stage, configuration, seed, commit, machine, versions, wall time),
/// <c>metrics.jsonl</c> (one line a step), <c>samples.jsonl</c> and <c>model.safetensors</c>. Nothing is plotted that
/// is not in one.
/// </summary>
/// <param name="Folder">Its path.</param>
/// <param name="Header">The object of run.json.</param>
/// <param name="Steps">The steps in order.</param>
/// <param name="Samples">The samples in order.</param>
/// <param name="Warnings">What is missing, in sentences; empty for a whole record.</param>
public sealed record RunRecord(
    string Folder,
    JsonObject Header,
    IReadOnlyList<RunStep> Steps,
    IReadOnlyList<RunSample> Samples,
    IReadOnlyList<string> Warnings
)
{
    internal const string HeaderFile = "run.json",
        StepsFile = "metrics.jsonl",
        SamplesFile = "samples.jsonl",
        ModelFile = "model.safetensors",
        CheckpointFile = "checkpoint.safetensors";

    /// <summary>The stage that ran.</summary>
    public string Stage => Header["stage"]!.GetValue<string>();

    /// <summary>Seconds that the run took, those of all its parts if it was interrupted.</summary>
    public double WallSeconds => Header["wall_seconds"]?.GetValue<double>() ?? double.NaN;

    /// <summary>Whether the run came to its end.</summary>
    public bool IsFinished => Header["finished"]?.GetValue<bool>() ?? false;

    /// <summary>The trained model's file.</summary>
    public string ModelPath => Path.Combine(Folder, ModelFile);

    /// <summary>Loads the trained model.</summary>
    /// <param name="placement">Where it shall lie and what it computes in; the CPU in float32 where null.</param>
    /// <returns>The model, to be disposed of.</returns>
    public Decoder LoadModel(Placement? placement = null) => DecoderFile.Load(ModelPath, placement);

    /// <summary>One figure over the steps that have it.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>Steps and values, for a plot.</returns>
    /// <exception cref="ArgumentException">No step has it; the message lists those there are.</exception>
    public (double[] Steps, double[] Values) Curve(string name)
    {
        RunStep[] having = [.. Steps.Where(step => step.Values.ContainsKey(name))];
        return having.Length > 0
            ? ([.. having.Select(step => (double)step.Step)], [.. having.Select(step => step.Values[name])])
            : throw new ArgumentException(
                $"{Folder} has no '{name}'. It has: " + $"{string.Join(", ", Names)}.",
                nameof(name)
            );
    }

    private IEnumerable<string> Names =>
        Steps.SelectMany(step => step.Values.Keys).Distinct().Order(StringComparer.Ordinal);

    /// <summary>Reads a record. A last line that was cut in the middle is left out and said; everything before it is
    /// kept.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>The record.</returns>
    /// <exception cref="RunRecordException">The folder is missing or holds no run, or a line within is
    /// broken.</exception>
    public static RunRecord Read(string folder)
    {
        if (!Directory.Exists(folder))
            throw new RunRecordException($"{folder}: no such folder. r1 train writes one.");
        JsonObject header = ReadHeader(folder);
        List<string> warnings = [];
        RunStep[] steps = [.. ReadLines(Path.Combine(folder, StepsFile), warnings).Select(line => Step(line.Fields))];
        RunSample[] samples =
        [
            .. ReadLines(Path.Combine(folder, SamplesFile), warnings).Select(line => Sample(line.Fields)),
        ];
        if (!(header["finished"]?.GetValue<bool>() ?? false))
            warnings.Add($"{folder}: the run was not finished; the same command goes on from its last checkpoint.");
        else if (!File.Exists(Path.Combine(folder, ModelFile)))
            warnings.Add($"{Path.Combine(folder, ModelFile)}: missing.");
        return new RunRecord(folder, header, steps, samples, warnings);
    }

    internal static JsonObject ReadHeader(string folder)
    {
        string path = Path.Combine(folder, HeaderFile);
        if (!File.Exists(path))
            throw new RunRecordException($"{path}: missing; {folder} holds no run.");
        try
        {
            JsonObject header =
                JsonNode.Parse(BoundedFile.Text(path, BoundedFile.MostSettings)) as JsonObject
                ?? throw new JsonException("a JSON object is expected");
            return header["stage"] is JsonValue stage && stage.TryGetValue(out string? _)
                ? RunRecordFormat.Upgrade(header)
                : throw new JsonException("\"stage\" is missing");
        }
        catch (RunRecordException exception)
        {
            throw new RunRecordException($"{path}: {exception.Message}", exception);
        }
        catch (Exception exception) when (exception is JsonException or InvalidDataException)
        {
            throw new RunRecordException(
                $"{path}: no run header ({exception.Message}). Restore it, or remove the folder and train again.",
                exception
            );
        }
    }

    internal static IEnumerable<(string Text, JsonObject Fields)> ReadLines(string path, ICollection<string> warnings)
    {
        if (!File.Exists(path))
            yield break;
        string[] lines = File.ReadAllText(path).Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            if (lines[i].Length == 0)
                continue;
            JsonObject? fields = null;
            string problem = "no JSON object with a \"step\"";
            try
            {
                if (
                    JsonNode.Parse(lines[i]) is JsonObject found
                    && found["step"] is JsonValue step
                    && step.TryGetValue(out int _)
                )
                {
                    fields = found;
                }
            }
            catch (JsonException exception)
            {
                problem = exception.Message;
            }
            if (fields is not null)
            {
                yield return (lines[i], fields);
            }
            else if (i == lines.Length - 1)
            {
                // Every whole line ends in a newline: this one was being written when the process died.
                warnings.Add(
                    $"{path}, line {i + 1}: cut in the middle and left out; the {i} lines before it are whole."
                );
            }
            else
            {
                throw new RunRecordException(
                    $"{path}, line {i + 1}: {problem}. Remove the line if you can do without it, or the folder to "
                        + $"train again."
                );
            }
        }
    }

    /// <summary>Takes the lines behind a step off a file of lines.</summary>
    /// <param name="path">The file; nothing is done where there is none.</param>
    /// <param name="step">The last step that stays; null: no line stays.</param>
    /// <param name="check">Told how many lines stay, before the file is changed.</param>
    /// <returns>How many lines stay.</returns>
    internal static int CutBack(string path, int? step, Action<int>? check = null)
    {
        string[] kept = step is null
            ? []
            :
            [
                .. ReadLines(path, [])
                    .Where(line => line.Fields["step"]!.GetValue<int>() <= step)
                    .Select(line => line.Text),
            ];
        check?.Invoke(kept.Length);
        if (File.Exists(path))
            AtomicFile.WriteLines(path, kept);
        return kept.Length;
    }

    private static RunStep Step(JsonObject fields) =>
        new(
            fields["step"]!.GetValue<int>(),
            fields
                .Where(field => field.Key != "step")
                .ToDictionary(field => RunRecordFormat.MeasureName(field.Key), field => field.Value!.GetValue<double>())
        );

    private static RunSample Sample(JsonObject fields) =>
        new(
            fields["step"]!.GetValue<int>(),
            fields["prompt"]?.GetValue<string>() ?? "",
            fields["completion"]?.GetValue<string>() ?? "",
            fields["correct"]?.GetValue<bool>() ?? false
        );
}
