using System.Text.Json.Nodes;
using R1Workbook.Kernel.Contracts;

namespace R1Workbook.Kernel.Debugging;

/// <summary>The calls of the cell that stands. A call has the number of its place, from 1 for the innermost.</summary>
/// <param name="debugger">Knows what stands.</param>
internal sealed class DebugStack(CellDebugger debugger)
{
    /// <summary>Whether a cell stands.</summary>
    public bool Stands => debugger.Stopped is not null;

    /// <summary>The calls, innermost first; none when nothing stands.</summary>
    /// <param name="start">How many to leave out.</param>
    /// <param name="levels">How many at most; null or 0 for all.</param>
    public JsonObject Trace(int start, int? levels)
    {
        IReadOnlyList<DebugFrame> frames = debugger.Stopped?.Frames ?? [];
        IEnumerable<JsonNode> shown = frames
            .Select((frame, i) => Describe(frame, i + 1))
            .Skip(start)
            .Take(levels is > 0 ? levels.Value : int.MaxValue);
        return new JsonObject { ["stackFrames"] = new JsonArray([.. shown]), ["totalFrames"] = frames.Count };
    }

    /// <summary>The variables of a call.</summary>
    /// <param name="frame">Its number.</param>
    /// <exception cref="DebugRefusedException">There is no such call, or nothing stands.</exception>
    public IReadOnlyList<CellVariable> Locals(int frame)
    {
        IReadOnlyList<DebugFrame> frames = debugger.Stopped?.Frames ?? [];
        if (frame < 1 || frame > frames.Count)
        {
            throw new DebugRefusedException(
                frames.Count == 0 ? "No cell stands at a breakpoint." : $"There is no frame {frame}."
            );
        }

        DebugFrame found = frames[frame - 1];
        return
        [
            .. DebugPlaces
                .At(found.Place)
                .Names.Zip(found.Values)
                .Select(v => new CellVariable(v.First, v.Second?.GetType() ?? typeof(object), v.Second)),
        ];
    }

    /// <summary>What is known of the exception at which the cell stands.</summary>
    /// <exception cref="DebugRefusedException">It stands at none.</exception>
    public JsonObject Exception() =>
        debugger.Stopped?.Exception is { } exception
            ? new JsonObject
            {
                ["exceptionId"] = exception.GetType().FullName,
                ["description"] = exception.Message,
                ["breakMode"] = "always",
                ["details"] = new JsonObject
                {
                    ["message"] = exception.Message,
                    ["typeName"] = exception.GetType().Name,
                    ["stackTrace"] = exception.StackTrace ?? "",
                },
            }
            : throw new DebugRefusedException("No cell stands at an exception.");

    private static JsonObject Describe(DebugFrame frame, int number)
    {
        DebugPlace place = DebugPlaces.At(frame.Place);
        return new JsonObject
        {
            ["id"] = number,
            ["name"] = place.Function,
            ["line"] = place.Line,
            ["column"] = 1,
            ["source"] = new JsonObject
            {
                ["name"] = Path.GetFileName(place.Source),
                ["path"] = place.Source,
                ["sourceReference"] = 0,
            },
        };
    }
}
