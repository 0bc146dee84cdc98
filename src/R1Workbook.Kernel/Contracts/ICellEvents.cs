using System.Text.Json.Nodes;

namespace R1Workbook.Kernel.Contracts;

/// <summary>Takes what cells tell a front end besides outputs. Without a front end nobody does.</summary>
internal interface ICellEvents
{
    /// <summary>Something happened under the debugger.</summary>
    /// <param name="name">The event of the Debug Adapter Protocol.</param>
    /// <param name="body">Its body.</param>
    void Debug(string name, JsonObject body);
}
