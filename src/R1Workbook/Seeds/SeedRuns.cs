using System.Text.Json;
using System.Text.Json.Nodes;
using R1Workbook.Learning.Stages;
using R1Workbook.Learning.Training.Runs;

namespace R1Workbook.Seeds;

/// <summary>
/// The pipeline trained with several seeds: the figures that a headline rests on. A folder a seed, within it a folder a
/// stage with run.json and metrics.jsonl, and <c>stages.jsonl</c> with the table of stages.
/// </summary>
public sealed class SeedRuns
{
    private readonly string[] _folders;

    private SeedRuns(string[] folders) => _folders = folders;

    /// <summary>The seeds, in order.</summary>
    public IReadOnlyList<string> Seeds => [.. _folders.Select(folder => Path.GetFileName(folder))];

    /// <summary>Whether there are any.</summary>
    public bool Any => _folders.Length > 0;

    /// <summary>The seeds that come with the workbook, in <c>data/runs/seeds</c>; none where that folder is
    /// missing.</summary>
    public static SeedRuns Recorded() => Read(Workbook.Data("runs", "seeds"));

    /// <summary>The seeds of a folder; none where it is missing.</summary>
    /// <param name="folder">The folder.</param>
    public static SeedRuns Read(string folder) =>
        new(Directory.Exists(folder) ? [.. Directory.GetDirectories(folder).Order(StringComparer.Ordinal)] : []);

    /// <summary>The runs of one stage, one a seed that has it.</summary>
    /// <param name="stage">The stage's folder.</param>
    /// <exception cref="RunRecordException">A record is broken.</exception>
    public IReadOnlyList<RunRecord> Runs(string stage) =>
        [.. _folders.Select(folder => Path.Combine(folder, stage)).Where(Directory.Exists).Select(RunRecord.Read)];

    /// <summary>A figure of a stage over its steps.</summary>
    /// <param name="stage">The stage's folder.</param>
    /// <param name="figure">The figure's name in metrics.jsonl.</param>
    /// <returns>The steps at which every seed measured it, and the estimate at each.</returns>
    /// <exception cref="ArgumentException">A run lacks the figure.</exception>
    public (double[] Steps, SeedEstimate[] Estimates) Curve(string stage, string figure)
    {
        (double[] Steps, double[] Values)[] curves = [.. Runs(stage).Select(run => run.Curve(figure))];
        if (curves.Length == 0)
            return ([], []);
        double[] common = [.. curves[0].Steps.Where(step => curves.All(curve => curve.Steps.Contains(step)))];
        return (
            common,
            [
                .. common.Select(step => new SeedEstimate([
                    .. curves.Select(curve => curve.Values[Array.IndexOf(curve.Steps, step)]),
                ])),
            ]
        );
    }

    /// <summary>A figure at the end of a stage; no values where no runs were recorded.</summary>
    /// <param name="stage">The stage's folder.</param>
    /// <param name="figure">The figure's name in metrics.jsonl.</param>
    public SeedEstimate Last(string stage, string figure) =>
        new([.. Runs(stage).Select(run => run.Curve(figure).Values[^1])]);

    /// <summary>A figure before the first update of a stage.</summary>
    /// <param name="stage">The stage's folder.</param>
    /// <param name="figure">The figure's name in metrics.jsonl.</param>
    public SeedEstimate First(string stage, string figure) =>
        new([.. Runs(stage).Select(run => run.Curve(figure).Values[0])]);

    /// <summary>The difference between the ends of two stages in a figure, seed by seed, where a seed has
    /// both.</summary>
    /// <param name="stage">The stage's folder.</param>
    /// <param name="other">The folder of the stage that is taken off.</param>
    /// <param name="figure">The figure's name in metrics.jsonl.</param>
    public SeedEstimate LastDifference(string stage, string other, string figure) =>
        new([
            .. _folders
                .Select(folder => (Path.Combine(folder, stage), Path.Combine(folder, other)))
                .Where(pair => Directory.Exists(pair.Item1) && Directory.Exists(pair.Item2))
                .Select(pair =>
                    RunRecord.Read(pair.Item1).Curve(figure).Values[^1]
                    - RunRecord.Read(pair.Item2).Curve(figure).Values[^1]
                ),
        ]);

    /// <summary>A figure of the table of stages, in which all models answer the same questions.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="figure">The figure.</param>
    public SeedEstimate Row(string stage, string figure) =>
        new([.. Tables().Select(rows => Value(rows, stage, figure)).OfType<double>()]);

    /// <summary>The difference between two stages in a figure of the table, seed by seed.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="other">The stage that is taken off.</param>
    /// <param name="figure">The figure.</param>
    public SeedEstimate Difference(string stage, string other, string figure) =>
        new([.. Tables().Select(rows => Value(rows, stage, figure) - Value(rows, other, figure)).OfType<double>()]);

    private static double? Value(IEnumerable<StageRow> rows, string stage, string figure) =>
        rows.FirstOrDefault(row => row.Stage == stage)?.Figures.TryGetValue(figure, out double value) == true
            ? value
            : null;

    private StageRow[][] Tables() =>
        [
            .. _folders
                .Select(folder => Path.Combine(folder, Pipeline.TableFile))
                .Where(File.Exists)
                .Select(path => File.ReadLines(path).Select((line, i) => Row(path, i, line)).ToArray()),
        ];

    private static StageRow Row(string path, int index, string line)
    {
        try
        {
            JsonNode fields = JsonNode.Parse(line)!;
            return new StageRow(
                fields["stage"]!.GetValue<string>(),
                fields["figures"]!.AsObject().ToDictionary(field => field.Key, field => field.Value!.GetValue<double>())
            );
        }
        catch (Exception exception)
            when (exception is JsonException or NullReferenceException or InvalidOperationException or FormatException)
        {
            throw new RunRecordException(
                $"{path}, line {index + 1}: no row of the table of stages ({exception.Message}). Restore the file "
                    + $"with git.",
                exception
            );
        }
    }
}
