using System.Text.Json.Nodes;

namespace R1Workbook.Kernel.Contracts;

/// <summary>Where the outputs of the running cell go, in the order in which they happen.</summary>
public interface ICellOutputs
{
    /// <summary>Text written to a console stream.</summary>
    /// <param name="name">stdout or stderr.</param>
    /// <param name="text">What was written.</param>
    void Stream(string name, string text);

    /// <summary>A value shown while the cell runs.</summary>
    /// <param name="bundle">Mime type to data.</param>
    /// <param name="displayId">The name under which it may be replaced later; null when it never is.</param>
    void Display(JsonObject bundle, string? displayId);

    /// <summary>Replaces every output shown under the id, in whichever cell.</summary>
    /// <param name="displayId">The id given to <see cref="Display"/>.</param>
    /// <param name="bundle">Mime type to data.</param>
    void Update(string displayId, JsonObject bundle);

    /// <summary>The value of the cell's last expression.</summary>
    /// <param name="bundle">Mime type to data.</param>
    void Result(JsonObject bundle);

    /// <summary>Takes away what the running cell has shown so far.</summary>
    /// <param name="wait">Only when the next output comes.</param>
    void Clear(bool wait);
}
