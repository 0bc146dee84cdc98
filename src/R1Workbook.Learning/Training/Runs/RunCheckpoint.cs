using System.Globalization;
using R1Workbook.Learning.Files;

namespace R1Workbook.Learning.Training.Runs;

/// <summary>The file that an interrupted run goes on from: the step that was done, and arrays by name.</summary>
internal static class RunCheckpoint
{
    private const string StepField = "step",
        LinesField = "metrics_lines";

    /// <summary>Writes the file as a whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="step">The step that is done.</param>
    /// <param name="lines">How many lines metrics.jsonl has by now.</param>
    /// <param name="state">Arrays by name.</param>
    public static void Write(string path, int step, int lines, IEnumerable<KeyValuePair<string, NamedArray>> state) =>
        SafeTensors.Write(
            path,
            state,
            new Dictionary<string, string>
            {
                [StepField] = step.ToString(CultureInfo.InvariantCulture),
                [LinesField] = lines.ToString(CultureInfo.InvariantCulture),
            }
        );

    /// <summary>Reads the file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="RunRecordException">It is damaged; the message says what to do.</exception>
    /// <returns>The arrays, the step, and how many lines metrics.jsonl had; null where an older version wrote the
    /// file.</returns>
    public static (IReadOnlyDictionary<string, NamedArray> State, int Step, int? Lines) Read(string path)
    {
        try
        {
            (IReadOnlyDictionary<string, NamedArray> arrays, IReadOnlyDictionary<string, string> metadata) =
                SafeTensors.Read(path);
            return (
                arrays,
                int.Parse(metadata[StepField], CultureInfo.InvariantCulture),
                metadata.TryGetValue(LinesField, out string? lines)
                    ? int.Parse(lines, CultureInfo.InvariantCulture)
                    : null
            );
        }
        catch (Exception exception)
            when (exception is SafeTensorsException or KeyNotFoundException or FormatException or OverflowException)
        {
            throw new RunRecordException(
                $"{path} cannot be read ({exception.Message}). Restore it, or delete it: the run then "
                    + $"begins again at its first step.",
                exception
            );
        }
    }
}
