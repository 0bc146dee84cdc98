using System.Text.Json.Nodes;
using R1Workbook.Kernel.Contracts;
using R1Workbook.Kernel.Wire;

namespace R1Workbook.Kernel.Host;

/// <summary>What editors ask of the process of the cells.</summary>
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
}
