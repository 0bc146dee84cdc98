using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using R1Workbook.Benchmarks.Endpoints;
using R1Workbook.Benchmarks.Files;
using R1Workbook.Benchmarks.Scoring;

namespace R1Workbook.Benchmarks.Evaluation;

/// <summary>
/// Asks a model every question of a benchmark several times. Each response is written down the moment it comes, as a row {id, sample, response,
/// prompt_sha256, ...} of the response file that is scored afterwards: an evaluation that is killed goes on where it was and pays nothing twice.
/// </summary>
/// <param name="client">The model.</param>
/// <param name="settings">How it is asked.</param>
public sealed class EvaluationRun(IChatClient client, EvaluationSettings settings) : IDisposable
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly SemaphoreSlim _file = new(1), _pace = new(1);
    private DateTime _next = DateTime.MinValue;

    /// <summary>Asks what is not answered yet.</summary>
    /// <param name="questions">The questions.</param>
    /// <param name="path">The response file; what it holds already is not asked again.</param>
    /// <param name="progress">Told how many responses there are, and how many there will be.</param>
    /// <param name="cancellationToken">Stops it; what has come is kept.</param>
    /// <exception cref="EndpointException">The endpoint refuses, or failed as often as was tried.</exception>
    /// <exception cref="DataFileException">The response file is of other questions, or cannot be read.</exception>
    public async Task AskAsync(IReadOnlyList<IQuestion> questions, string path, Action<int, int>? progress = null, CancellationToken cancellationToken = default)
    {
        int total = questions.Count * settings.Samples;
        HashSet<(string, int)> done = Written(path, questions);
        int there = done.Count;
        progress?.Invoke(there, total);
        (IQuestion Question, int Sample)[] open = [.. questions.SelectMany(question => Enumerable.Range(0, settings.Samples).Select(sample => (question, sample))).Where(one => !done.Contains((one.question.Id, one.sample)))];
        ParallelOptions options = new() { MaxDegreeOfParallelism = settings.Concurrency, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(open, options, async (one, stop) =>
        {
            string prompt = one.Question.Prompt(settings.Style, one.Sample);
            ChatResponse response = await TryAsync(prompt, stop).ConfigureAwait(false);
            await WriteAsync(path, Row(one.Question.Id, one.Sample, prompt, response)).ConfigureAwait(false);
            progress?.Invoke(Interlocked.Increment(ref there), total);
        }).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _file.Dispose();
        _pace.Dispose();
    }

    private async Task<ChatResponse> TryAsync(string prompt, CancellationToken cancellationToken)
    {
        ChatOptions options = new() { Temperature = settings.Temperature, TopP = settings.TopP, MaxOutputTokens = settings.MaxTokens };
        for (int attempt = 1; ; attempt++)
        {
            await PaceAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                return await client.GetResponseAsync([new ChatMessage(ChatRole.User, prompt)], options, cancellationToken).ConfigureAwait(false);
            }
            catch (EndpointException exception) when (exception.IsTransient && attempt < settings.Tries)
            {
                await Task.Delay(exception.RetryAfter ?? settings.Backoff * Math.Pow(2, attempt - 1), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task PaceAsync(CancellationToken cancellationToken)
    {
        if (settings.Interval <= TimeSpan.Zero) return;
        await _pace.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            TimeSpan wait = _next - DateTime.UtcNow;
            if (wait > TimeSpan.Zero) await Task.Delay(wait, cancellationToken).ConfigureAwait(false);
            _next = DateTime.UtcNow + settings.Interval;
        }
        finally
        {
            _pace.Release();
        }
    }

    private async Task WriteAsync(string path, JsonObject row)
    {
        // Once a response was paid for it is written, whoever stops meanwhile.
        await _file.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            await File.AppendAllTextAsync(path, row.ToJsonString(Plain) + "\n", CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            _file.Release();
        }
    }

    private static JsonObject Row(string id, int sample, string prompt, ChatResponse response)
    {
        string thinking = string.Concat(response.Messages.SelectMany(message => message.Contents).OfType<TextReasoningContent>().Select(content => content.Text));
        // Servers that part the reasoning off, as DeepSeek's does, and those that leave it in the text give the same row.
        string text = thinking.Length > 0 ? $"<think>\n{thinking}\n</think>\n{response.Text}" : response.Text;
        return new JsonObject
        {
            ["id"] = id,
            ["sample"] = sample,
            ["response"] = text,
            ["prompt_sha256"] = Hash(prompt),
            ["finish_reason"] = response.FinishReason?.Value,
            ["input_tokens"] = response.Usage?.InputTokenCount,
            ["output_tokens"] = response.Usage?.OutputTokenCount,
        };
    }

    private HashSet<(string, int)> Written(string path, IReadOnlyList<IQuestion> questions)
    {
        if (!File.Exists(path)) return [];
        MendEnd(path);
        Dictionary<string, IQuestion> known = questions.ToDictionary(question => question.Id);
        HashSet<(string, int)> done = [];
        foreach ((DataFileException? wrong, string id, int sample) in DataFile.Read(path, row =>
        {
            string id = row.Id("id");
            if (!known.TryGetValue(id, out IQuestion? question)) return (row.Problem($"question \"{id}\" is not in the data: this is the response file of something else."), id, 0);
            int sample = row.Integer("sample");
            return (row.Text("prompt_sha256") == Hash(question.Prompt(settings.Style, sample)) ? null : row.Problem($"question \"{id}\" was put in other words then: take another response file."), id, sample);
        }))
        {
            if (wrong is not null) throw wrong;
            done.Add((id, sample));
        }
        return done;
    }

    // A process killed while it wrote leaves half a row: it is cut off, and asked again.
    private static void MendEnd(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.ReadWrite);
        long end = file.Length;
        while (end > 0)
        {
            file.Position = end - 1;
            if (file.ReadByte() == '\n') break;
            end--;
        }
        file.SetLength(end);
    }

    private static string Hash(string prompt) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(prompt)))[..16];
}
