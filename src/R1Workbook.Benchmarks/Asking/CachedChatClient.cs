using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using R1Workbook.Benchmarks.Files;

namespace R1Workbook.Benchmarks.Asking;

/// <summary>
/// Remembers in a file what a model answered, and gives that where the same is asked again, word for word and with the
/// same settings. For judges, which are asked once each: samples of one prompt would all be the same.
/// </summary>
public sealed class CachedChatClient : DelegatingChatClient
{
    private readonly ConcurrentDictionary<string, Lazy<Task<ChatResponse>>> _answers = [];
    private readonly LineLog _log;
    private readonly string _model;

    /// <param name="inner">The model.</param>
    /// <param name="path">The file; what it holds already is not asked again.</param>
    /// <exception cref="DataFileException">The file does not hold such answers, or cannot be written.</exception>
    public CachedChatClient(IChatClient inner, string path)
        : base(inner)
    {
        _model = inner.GetService<ChatClientMetadata>()?.DefaultModelId ?? "";
        foreach ((string key, ChatResponse answer) in LineLog.Rows(path, row => (row.Text("asked_sha256"), Kept(row))))
            _answers[key] = new Lazy<Task<ChatResponse>>(Task.FromResult(answer));
        Remembered = _answers.Count;
        _log = LineLog.Open(path);
    }

    /// <summary>How many answers the file held at first.</summary>
    public int Remembered { get; }

    /// <summary>The answer, old or new.</summary>
    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        ChatMessage[] asked = [.. messages];
        string key = AskedSample.Hash(
            ChatCompletionFormat.Question(_model, asked, options, streamed: false).ToJsonString()
        );
        Lazy<Task<ChatResponse>> answer = _answers.GetOrAdd(
            key,
            _ => new Lazy<Task<ChatResponse>>(() => AskAsync(key, asked, options, cancellationToken))
        );
        try
        {
            return await answer.Value.ConfigureAwait(false);
        }
        catch
        {
            // Whoever asks next may have more luck.
            _answers.TryRemove(new(key, answer));
            throw;
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _log.Dispose();
        base.Dispose(disposing);
    }

    private async Task<ChatResponse> AskAsync(
        string key,
        ChatMessage[] asked,
        ChatOptions? options,
        CancellationToken cancellationToken
    )
    {
        ChatResponse answer = await base.GetResponseAsync(asked, options, cancellationToken).ConfigureAwait(false);
        JsonObject row = new()
        {
            ["asked_sha256"] = key,
            ["model"] = _model,
            ["reply"] = answer.Text,
            ["finish_reason"] = answer.FinishReason?.Value,
            ["input_tokens"] = answer.Usage?.InputTokenCount,
            ["output_tokens"] = answer.Usage?.OutputTokenCount,
        };
        if (FirstToken(answer) is { } first)
            row[ChatCompletionFormat.TopLogProbs] = JsonSerializer.SerializeToNode(first);
        await _log.AddAsync(row).ConfigureAwait(false);
        return answer;
    }

    /// <summary>The log probabilities of an answer's first token and its rivals; null where they were not asked for or
    /// not given.</summary>
    internal static IReadOnlyDictionary<string, double>? FirstToken(ChatResponse answer) =>
        answer.AdditionalProperties?.TryGetValue(
            ChatCompletionFormat.TopLogProbs,
            out Dictionary<string, double>? first
        )
            is true
            ? first
            : null;

    private static ChatResponse Kept(DataRow row)
    {
        ChatResponse answer = new(new ChatMessage(ChatRole.Assistant, row.Text("reply")))
        {
            FinishReason = row.TextOrNull("finish_reason") is { } reason ? new ChatFinishReason(reason) : null,
            Usage = row.IsGiven("output_tokens")
                ? new UsageDetails
                {
                    InputTokenCount = AskedSample.CountOrNull(row, "input_tokens"),
                    OutputTokenCount = AskedSample.CountOrNull(row, "output_tokens"),
                }
                : null,
        };
        if (row.IsGiven(ChatCompletionFormat.TopLogProbs))
        {
            answer.AdditionalProperties = new()
            {
                [ChatCompletionFormat.TopLogProbs] = row
                    .Fields.GetProperty(ChatCompletionFormat.TopLogProbs)
                    .Deserialize<Dictionary<string, double>>()!,
            };
        }

        return answer;
    }
}
