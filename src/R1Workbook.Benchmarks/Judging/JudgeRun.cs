using System.Globalization;
using Microsoft.Extensions.AI;
using R1Workbook.Benchmarks.Asking;
using R1Workbook.Benchmarks.Files;
using R1Workbook.Core.Files;

namespace R1Workbook.Benchmarks.Judging;

/// <summary>
/// Asks a judge and writes the file that is scored. Each reply is written at once to a file beside it, so that a run
/// that is killed continues where it was and pays for nothing twice.
/// </summary>
/// <param name="judge">The judge, with its memory; it stays its owner's.</param>
/// <param name="options">How it draws.</param>
/// <param name="concurrency">How many conversations are held at once.</param>
public sealed class JudgeRun(CachedChatClient judge, ChatOptions options, int concurrency = 4)
{
    /// <summary>Judges all rows.</summary>
    /// <param name="rows">What is judged.</param>
    /// <param name="path">The file that is written when all are.</param>
    /// <param name="progress">Receives the number of replies so far and in all.</param>
    /// <param name="cancellationToken">Stops it; the replies that came are kept.</param>
    /// <returns>The tokens of each request, and whether the server counted them.</returns>
    /// <exception cref="EndpointException">The judge refuses, or failed as often as was tried.</exception>
    public async Task<IReadOnlyList<(long Input, long Output, bool Counted)>> JudgeAsync(
        IReadOnlyList<JudgedRow> rows,
        string path,
        Action<int, int>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        ChatResponse[][] replies = [.. rows.Select(row => new ChatResponse[row.Asked.Count])];
        (int Row, int Game)[] games = [.. rows.SelectMany((row, i) => row.Asked.Select((_, game) => (i, game)))];
        int there = 0;
        OddAnswers odd = new("judgements of the rows", refusalsToo: true);
        await SideBySide
            .DoAsync(
                games,
                concurrency,
                async (game, stop) =>
                {
                    try
                    {
                        replies[game.Row][game.Game] = await judge
                            .GetResponseAsync(rows[game.Row].Asked[game.Game], options, stop)
                            .ConfigureAwait(false);
                        odd.Answered();
                    }
                    catch (EndpointException exception) when (odd.SetAside(RowName(game.Row), exception))
                    {
                        return;
                    }
                    progress?.Invoke(Interlocked.Increment(ref there), games.Length);
                },
                cancellationToken
            )
            .ConfigureAwait(false);
        if (odd.Error() is { } error)
            throw error;
        Write(path, rows.Select((row, i) => row.Row(replies[i]).ToJsonString(JsonText.Line)));
        return [.. games.Select(game => Tokens(rows[game.Row].Asked[game.Game], replies[game.Row][game.Game]))];
    }

    private static string RowName(int row) => (row + 1).ToString(CultureInfo.InvariantCulture);

    private static (long, long, bool) Tokens(IReadOnlyList<ChatMessage> asked, ChatResponse reply) =>
        (
            reply.Usage?.InputTokenCount ?? asked.Sum(message => TokenEstimate.Of(message.Text)),
            reply.Usage?.OutputTokenCount ?? TokenEstimate.Of(reply.Text),
            reply.Usage is { InputTokenCount: not null, OutputTokenCount: not null }
        );

    private static void Write(string path, IEnumerable<string> lines)
    {
        try
        {
            AtomicFile.WriteLines(path, lines);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DataFileException(path, 0, $"cannot be written ({exception.Message}).");
        }
    }
}
