using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
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
        IEnumerable<string> lines = path == "-" ? StandardInput() : File.ReadLines(path);
        Task<Done> UseOneAsync(string line, int number) => UseAsync(line, number, row, remark, cancellation);
        foreach (Task<Done> one in InOrder(lines, UseOneAsync, cancellation))
        {
            Done done = await one;
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

    // Lines are handed out one by one as they come, so that a stream is answered before it ends, and few wait at a
    // time. A row that only computes is done when its task is given back; a row that waits for a server holds its turn,
    // but no thread.
    private static ParallelQuery<Task<Done>> InOrder(
        IEnumerable<string> lines,
        Func<string, int, Task<Done>> use,
        CancellationToken cancellation
    )
    {
        SemaphoreSlim turns = new(Environment.ProcessorCount);
        return Partitioner
            .Create(lines.Index(), EnumerablePartitionerOptions.NoBuffering)
            .AsParallel()
            .AsOrdered()
            .WithDegreeOfParallelism(Environment.ProcessorCount)
            .WithMergeOptions(ParallelMergeOptions.NotBuffered)
            .WithCancellation(cancellation)
            .Where(line => !string.IsNullOrWhiteSpace(line.Item))
            .Select(line =>
            {
                turns.Wait(cancellation);
                return InTurnAsync(line.Item, line.Index + 1);
            });

        async Task<Done> InTurnAsync(string line, int number)
        {
            try
            {
                return await use(line, number).ConfigureAwait(false);
            }
            finally
            {
                turns.Release();
            }
        }
    }

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
    }

    private static IEnumerable<string> StandardInput()
    {
        while (Console.In.ReadLine() is { } line)
            yield return line;
    }
}
