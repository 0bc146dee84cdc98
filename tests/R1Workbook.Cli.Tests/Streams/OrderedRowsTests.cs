using System.Collections.Concurrent;

namespace R1Workbook.Cli.Tests.Streams;

/// <summary>Rows from a stream that somebody writes at this moment.</summary>
public sealed class OrderedRowsTests
{
    private static readonly TimeSpan Hang = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task A_row_is_answered_before_the_next_one_comes()
    {
        using BlockingCollection<string> sent = [];
        using OrderedRows<string> rows = new((line, _, _) => Task.FromResult(line + "!"), default);
        await using IAsyncEnumerator<string> answers = rows.EachAsync(() => sent.GetConsumingEnumerable())
            .GetAsyncEnumerator();
        foreach (string line in (string[])["a", "b", "c"])
        {
            sent.Add(line);
            Assert.True(await answers.MoveNextAsync().AsTask().WaitAsync(Hang));
            Assert.Equal(line + "!", answers.Current);
        }
        sent.CompleteAdding();
        Assert.False(await answers.MoveNextAsync().AsTask().WaitAsync(Hang));
    }

    [Fact]
    public async Task The_order_is_that_of_the_lines_and_lines_of_blanks_count()
    {
        // The first row is the slowest: it waits until a later one is done.
        TaskCompletionSource later = new();
        using OrderedRows<(string, int)> rows = new(
            async (line, number, stop) =>
            {
                if (number == 1 && Environment.ProcessorCount > 1)
                    await later.Task.WaitAsync(Hang, stop);
                else
                    later.TrySetResult();
                return (line, number);
            },
            default
        );
        List<(string, int)> answers = [];
        await foreach ((string, int) answer in rows.EachAsync(() => ["a", " ", "b", "", "c"]))
            answers.Add(answer);
        Assert.Equal([("a", 1), ("b", 3), ("c", 5)], answers);
    }

    [Fact]
    public async Task What_cannot_be_read_is_thrown_after_the_rows_before_it()
    {
        static IEnumerable<string> Lines()
        {
            for (int i = 0; i < 100; i++)
                yield return "x";
            throw new InvalidDataException("broken here");
        }

        using OrderedRows<string> rows = new((line, _, _) => Task.FromResult(line), default);
        int answered = 0;
        InvalidDataException error = await Assert.ThrowsAsync<InvalidDataException>(async () =>
        {
            await foreach (string _ in rows.EachAsync(Lines))
                answered++;
        });
        Assert.Equal(("broken here", 100), (error.Message, answered));
    }

    [Fact]
    public async Task It_stops_while_no_line_comes()
    {
        using BlockingCollection<string> sent = [];
        using CancellationTokenSource stop = new();
        using OrderedRows<string> rows = new((line, _, _) => Task.FromResult(line), stop.Token);
        await using IAsyncEnumerator<string> answers = rows.EachAsync(() => sent.GetConsumingEnumerable())
            .GetAsyncEnumerator();
        Task<bool> waiting = answers.MoveNextAsync().AsTask();
        stop.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(Hang));
        sent.CompleteAdding();
    }

    [Fact]
    public async Task Nobody_reads_far_ahead_of_a_row_that_takes_long()
    {
        TaskCompletionSource first = new();
        int begun = 0;
        using OrderedRows<int> rows = new(
            async (_, number, stop) =>
            {
                Interlocked.Increment(ref begun);
                if (number == 1)
                    await first.Task.WaitAsync(Hang, stop);
                return number;
            },
            default
        );
        int read = 0;
        IEnumerable<string> Lines()
        {
            while (true)
            {
                if (++read == 3000 || (Environment.ProcessorCount == 1 && read == 2))
                    first.TrySetResult();
                yield return "x";
            }
        }

        await using IAsyncEnumerator<int> answers = rows.EachAsync(Lines).GetAsyncEnumerator();
        ValueTask<bool> waiting = answers.MoveNextAsync();
        SpinWait.SpinUntil(() => Volatile.Read(ref begun) > 1000 || Environment.ProcessorCount == 1, Hang);
        first.TrySetResult();
        Assert.True(await waiting);
        Assert.True(read < 3000, "the first row held the others up");
    }
}
