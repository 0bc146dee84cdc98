using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using R1Workbook.Cli.Streams;
using R1Workbook.Core.Files;

namespace R1Workbook.Cli;

/// <summary>
/// Rows in, rows out: one JSON object a line, read and written as they come, on all cores and in the order of the
/// input. A row that cannot be used is named on standard error, and the others follow; the last line says how many rows
/// were done a second.
/// </summary>
internal static class RowPipeline
{
    /// <summary>Turns each row of a file ("-" is standard input) into a row of standard output.</summary>
    /// <param name="path">The file.</param>
    /// <param name="row">Turns a row into its answer; called from several threads.</param>
    /// <param name="output">Takes the rows, in the order of the input.</param>
    /// <param name="errors">Takes what is wrong, and the throughput.</param>
    /// <param name="cancellation">Stops between rows.</param>
    /// <param name="remark">Makes a remark on a row that can be used; null: none.</param>
    /// <returns>0; 1 where a row could not be used; 2 where there is no such file.</returns>
    public static async Task<int> EachAsync(
        string path,
        Func<JsonObject, CancellationToken, Task<JsonObject>> row,
        TextWriter output,
        TextWriter errors,
        CancellationToken cancellation,
        Func<JsonObject, string?>? remark = null
    )
    {
        if (path != "-" && !File.Exists(path))
        {
            errors.WriteLine($"{path}: no such file.");
            return 2;
        }
        long start = Stopwatch.GetTimestamp();
        int rows = 0,
            unusable = 0;
        using OrderedRows<Done> work = new(
            (line, number, stop) => UseAsync(line, number, row, remark, stop),
            cancellation
        );
        try
        {
            await foreach (Done done in work.EachAsync(() => Lines(path)))
            {
                rows++;
                if (done.Remark is not null)
                    errors.WriteLine($"{path}, line {done.Line}: {done.Remark}");
                if (done.Row is not null)
                    output.WriteLine(done.Row);
                if (done.Error is null)
                    continue;
                unusable++;
                errors.WriteLine($"{path}, line {done.Line}: {done.Error}");
            }
        }
        catch (Exception exception)
            when (exception is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            errors.WriteLine($"{path}: cannot be read beyond {rows} rows: {exception.Message}");
            return 1;
        }
        if (unusable > 0)
            errors.WriteLine($"{path}: {unusable} of {rows} rows could not be used.");
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        errors.WriteLine(
            string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"{path}: {rows} rows in {seconds:0.00} s, {rows / Math.Max(seconds, 1e-6):0} a second."
            )
        );
        return unusable > 0 ? 1 : 0;
    }

    /// <summary>The text of a field, or of a number or truth value written as text.</summary>
    /// <exception cref="FormatException">It is missing; the message names it and what the row has.</exception>
    public static string Text(JsonObject row, string name) =>
        row[name] switch
        {
            JsonValue value when value.TryGetValue(out string? text) => text,
            JsonValue value => value.ToJsonString(),
            null => throw new FormatException(
                $"field \"{name}\" is missing or null; the row has {string.Join(", ", row.Select(field => field.Key))}."
            ),
            _ => throw new FormatException($"field \"{name}\" should be text."),
        };

    private sealed record Done(int Line, string? Row, string? Error, string? Remark = null);

    private static async Task<Done> UseAsync(
        string line,
        int number,
        Func<JsonObject, CancellationToken, Task<JsonObject>> row,
        Func<JsonObject, string?>? remark,
        CancellationToken cancellation
    )
    {
        try
        {
            JsonObject given =
                JsonNode.Parse(LoneSurrogates.Replaced(line)) as JsonObject
                ?? throw new FormatException("a JSON object is expected, one a line.");
            JsonObject answer = await row(given, cancellation);
            return new Done(number, answer.ToJsonString(JsonText.Line), null, remark?.Invoke(given));
        }
        catch (Exception exception)
            when (exception is JsonException or FormatException or InvalidOperationException or ArgumentException)
        {
            return new Done(number, null, exception.Message);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new Done(number, null, TemporaryFiles.Explained(exception));
        }
    }

    private static IEnumerable<string> Lines(string path)
    {
        // Whatever is called a file: a line of /dev/zero never ends.
        using StreamReader reader = new(
            new LineBoundedStream(path == "-" ? StandardStreams.OpenInput() : File.OpenRead(path))
        );
        while (reader.ReadLine() is { } line)
            yield return line;
    }
}
