using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace R1Workbook.Kernel.Wire;

/// <summary>What the front process asks of the process in which cells run; one line of JSON each.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(RunCell), "run")]
[JsonDerivedType(typeof(Evaluate), "evaluate")]
[JsonDerivedType(typeof(Complete), "complete")]
[JsonDerivedType(typeof(Inspect), "inspect")]
[JsonDerivedType(typeof(CheckCompleteness), "is_complete")]
[JsonDerivedType(typeof(AskDebugger), "debug")]
[JsonDerivedType(typeof(TakeComm), "comm")]
[JsonDerivedType(typeof(RunHandlers), "handlers")]
[JsonDerivedType(typeof(Interrupt), "interrupt")]
[JsonDerivedType(typeof(InputAnswer), "input_answer")]
internal abstract record HostRequest;

/// <summary>A request that is answered under its id.</summary>
internal abstract record AnsweredRequest(long Id) : HostRequest;

/// <summary>A request that waits its turn: one after the other, on the thread of cells.</summary>
internal abstract record QueuedRequest(long Id) : AnsweredRequest(Id);

/// <summary>A request that is answered while a cell runs, too.</summary>
internal abstract record BesideRequest(long Id) : AnsweredRequest(Id);

internal sealed record RunCell(long Id, string Source, string Language, int Count) : QueuedRequest(Id)
{
    /// <summary>Whether a front end takes what cells tell it besides outputs.</summary>
    public bool IsLive { get; init; }
}

/// <summary>Runs the handlers that wait for their turn on the thread of cells.</summary>
internal sealed record RunHandlers(long Id) : QueuedRequest(Id);

internal sealed record Evaluate(long Id, string Expression) : QueuedRequest(Id);

internal sealed record Complete(long Id, string Source, string Language, int Cursor) : BesideRequest(Id);

internal sealed record Inspect(long Id, string Source, string Language, int Cursor) : BesideRequest(Id);

internal sealed record CheckCompleteness(long Id, string Source, string Language) : BesideRequest(Id);

/// <summary>A request of the Debug Adapter Protocol.</summary>
internal sealed record AskDebugger(long Id, JsonObject Request) : BesideRequest(Id);

/// <summary>A message of a front end over a comm; handlers show what they show under its number.</summary>
internal sealed record TakeComm(long Id, long Message, string Kind, JsonObject Content) : BesideRequest(Id);

/// <summary>Stops the request that runs, and the one that was sent last should it not run yet.</summary>
internal sealed record Interrupt : HostRequest;

/// <summary>What the user typed; null with the reason why nobody was asked.</summary>
internal sealed record InputAnswer(long Id, string? Text, string? Refusal) : HostRequest;
