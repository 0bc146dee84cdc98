using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.AI;
using R1Workbook.Benchmarks.Files;
using R1Workbook.Benchmarks.Scoring;
using R1Workbook.Core.Tasks;

namespace R1Workbook.Benchmarks.Asking;

/// <summary>
/// Asks a model every question of a benchmark several times. Each response is written down the moment it comes, as a
/// row {id, sample, response, ...} of the response file that is scored afterwards: an evaluation that is killed goes on
/// where it was and pays nothing twice.
/// </summary>
/// <param name="client">The model: any client, which stays its owner's.</param>
/// <param name="settings">How it is asked.</param>
/// <param name="told">Receives one line for each wait for a model that fails for a while.</param>
public sealed class EvaluationRun(IChatClient client, EvaluationSettings settings, Action<string>? told = null)
{
    // Questions may be too long or displease a filter; where so many are refused and none is answered the request
    // itself is wrong.
    private const int MostRefused = 5,
        Shown = 5;

    private readonly string? _model = client.GetService<ChatClientMetadata>()?.DefaultModelId;

    /// <summary>Asks what is not answered yet.</summary>
    /// <param name="questions">The questions.</param>
    /// <param name="path">The response file; what it holds already is not asked again.</param>
    /// <param name="progress">Told how many responses there are, and how many there will be.</param>
    /// <param name="cancellationToken">Stops it; what has come is kept.</param>
    /// <exception cref="ArgumentException">A setting is impossible, or the model cannot read a question.</exception>
    /// <exception cref="ScoringException">Two questions have the same id.</exception>
    /// <exception cref="EndpointException">The endpoint refuses, or failed as often as was tried.</exception>
    /// <exception cref="DataFileException">The response file is of other questions or settings, or cannot be read or
    /// written.</exception>
    public async Task AskAsync(
        IReadOnlyList<IProblem> questions,
        string path,
        Action<int, int>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        settings.Validate();
        Dictionary<string, IProblem> known = [];
        foreach (IProblem question in questions)
        {
            if (!known.TryAdd(question.Id, question))
            {
                throw new ScoringException($"two questions of the data have the id \"{question.Id}\".");
            }
        }

        HashSet<(string, int)> done = [.. LineLog.Rows(path, row => AskedSample.Kept(row, known, settings, _model))];
        IProblem[] asked = [.. questions.Take(settings.Questions ?? int.MaxValue)];
        var wanted = asked
            .SelectMany(question =>
                Enumerable.Range(0, settings.Samples).Select(sample => (Question: question, Sample: sample))
            )
            .ToArray();
        var open = wanted.Where(one => !done.Contains((one.Question.Id, one.Sample))).ToArray();
        int there = wanted.Length - open.Length,
            total = wanted.Length,
            answered = done.Count;
        progress?.Invoke(there, total);
        if (open.Length == 0)
            return;
        // Not disposed of: that would dispose of the model, too.
        PersistentChatClient persistent = new(client, settings.Requests, told);
        using LineLog log = LineLog.Open(path);
        ConcurrentBag<(string Id, EndpointException Why)> refused = [];
        OddAnswers odd = new("samples of the questions");
        if (answered > 0)
            odd.Answered();
        ImplausibleCounts counts = new(told);
        await SideBySide
            .DoAsync(
                open,
                settings.Concurrency,
                async (one, stop) =>
                {
                    string prompt = one.Question.Prompt(settings.Style, one.Sample);
                    ChatResponse response;
                    try
                    {
                        response = await persistent
                            .GetResponseAsync(
                                [new ChatMessage(ChatRole.User, prompt)],
                                Options(one.Question.Id, one.Sample),
                                stop
                            )
                            .ConfigureAwait(false);
                        Interlocked.Increment(ref answered);
                        odd.Answered();
                        counts.Tell(response);
                    }
                    catch (EndpointException exception) when (odd.SetAside(one.Question.Id, exception))
                    {
                        return;
                    }
                    catch (EndpointException exception)
                        when (exception.RefusesQuestion
                            && (Volatile.Read(ref answered) > 0 || refused.Count < MostRefused)
                        )
                    {
                        refused.Add((one.Question.Id, exception));
                        if (!settings.RefusedAsEmpty)
                            return;
                        response = new ChatResponse(new ChatMessage(ChatRole.Assistant, ""))
                        {
                            FinishReason = new ChatFinishReason("refused"),
                        };
                    }
                    await log.AddAsync(AskedSample.Row(one.Question, one.Sample, prompt, response, settings, _model))
                        .ConfigureAwait(false);
                    progress?.Invoke(Interlocked.Increment(ref there), total);
                },
                cancellationToken
            )
            .ConfigureAwait(false);
        if (odd.Error() is { } error)
            throw error;
        if (refused.IsEmpty || settings.RefusedAsEmpty)
            return;
        string[] ids = [.. refused.Select(one => one.Id).Distinct().Order(StringComparer.Ordinal)];
        EndpointException first = refused.First().Why;
        throw new EndpointException(
            $"{refused.Count} samples of the questions "
                + $"{string.Join(", ", ids.Take(Shown))}{(ids.Length > Shown ? ", ..." : "")} were refused, and all "
                + $"others are there; "
                + $"to count a refused one as an empty answer say so (--refused-as-empty). A refusal: {first.Message}",
            transient: false,
            first
        );
    }

    // A sample draws the same whichever samples were drawn before it.
    private ChatOptions Options(string id, int sample) =>
        new()
        {
            Temperature = settings.Temperature,
            TopP = settings.TopP,
            MaxOutputTokens = settings.MaxTokens,
            Seed = settings.Seed is { } seed
                ? BinaryPrimitives.ReadInt32LittleEndian(
                    SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}/{id}/{sample}"))
                ) & int.MaxValue
                : null,
        };
}
