using Microsoft.Extensions.AI;

namespace R1Workbook.Benchmarks.Evaluating;

/// <summary>Where a model comes from that is asked or that judges: an endpoint, or a model of one's own.</summary>
public interface IModelSource
{
    /// <summary>The name that was given; null where none was.</summary>
    string? Name { get; }

    /// <summary>Whether it is a model of one's own, which draws by a seed.</summary>
    bool IsOwn { get; }

    /// <summary>Opens it.</summary>
    /// <returns>The client, to be disposed of, and the model's name.</returns>
    /// <exception cref="ArgumentException">No model is named; the message says what to set.</exception>
    /// <exception cref="IOException">A model of one's own cannot be loaded.</exception>
    (IChatClient Client, string Name) Open();
}
