using System.Text.Json;
using System.Text.Json.Nodes;
using R1Workbook.Core.Files;
using R1Workbook.Core.Tasks;
using R1Workbook.Learning.Training.Runs;

namespace R1Workbook.Learning.Training.Imitation;

/// <summary>Demonstrations as a file that people can read: one <c>{"prompt": …, "response": …}</c> a line.</summary>
public static class DemonstrationFile
{
    /// <summary>Writes a file as a whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="demonstrations">What it shall hold.</param>
    /// <param name="task">The task that writes their tokens as text.</param>
    public static void Write(string path, IEnumerable<Demonstration> demonstrations, ITask task)
    {
        ArgumentNullException.ThrowIfNull(demonstrations);
        ArgumentNullException.ThrowIfNull(task);
        AtomicFile.WriteLines(
            path,
            demonstrations.Select(shown =>
                new JsonObject
                {
                    ["prompt"] = task.Decode(shown.Prompt),
                    ["response"] = task.Decode(shown.Response),
                }.ToJsonString(JsonText.Line)
            )
        );
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="task">The task that reads their text as tokens.</param>
    /// <returns>Its demonstrations.</returns>
    /// <exception cref="RunRecordException">The file is missing, or a line is no demonstration.</exception>
    public static Demonstration[] Read(string path, ITask task)
    {
        if (!File.Exists(path))
            throw new RunRecordException($"{path}: no such file. The stage before this one writes it.");
        return
        [
            .. File.ReadLines(path)
                .Select(
                    (line, i) =>
                    {
                        try
                        {
                            JsonNode fields = JsonNode.Parse(line)!;
                            return new Demonstration(
                                task.Encode(fields["prompt"]!.GetValue<string>()),
                                task.Encode(fields["response"]!.GetValue<string>())
                            );
                        }
                        catch (Exception exception)
                            when (exception
                                    is JsonException
                                        or NullReferenceException
                                        or InvalidOperationException
                                        or ArgumentException
                            )
                        {
                            throw new RunRecordException(
                                $"{path}, line {i + 1}: no demonstration ({exception.Message}). Remove the line, or "
                                    + $"train the stage before again.",
                                exception
                            );
                        }
                    }
                ),
        ];
    }
}
