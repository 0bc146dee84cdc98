using System.Text.Json.Nodes;

namespace R1Workbook.Core.Rewards;

/// <summary>The arguments of a reward function as they stand in a row or a configuration, read by name, with the default where one is missing.</summary>
/// <param name="Values">The arguments.</param>
public sealed record RewardArguments(JsonObject Values)
{
    /// <summary>No arguments: all defaults.</summary>
    public static RewardArguments None => new([]);

    /// <summary>A number.</summary>
    /// <exception cref="FormatException">It is there and no number; the message names it.</exception>
    public double Number(string name, double otherwise) => Read(name, otherwise, "a number");

    /// <summary>A whole number.</summary>
    /// <exception cref="FormatException">It is there and no whole number.</exception>
    public int Whole(string name, int otherwise) => Read(name, otherwise, "a whole number");

    /// <summary>A truth value.</summary>
    /// <exception cref="FormatException">It is there and neither true nor false.</exception>
    public bool Flag(string name, bool otherwise) => Read(name, otherwise, "true or false");

    /// <summary>A text, or null where it is missing.</summary>
    /// <exception cref="FormatException">It is there and no text.</exception>
    public string? Text(string name) => Read<string?>(name, null, "text");

    /// <summary>A list of texts, empty where it is missing.</summary>
    /// <exception cref="FormatException">It is there and no list of texts.</exception>
    public IReadOnlyList<string> Texts(string name) => Values[name] switch
    {
        null => [],
        JsonArray list => [.. list.Select(item => item is JsonValue value && value.TryGetValue(out string? text) ? text : throw Wrong(name, "a list of texts"))],
        _ => throw Wrong(name, "a list of texts"),
    };

    private T Read<T>(string name, T otherwise, string kind) => Values[name] switch
    {
        null => otherwise,
        JsonValue value when value.TryGetValue(out T? read) => read,
        _ => throw Wrong(name, kind),
    };

    private static FormatException Wrong(string name, string kind) => new($"argument \"{name}\" should be {kind}.");
}
