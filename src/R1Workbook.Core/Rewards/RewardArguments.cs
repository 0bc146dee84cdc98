using System.Text.Json.Nodes;

namespace R1Workbook.Core.Rewards;

/// <summary>
/// The arguments of a reward function as they stand in a row or a configuration, read by name, with the default where
/// one is missing. It remembers what was read, so that a misspelt name does not pass in silence.
/// </summary>
/// <param name="values">The arguments.</param>
/// <param name="row">Where an argument is looked for that is not among them; null: nowhere.</param>
public sealed class RewardArguments(JsonObject values, JsonObject? row = null)
{
    private readonly HashSet<string> _read = [];

    /// <summary>No arguments: all defaults.</summary>
    public static RewardArguments None => new([]);

    /// <summary>A number.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="otherwise">Its value where it is missing.</param>
    /// <param name="least">The least that it may be; null: no bound.</param>
    /// <param name="most">The most that it may be; null: no bound.</param>
    /// <exception cref="FormatException">It is there and no number, or out of range; the message names it.</exception>
    public double Number(string name, double otherwise, double? least = null, double? most = null) =>
        Within(name, Read(name, otherwise, "a number"), least, most, "a number");

    /// <summary>A whole number.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="otherwise">Its value where it is missing.</param>
    /// <param name="least">The least that it may be; null: no bound.</param>
    /// <param name="most">The most that it may be; null: no bound.</param>
    /// <exception cref="FormatException">It is there and no whole number, or out of range.</exception>
    public int Whole(string name, int otherwise, int? least = null, int? most = null) =>
        (int)Within(name, Read(name, otherwise, "a whole number"), least, most, "a whole number");

    /// <summary>A truth value.</summary>
    /// <exception cref="FormatException">It is there and neither true nor false.</exception>
    public bool Flag(string name, bool otherwise) => Read(name, otherwise, "true or false");

    /// <summary>A text, or null where it is missing.</summary>
    /// <exception cref="FormatException">It is there and no text.</exception>
    public string? Text(string name) => Read<string?>(name, null, "text");

    /// <summary>A list, empty where it is missing.</summary>
    /// <exception cref="FormatException">It is there and no list of <typeparamref name="T"/>.</exception>
    public IReadOnlyList<T> List<T>(string name) =>
        Find(name) switch
        {
            null => [],
            JsonArray list =>
            [
                .. list.Select(item =>
                    item is JsonValue value && value.TryGetValue(out T? read)
                        ? read
                        : throw Wrong(name, $"a list of {typeof(T).Name}")
                ),
            ],
            _ => throw Wrong(name, "a list"),
        };

    /// <summary>The argument "unit": tokens or characters.</summary>
    /// <param name="otherwise">The unit where the argument is missing.</param>
    /// <exception cref="FormatException">It is there and neither of them.</exception>
    public LengthUnit Unit(LengthUnit otherwise) =>
        Text("unit") switch
        {
            null => otherwise,
            "tokens" => LengthUnit.Tokens,
            "characters" => LengthUnit.Characters,
            _ => throw new FormatException("argument \"unit\" should be \"tokens\" or \"characters\"."),
        };

    /// <summary>Fails where there is an argument that nobody read.</summary>
    /// <exception cref="FormatException">There is one; the message names it and those that were read.</exception>
    public void ThrowIfUnread()
    {
        string[] unread = [.. values.Select(argument => argument.Key).Where(name => !_read.Contains(name))];
        if (unread.Length > 0)
        {
            throw new FormatException(
                $"there is no argument {string.Join(", ", unread.Select(name => $"\"{name}\""))}; "
                    + (
                        _read.Count == 0
                            ? "the function has none."
                            : $"there are {string.Join(", ", _read.Order(StringComparer.Ordinal))}."
                    )
            );
        }
    }

    private static double Within(string name, double value, double? least, double? most, string kind) =>
        value < least || value > most
            ? throw Wrong(
                name,
                FormattableString.Invariant(
                    $"{kind} {(least, most) switch
                    {
                        ({ } low, { } high) => FormattableString.Invariant($"from {low} to {high}"),
                        ({ } low, null) => FormattableString.Invariant($"of at least {low}"),
                        _ => FormattableString.Invariant($"of at most {most}"),
                    }}, not {value}"
                )
            )
            : value;

    private T Read<T>(string name, T otherwise, string kind) =>
        Find(name) switch
        {
            null => otherwise,
            JsonValue value when value.TryGetValue(out T? read) => read,
            _ => throw Wrong(name, kind),
        };

    private JsonNode? Find(string name)
    {
        _read.Add(name);
        return values[name] ?? row?[name];
    }

    private static FormatException Wrong(string name, string kind) => new($"argument \"{name}\" should be {kind}.");
}
