using System.Text.Json.Nodes;
using R1Workbook.Core.Completions;
using R1Workbook.Core.Instructions;
using R1Workbook.Core.Rewards;

namespace R1Workbook.Cli;

/// <summary>
/// A row of <c>r1 reward</c>: a function, its arguments, and a group of completions with what goes with each. Fields
/// are named as in open-r1 and TRL; one value for the whole group may stand where a list is expected.
/// </summary>
internal static class RewardRow
{
    /// <summary>Which completions of a row are null, from 0.</summary>
    public static int[] NullCompletions(JsonObject row) =>
        row["completions"] is not JsonArray list
            ? []
            : [.. Enumerable.Range(0, list.Count).Where(i => Readable(list[i]) is null)];

    /// <summary>The completions of a row.</summary>
    /// <exception cref="FormatException">A field is missing or of the wrong kind; the message names it.</exception>
    public static RewardInput[] Group(JsonObject row)
    {
        JsonArray? completions = row["completions"] switch
        {
            JsonArray list => list,
            null => row["completion"] is { } one ? [one.DeepClone()] : null,
            _ => throw new FormatException("field \"completions\" should be a list of texts."),
        };
        JsonArray? ids = Ids(row["completion_ids"]);
        int count = Math.Max(completions?.Count ?? 0, ids?.Count ?? (row["length_tokens"] is null ? 0 : 1));
        if (completions is null && count == 0)
            throw new FormatException("field \"completions\" is missing: a list of texts, or \"completion_ids\".");
        IReadOnlyList<Instruction>? instructions = Instructions(row);
        JsonArray? tests = row["verification_info"] switch
        {
            null => null,
            JsonArray list when list.Count == count => list,
            _ => throw new FormatException(
                $"code needs one \"verification_info\" for each of the {count} completions."
            ),
        };
        return
        [
            .. Enumerable
                .Range(0, count)
                .Select(i => new RewardInput(i < completions?.Count ? Text(completions[i]) : "")
                {
                    Gold = Item(row, ["solution", "gold"], i, count) is { } gold ? Scalar(gold) : null,
                    Prompt = Item(row, ["prompts", "prompt"], i, count) is { } prompt ? Text(prompt) : "",
                    Correct = Item(row, ["correct"], i, count) is JsonValue correct ? correct.GetValue<bool>() : null,
                    TokenCount = Item(row, ["length_tokens"], i, count) is JsonValue tokens
                        ? tokens.GetValue<int>()
                        : null,
                    TokenIds =
                        i < ids?.Count && ids[i] is JsonArray list ? [.. list.Select(id => id!.GetValue<int>())] : null,
                    Tests = tests?[i],
                    Instructions = instructions,
                    Prefilled = row["prefilled"] is JsonValue prefilled && prefilled.GetValue<bool>(),
                }),
        ];
    }

    /// <summary>The instructions of the prompt, in the fields of IF-Eval's file; null where it has none.</summary>
    private static IReadOnlyList<Instruction>? Instructions(JsonObject row)
    {
        if (row["instruction_id_list"] is not { } given)
            return null;
        JsonArray ids =
            given as JsonArray ?? throw new FormatException("field \"instruction_id_list\" should be a list of ids.");
        JsonArray arguments = row["kwargs"] switch
        {
            JsonArray list when list.Count == ids.Count => list,
            null => [.. ids.Select(_ => new JsonObject())],
            _ => throw new FormatException(
                $"field \"kwargs\" should be a list of {ids.Count} objects, one for each of \"instruction_id_list\"."
            ),
        };
        return
        [
            .. ids.Zip(
                arguments,
                (id, given) =>
                    InstructionCatalogue.Create(
                        Text(id),
                        given as JsonObject
                            ?? throw new FormatException("field \"kwargs\" should be a list of objects.")
                    )
            ),
        ];
    }

    // One list of numbers is one completion.
    private static JsonArray? Ids(JsonNode? ids) =>
        ids switch
        {
            null => null,
            JsonArray list when list.Count == 0 || list[0] is JsonValue => [list.DeepClone()],
            JsonArray list => list,
            _ => throw new FormatException("field \"completion_ids\" should be a list of lists of numbers."),
        };

    private static JsonNode? Item(JsonObject row, string[] names, int i, int count)
    {
        string? name = names.FirstOrDefault(name => row[name] is not null);
        if (name is null)
            return null;
        if (row[name] is not JsonArray list)
            return row[name];
        return list.Count == count
            ? list[i]
            : throw new FormatException($"field \"{name}\" has {list.Count} items for {count} completions.");
    }

    private static string Scalar(JsonNode node) =>
        node is JsonValue value
            ? value.TryGetValue(out string? text)
                ? text
                : value.ToJsonString()
            : throw new FormatException("a solution should be text.");

    private static string? Readable(JsonNode? node)
    {
        try
        {
            return MessageText.Of(node);
        }
        catch (FormatException)
        {
            // Group names what is wrong with it.
            return "";
        }
    }

    // A completion that is null is one that a server never gave: it is rewarded as an empty one.
    private static string Text(JsonNode? node) => MessageText.Of(node) ?? "";
}
