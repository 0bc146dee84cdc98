using System.CommandLine;

namespace R1Workbook.Cli.Streams;

/// <summary>
/// Runs one verb with the streams and the signals that all verbs share. Verbs throw; what that means for a user is said
/// here, once.
/// </summary>
/// <param name="arguments">The parsed command line, without errors.</param>
/// <param name="saving">How long the verb may take to save what was done, once it was told to stop.</param>
internal sealed class VerbRun(ParseResult arguments, TimeSpan saving)
{
    /// <summary>Nothing more was written because nobody reads: the reader has what it wanted.</summary>
    private const int NobodyReads = 0;

    private string Verb { get; } = Name(arguments.CommandResult);

    /// <summary>Runs the verb on a thread of its own, so that a signal is taken whatever the verb waits for.</summary>
    /// <returns>The code of the verb; 128 and the number of the signal that stopped it; 1 where it failed.</returns>
    public async Task<int> RunAsync()
    {
        using StopSignals signals = new(Verb, saving);
        InvocationConfiguration invocation = new()
        {
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
            Output = Console.Out,
            Error = Console.Error,
        };
        int code = await GuardedAsync(
            () => OnOwnThread(() => arguments.InvokeAsync(invocation, signals.Token)),
            signals
        );
        return signals.Code > 0 ? signals.Code : code;
    }

    private async Task<int> GuardedAsync(Func<Task<int>> verb, StopSignals signals)
    {
        try
        {
            return await verb();
        }
        catch (Exception exception)
        {
            Exception cause = exception.GetBaseException();
            if (Find<ClosedOutputException>(exception) is not null)
                return NobodyReads;
            if (cause is OperationCanceledException && signals.Code > 0)
                return 1;
            if (Find<OutputException>(exception) is { } output)
                Console.Error.WriteLine($"{Verb}: {output.Message}");
            else if (cause is IOException or UnauthorizedAccessException)
                Console.Error.WriteLine($"{Verb}: {TemporaryFiles.Explained(cause)}");
            else if (cause is OutOfMemoryException)
                Console.Error.WriteLine($"{Verb}: the memory of this machine is not enough for this input.");
            else
                Console.Error.WriteLine($"{Verb}: a fault of the workbook, please report it: {exception}");
            return 1;
        }
    }

    // The stack of the first thread of a process is as large; one of the pool has a fifth of it.
    private static Task<int> OnOwnThread(Func<Task<int>> verb)
    {
        const int StackBytes = 8 << 20;
        TaskCompletionSource<Task<int>> begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(
            () =>
            {
                try
                {
                    begun.SetResult(verb());
                }
                catch (Exception exception)
                {
                    begun.SetException(exception);
                }
            },
            StackBytes
        )
        {
            IsBackground = true,
            Name = "verb",
        }.Start();
        return begun.Task.Unwrap();
    }

    private static T? Find<T>(Exception? exception)
        where T : Exception
    {
        while (exception is not (null or T))
            exception = exception.InnerException;
        return exception as T;
    }

    private static string Name(System.CommandLine.Parsing.CommandResult result) =>
        result.Parent is System.CommandLine.Parsing.CommandResult parent
            ? $"{Name(parent)} {result.Command.Name}"
            : "r1";
}
