using System.Globalization;
using System.Text.Json.Serialization;

namespace R1Workbook.Core.Rewards.Recipes;

/// <summary>One line of a recipe as settings and run records hold it: a reward of the catalogue and its
/// weight.</summary>
/// <param name="Name">The name of the reward in the catalogue.</param>
/// <param name="Weight">What its rewards are multiplied by.</param>
public sealed record RewardWeight(string Name, double Weight = 1)
{
    /// <summary>The kind of problems that it holds for; null: for all.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Kind { get; init; }

    /// <summary>Reads NAME or NAME=WEIGHT.</summary>
    /// <param name="text">The text, for example <c>format=0.2</c>.</param>
    /// <exception cref="FormatException">The name is missing or the weight is no finite number.</exception>
    public static RewardWeight Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] parts = text.Split('=', 2, StringSplitOptions.TrimEntries);
        if (parts[0].Length == 0)
        {
            throw new FormatException(
                $"\"{text}\" names no reward; write NAME or NAME=WEIGHT, for example format=0.2."
            );
        }

        if (parts.Length == 1)
            return new RewardWeight(parts[0]);
        return
            double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out double weight)
            && double.IsFinite(weight)
            ? new RewardWeight(parts[0], weight)
            : throw new FormatException(
                $"the weight of \"{text}\" is no number; write NAME=WEIGHT, for example format=0.2."
            );
    }
}
