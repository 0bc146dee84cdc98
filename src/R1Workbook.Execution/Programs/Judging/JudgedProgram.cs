using System.Text;
using System.Text.Json;
using R1Workbook.Core.Files;
using R1Workbook.Execution.Sandboxes;

namespace R1Workbook.Execution.Programs.Judging;

/// <summary>
/// Tests a Python answer from outside. Two sandboxes run: one holds the answer and computes; the other holds the tests,
/// asks the answer for values and compares them. Between them only plain data go, as lines of JSON that this process
/// carries. The tests and what they expect are never in the sandbox of the answer, and nothing of the answer runs in
/// the sandbox of the tests.
/// </summary>
/// <remarks>
/// This guards against an answer that ends its process early, in whatever way; that changes builtins, modules or the
/// interpreter's memory; that reads files, frames or other processes for the tests; that writes to the descriptors of
/// the result; and whose values claim to equal everything. All this happens in a process whose word counts only as the
/// values that it sends. It cannot guard against an answer that knows the right values, because it has learned the
/// tests by heart, nor against tests that are too weak.
/// </remarks>
internal sealed class JudgedProgram
{
    private const int MostBytesOfLine = 64 << 20;
    private const string NoReply = "the answer ended before it replied"; // as judge.py says it
    private static readonly string Wire = Resource("wire.py");
    private static readonly string Candidate = Wire + "\n\n" + Resource("candidate.py");
    private static readonly string Judge = Wire + "\n\n" + Resource("judge.py");

    private readonly List<CodeTestResult> _results = [];
    private readonly TaskCompletionSource<(Stream Input, Stream Output)> _candidate = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );
    private readonly SandboxLimits _limits;
    private readonly int _tests;
    private bool _outOfTime;

    private JudgedProgram(SandboxLimits limits, int tests) => (_limits, _tests) = (limits, tests);

    /// <summary>Runs the tests one after the other on one process of the answer.</summary>
    /// <param name="source">The answer.</param>
    /// <param name="tests">The tests.</param>
    /// <param name="limits">What the answer may use; the time holds for each test.</param>
    /// <param name="cancellationToken">Ends both processes.</param>
    /// <returns>One result for each test.</returns>
    public static async Task<IReadOnlyList<CodeTestResult>> RunAsync(
        string source,
        IReadOnlyList<JudgedTest> tests,
        SandboxLimits limits,
        CancellationToken cancellationToken
    )
    {
        using var answering = TemporaryFolder.Create("program", Environment.IsPrivilegedProcess);
        using var judging = TemporaryFolder.Create("program", Environment.IsPrivilegedProcess);
        File.WriteAllText(Path.Combine(answering.Path, "solution.py"), source);
        File.WriteAllText(Path.Combine(answering.Path, "main.py"), Candidate);
        File.WriteAllText(Path.Combine(judging.Path, "main.py"), Judge);
        Sandbox.Open(answering.Path, toWrite: false);
        Sandbox.Open(judging.Path, toWrite: false);
        return await new JudgedProgram(limits, tests.Count)
            .RunAsync(answering.Path, judging.Path, tests, cancellationToken)
            .ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<CodeTestResult>> RunAsync(
        string answering,
        string judging,
        IReadOnlyList<JudgedTest> tests,
        CancellationToken cancellationToken
    )
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        SandboxLimits all = _limits with
        {
            Time = _limits.Time * _tests + TimeSpan.FromSeconds(1),
            Cpu = _limits.Cpu * _tests,
        };
        Task<SandboxResult?> answer = AnswerAsync(answering, all, over.Token);
        try
        {
            SandboxResult judge = await Sandbox
                .TalkAsync(
                    CodeLanguage.Python.Program(judging),
                    all with
                    {
                        Time = all.Time + TimeSpan.FromSeconds(1),
                    },
                    (input, output, stop) => CarryAsync(input, output, tests, over, stop),
                    cancellationToken
                )
                .ConfigureAwait(false);
            string why = await EndedAsync(answer, over).ConfigureAwait(false) ?? judge.Reason;
            while (_results.Count < _tests)
                _results.Add(new CodeTestResult(false, why));
            return _results;
        }
        finally
        {
            await over.CancelAsync().ConfigureAwait(false);
            _candidate.TrySetCanceled(CancellationToken.None);
            await answer.ConfigureAwait(false);
        }
    }

    // The answer's own end explains its failed tests better than the judge can, who only sees that no reply came.
    private async Task<string?> EndedAsync(Task<SandboxResult?> answer, CancellationTokenSource over)
    {
        if (_results.Count == _tests && _results.TrueForAll(result => result.Reason != NoReply))
            return null;
        await Task.WhenAny(answer, Task.Delay(TimeSpan.FromSeconds(1), over.Token)).ConfigureAwait(false);
        if (!_outOfTime && !(answer.IsCompleted && await answer.ConfigureAwait(false) is { Succeeded: false }))
            return null;
        string why = _outOfTime ? "stopped: out of time" : (await answer.ConfigureAwait(false))!.Reason;
        for (int i = 0; i < _results.Count; i++)
        {
            if (_results[i].Reason == NoReply)
                _results[i] = new CodeTestResult(false, why);
        }
        return why;
    }

    private async Task<SandboxResult?> AnswerAsync(string folder, SandboxLimits limits, CancellationToken stop)
    {
        try
        {
            return await Sandbox
                .TalkAsync(
                    CodeLanguage.Python.Program(folder),
                    limits,
                    (input, output, _) =>
                    {
                        _candidate.TrySetResult((input, output));
                        return Task.CompletedTask;
                    },
                    stop
                )
                .ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
        finally
        {
            _candidate.TrySetCanceled(CancellationToken.None);
        }
    }

    // Judge and answer speak in turns: each line of the judge that is no verdict gets one line of the answer.
    private async Task CarryAsync(
        Stream toJudge,
        Stream fromJudge,
        IReadOnlyList<JudgedTest> tests,
        CancellationTokenSource over,
        CancellationToken stop
    )
    {
        try
        {
            await MessageLines
                .SendAsync(toJudge, JsonSerializer.SerializeToUtf8Bytes(tests), stop)
                .ConfigureAwait(false);
            (Stream toAnswer, Stream fromAnswer) = await _candidate.Task.WaitAsync(stop).ConfigureAwait(false);
            var verdicts = new MessageLines(fromJudge, MostBytesOfLine);
            var replies = new MessageLines(fromAnswer, MostBytesOfLine);
            // Disposed of with its last call: what it cancels must still be there.
            await using var clock = new Timer(
                _ =>
                {
                    _outOfTime = true;
                    over.Cancel();
                },
                null,
                _limits.Time,
                Timeout.InfiniteTimeSpan
            );
            bool answers = true;
            while (await verdicts.ReadAsync(stop).ConfigureAwait(false) is { } line)
            {
                if (line.Span is [(byte)'=', ..])
                {
                    Add(Encoding.UTF8.GetString(line.Span));
                    clock.Change(_limits.Time, Timeout.InfiniteTimeSpan);
                    continue;
                }
                answers = answers && await MessageLines.TrySendAsync(toAnswer, line, stop).ConfigureAwait(false);
                if (answers && await replies.ReadAsync(over.Token).ConfigureAwait(false) is { } reply)
                {
                    await MessageLines.SendAsync(toJudge, reply, stop).ConfigureAwait(false);
                    continue;
                }
                answers = false;
                MessageLines.Close(toJudge);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // One of the two has ended; what is missing counts as failed.
        }
        finally
        {
            MessageLines.Close(toJudge);
        }
    }

    private void Add(string verdict) =>
        _results.Add(
            verdict == "=1"
                ? new CodeTestResult(true, "the tests ran to their end")
                : new CodeTestResult(false, verdict[2..].Trim())
        );

    private static string Resource(string name)
    {
        using Stream stream = typeof(JudgedProgram).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
