using System.Text.Json;
using System.Text.Json.Nodes;

namespace R1Workbook.Core.Grpo.Cases;

/// <summary>Reads the fields of a loss case, and says by name what is missing, unknown or of another kind; writes
/// arrays of numbers.</summary>
internal static class CaseField
{
    /// <exception cref="FormatException">The field is missing or null.</exception>
    public static JsonNode Need(JsonNode node, string name) =>
        node[name] ?? throw new FormatException($"\"{name}\" is missing.");

    /// <exception cref="FormatException">The object has a field that is not known.</exception>
    public static void OnlyKnown(JsonNode node, string what, params ReadOnlySpan<string> known)
    {
        if (node is not JsonObject fields)
            throw new FormatException($"{what} should be an object.");
        foreach ((string name, _) in fields)
        {
            if (!known.Contains(name))
            {
                throw new FormatException(
                    $"{what}: \"{name}\" is not known; {string.Join(", ", known.ToArray())} are."
                );
            }
        }
    }

    public static double[][] Matrix(JsonNode node, string name) =>
        [.. List(Need(node, name), name).Select(row => Numbers(row!, name))];

    public static double[][]? MatrixOrNull(JsonNode node, string name) =>
        node[name] is null ? null : Matrix(node, name);

    public static bool[][] Mask(JsonNode node, string name) =>
        [.. Matrix(node, name).Select(row => row.Select(value => value != 0).ToArray())];

    public static double[] Vector(JsonNode node, string name) => Numbers(Need(node, name), name);

    /// <summary>The group of each row, from 0 in the order in which they come. Groups are named by numbers or, as
    /// verl's uids, by texts.</summary>
    /// <exception cref="FormatException">The list has something else.</exception>
    public static int[] Groups(JsonNode node, string name)
    {
        Dictionary<string, int> numbers = new(StringComparer.Ordinal);
        return
        [
            .. List(Need(node, name), name)
                .Select(group =>
                {
                    if (
                        group is not JsonValue value
                        || value.GetValueKind() is not (JsonValueKind.String or JsonValueKind.Number)
                    )
                    {
                        throw new FormatException(
                            $"\"{name}\" has {group?.ToJsonString() ?? "a null"} where the name or number of a group "
                                + "is expected."
                        );
                    }

                    // The number 1 and the text "1" are two groups, as in Python.
                    string key = value.ToJsonString();
                    if (!numbers.TryGetValue(key, out int number))
                        numbers[key] = number = numbers.Count;
                    return number;
                }),
        ];
    }

    public static JsonArray List(JsonNode node, string name) =>
        node as JsonArray ?? throw new FormatException($"\"{name}\" should be a list.");

    /// <summary>JSON has no NaN and no infinity: both become null, as in the cases.</summary>
    public static JsonArray Json(double[] values) =>
        new([.. values.Select(value => double.IsFinite(value) ? (JsonNode)value : null)]);

    public static JsonArray Json(double[][] rows) => new([.. rows.Select(Json)]);

    public static JsonNode? Json(double value) => double.IsFinite(value) ? (JsonNode)value : null;

    private static double[] Numbers(JsonNode node, string name) =>
        [.. List(node, name).Select(value => Number(value, name))];

    private static double Number(JsonNode? node, string name) =>
        node switch
        {
            JsonValue value when value.TryGetValue(out bool flag) => flag ? 1 : 0,
            JsonValue value when value.TryGetValue(out double number) => number,
            null => double.NaN,
            _ => throw new FormatException($"\"{name}\" has {node.ToJsonString()} where a number is expected."),
        };
}
