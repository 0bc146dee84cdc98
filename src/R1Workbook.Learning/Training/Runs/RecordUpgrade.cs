using System.Text.Json.Nodes;

namespace R1Workbook.Learning.Training.Runs;

/// <summary>
/// One step of the converter of run records: what changed between two schemas. Who renames a property of settings, or
/// adds one, raises <see cref="RunRecordFormat.Schema"/> and writes one step; then old records say what they said.
/// </summary>
/// <param name="From">The schema that it reads; it gives the next one.</param>
/// <param name="Settings">Changes the object of settings in place.</param>
public sealed record RecordUpgrade(int From, Action<JsonObject> Settings)
{
    /// <summary>New names of measurements, by the old ones; those of held-out problems follow.</summary>
    public IReadOnlyDictionary<string, string> Measures { get; init; } = new Dictionary<string, string>();

    /// <summary>Gives a property another name, wherever it stands.</summary>
    /// <param name="node">Where it is looked for.</param>
    /// <param name="old">The old name.</param>
    /// <param name="now">The new name.</param>
    public static void Rename(JsonObject node, string old, string now)
    {
        foreach (JsonObject within in Objects(node))
        {
            if (!within.ContainsKey(old))
                continue;
            JsonNode? value = within[old];
            within.Remove(old);
            within[now] = value;
        }
    }

    /// <summary>Turns the number of an enum into its word, wherever the property stands.</summary>
    /// <param name="node">Where it is looked for.</param>
    /// <param name="name">The property.</param>
    /// <param name="words">The words in the order that the enum had then.</param>
    /// <exception cref="RunRecordException">The number is outside the list.</exception>
    public static void Words(JsonObject node, string name, IReadOnlyList<string> words)
    {
        foreach (JsonObject within in Objects(node))
        {
            if (within[name] is not JsonValue value || !value.TryGetValue(out int number))
                continue;
            if (number < 0 || number >= words.Count)
                throw new RunRecordException($"\"{name}\" is {number}, where 0 to {words.Count - 1} have a meaning.");
            within[name] = words[number];
        }
    }

    /// <summary>Writes a property that did not exist then, with the value that says what was done then.</summary>
    /// <param name="node">The object it belongs to; null: nothing is done.</param>
    /// <param name="name">The property.</param>
    /// <param name="value">What it was.</param>
    public static void Introduce(JsonObject? node, string name, JsonNode? value)
    {
        if (node is not null && !node.ContainsKey(name))
            node[name] = value;
    }

    private static List<JsonObject> Objects(JsonNode? node)
    {
        List<JsonObject> found = [];
        if (node is JsonObject own)
            found.Add(own);
        IEnumerable<JsonNode?> children = node switch
        {
            JsonObject fields => fields.Select(field => field.Value),
            JsonArray items => items,
            _ => [],
        };
        foreach (JsonNode? child in children)
            found.AddRange(Objects(child));
        return found;
    }
}
