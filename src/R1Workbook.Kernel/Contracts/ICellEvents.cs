using System.Text.Json.Nodes;

namespace R1Workbook.Kernel.Contracts;

/// <summary>Takes what cells tell a front end besides outputs. Without a front end nobody does.</summary>
internal interface ICellEvents
{
    /// <summary>Something happened under the debugger.</summary>
    /// <param name="name">The event of the Debug Adapter Protocol.</param>
    /// <param name="body">Its body.</param>
    void Debug(string name, JsonObject body);

    /// <summary>A message over a comm.</summary>
    /// <param name="kind">comm_open, comm_msg or comm_close.</param>
    /// <param name="content">Its content.</param>
    /// <param name="metadata">Its metadata.</param>
    /// <param name="answers">The number of the message that it answers; 0 for none.</param>
    void Comm(string kind, JsonObject content, JsonObject metadata, long answers);

    /// <summary>A handler of cells begins or ends.</summary>
    /// <param name="message">The number of the message that called it.</param>
    /// <param name="begins">Whether it begins.</param>
    void Handler(long message, bool begins);

    /// <summary>A handler failed.</summary>
    void HandlerFailed(CellError error);
}
