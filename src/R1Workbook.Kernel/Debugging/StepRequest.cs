namespace R1Workbook.Kernel.Debugging;

/// <summary>How far the code runs that a debugger let go.</summary>
/// <param name="Kind">next, stepIn, stepOut, or pause.</param>
/// <param name="From">The call that stood; null for pause.</param>
internal sealed record StepRequest(string Kind, DebugFrame? From)
{
    /// <summary>Whether a call that reached a statement has come far enough.</summary>
    public bool IsReached(DebugFrame frame) =>
        From is not { } from
        || Kind switch
        {
            // The same call or one that it returned to, however deep the calls between went.
            "next" => from.IsWithin(frame),
            "stepOut" => frame != from && from.IsWithin(frame),
            _ => frame.IsWithin(Root(from)),
        };

    /// <summary>Why a call stops that has come far enough.</summary>
    public string Reason => Kind == "pause" ? "pause" : "step";

    private static DebugFrame Root(DebugFrame frame)
    {
        while (frame.Caller is { } caller)
        {
            frame = caller;
        }

        return frame;
    }
}
