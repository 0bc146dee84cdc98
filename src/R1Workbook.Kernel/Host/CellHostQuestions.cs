using System.Text.Json.Nodes;
using R1Workbook.Kernel.Contracts;
using R1Workbook.Kernel.Wire;

namespace R1Workbook.Kernel.Host;

/// <summary>What the process of the cells is asked besides running them.</summary>
internal static class CellHostQuestions
{
    /// <summary>See the <c>Complete</c> of the session; throws what
    /// <see cref="CellHostProcess.RunAsync"/> throws.</summary>
    public static async Task<CompletionList> CompleteAsync(
        this CellHostProcess host,
        string source,
        string language,
        int cursor,
        CancellationToken cancellationToken
    ) =>
        (
            await host.AskAsync(id => new Complete(id, source, language, cursor), cancellationToken)
                .ConfigureAwait(false) as Completed
        )?.Completions
        ?? CompletionList.Empty(cursor);

    /// <summary>See the <c>Inspect</c> of the session; throws what
    /// <see cref="CellHostProcess.RunAsync"/> throws.</summary>
    public static async Task<Inspection?> InspectAsync(
        this CellHostProcess host,
        string source,
        string language,
        int cursor,
        CancellationToken cancellationToken
    ) =>
        (
            await host.AskAsync(id => new Inspect(id, source, language, cursor), cancellationToken)
                .ConfigureAwait(false) as Inspected
        )?.Inspection;

    /// <summary>See the <c>IsComplete</c> of the session; null when the language cannot tell. Throws what
    /// <see cref="CellHostProcess.RunAsync"/> throws.</summary>
    public static async Task<Completeness?> CheckCompletenessAsync(
        this CellHostProcess host,
        string source,
        string language,
        CancellationToken cancellationToken
    ) =>
        (
            await host.AskAsync(id => new CheckCompleteness(id, source, language), cancellationToken)
                .ConfigureAwait(false) as CompletenessChecked
        )?.Completeness;

    /// <summary>The response of the debugger; null when the engine refused. Throws what
    /// <see cref="CellHostProcess.RunAsync"/> throws.</summary>
    public static async Task<JsonObject?> DebugAsync(
        this CellHostProcess host,
        JsonObject request,
        CancellationToken cancellationToken
    ) =>
        (
            await host.AskAsync(id => new AskDebugger(id, request), cancellationToken).ConfigureAwait(false)
            as DebuggerAnswered
        )?.Response;

    /// <summary>Hands a message over a comm on. Throws what <see cref="CellHostProcess.RunAsync"/> throws.</summary>
    /// <returns>Whether a handler of cells waits for its turn.</returns>
    public static async Task<bool> CommAsync(
        this CellHostProcess host,
        long message,
        string kind,
        JsonObject content,
        CancellationToken cancellationToken
    ) =>
        await host.AskAsync(id => new TakeComm(id, message, kind, content), cancellationToken).ConfigureAwait(false)
            is CommTaken { Waits: true };

    /// <summary>Runs the handlers that wait for the thread of cells. Throws what
    /// <see cref="CellHostProcess.RunAsync"/> throws.</summary>
    /// <returns>The error that ended them all; null when they ran, whatever each did.</returns>
    public static async Task<CellError?> RunHandlersAsync(
        this CellHostProcess host,
        CancellationToken cancellationToken
    )
    {
        HostAnswer answer = await host.AskAsync(id => new RunHandlers(id), cancellationToken).ConfigureAwait(false);
        return (answer as CellEnded)?.Error ?? (answer as Refused)?.Error;
    }
}
