using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using R1Workbook.Kernel.Contracts;

namespace R1Workbook.Kernel.Wire;

/// <summary>What the process in which cells run says; one line of JSON each.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Ready), "ready")]
[JsonDerivedType(typeof(StreamShown), "stream")]
[JsonDerivedType(typeof(DisplayShown), "display")]
[JsonDerivedType(typeof(UpdateShown), "update")]
[JsonDerivedType(typeof(ResultShown), "result")]
[JsonDerivedType(typeof(OutputCleared), "clear")]
[JsonDerivedType(typeof(InputWanted), "input")]
[JsonDerivedType(typeof(DebugHappened), "debug_event")]
[JsonDerivedType(typeof(CommSent), "comm")]
[JsonDerivedType(typeof(HandlerRuns), "handler")]
[JsonDerivedType(typeof(HandlerFailed), "handler_error")]
[JsonDerivedType(typeof(Refused), "refused")]
[JsonDerivedType(typeof(CellEnded), "ended")]
[JsonDerivedType(typeof(Evaluated), "evaluated")]
[JsonDerivedType(typeof(Completed), "completed")]
[JsonDerivedType(typeof(Inspected), "inspected")]
[JsonDerivedType(typeof(CompletenessChecked), "completeness")]
[JsonDerivedType(typeof(DebuggerAnswered), "debugged")]
[JsonDerivedType(typeof(CommTaken), "comm_taken")]
internal abstract record HostMessage
{
    /// <summary>What native code printed before this <see cref="NativeMark"/> comes before this message.</summary>
    public long Mark { get; init; }
}

internal sealed record Ready : HostMessage;

internal sealed record StreamShown(string Name, string Text) : HostMessage;

internal sealed record DisplayShown(string? DisplayId, JsonObject Data) : HostMessage;

internal sealed record UpdateShown(string DisplayId, JsonObject Data) : HostMessage;

internal sealed record ResultShown(JsonObject Data) : HostMessage;

internal sealed record OutputCleared(bool Wait) : HostMessage;

internal sealed record InputWanted(long Id, string Prompt, bool IsPassword) : HostMessage;

/// <summary>An event of the Debug Adapter Protocol.</summary>
internal sealed record DebugHappened(string Name, JsonObject Body) : HostMessage;

/// <summary>A message over a comm: comm_open, comm_msg or comm_close; with the number of the one that it answers, or
/// 0.</summary>
internal sealed record CommSent(string Kind, JsonObject Content, JsonObject Metadata, long Answers) : HostMessage;

/// <summary>A handler of cells begins or ends: what comes between belongs to the message that called it.</summary>
internal sealed record HandlerRuns(long Message, bool Begins) : HostMessage;

/// <summary>The error that ended a handler.</summary>
internal sealed record HandlerFailed(CellError Error) : HostMessage;

/// <summary>The answer to the request of that id.</summary>
internal abstract record HostAnswer(long Id) : HostMessage;

/// <summary>Instead of the answer asked for: the request was interrupted, or a language broke.</summary>
internal sealed record Refused(long Id, CellError Error) : HostAnswer(Id);

internal sealed record CellEnded(long Id, CellError? Error) : HostAnswer(Id);

internal sealed record Evaluated(long Id, JsonObject? Bundle, CellError? Error) : HostAnswer(Id);

internal sealed record Completed(long Id, CompletionList Completions) : HostAnswer(Id);

internal sealed record Inspected(long Id, Inspection? Inspection) : HostAnswer(Id);

internal sealed record CompletenessChecked(long Id, Completeness Completeness) : HostAnswer(Id);

internal sealed record DebuggerAnswered(long Id, JsonObject Response) : HostAnswer(Id);

/// <param name="Id">The request.</param>
/// <param name="Waits">Whether a handler waits for its turn.</param>
internal sealed record CommTaken(long Id, bool Waits) : HostAnswer(Id);

// Generated, because finding out about the types at run time costs at every start. Deep: a cell may show deeply nested
// JSON.
[JsonSourceGenerationOptions(
    MaxDepth = 1_000,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true
)]
[JsonSerializable(typeof(HostRequest))]
[JsonSerializable(typeof(HostMessage))]
internal sealed partial class PipeJson : JsonSerializerContext;
