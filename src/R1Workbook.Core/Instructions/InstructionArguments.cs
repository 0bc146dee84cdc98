using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using R1Workbook.Core.Languages;

namespace R1Workbook.Core.Instructions;

/// <summary>
/// The arguments of an instruction, as they stand in the field <c>kwargs</c> of IF-Eval's file. A null counts as
/// missing, for the copy of the data set at Hugging Face has all names in each row.
/// </summary>
/// <param name="instruction">The id of the instruction, for messages.</param>
/// <param name="values">The arguments.</param>
public sealed partial class InstructionArguments(string instruction, JsonObject values)
{
    private readonly HashSet<string> _read = [];

    /// <summary>Tells the language of a text, an ISO 639-1 code; null where none can be told.</summary>
    internal Func<string, string?> LanguageOf { get; init; } = TextLanguage.Of;

    /// <summary>A number of things, 0 or more.</summary>
    /// <exception cref="FormatException">It is missing, no whole number or negative; the message names it.</exception>
    public int Count(string name)
    {
        if (Find(name) is JsonValue value)
        {
            if (value.TryGetValue(out int whole) && whole >= 0)
                return whole;
            // A table program may have written 3 as 3.0.
            bool isWhole =
                value.TryGetValue(out double number)
                && number is >= 0 and <= int.MaxValue
                && number == Math.Floor(number);
            if (isWhole)
                return (int)number;
        }
        throw Wrong(name, "a whole number, 0 or more");
    }

    /// <summary>A text.</summary>
    /// <exception cref="FormatException">It is missing, empty or no text.</exception>
    public string Text(string name) =>
        Find(name) is JsonValue value && value.TryGetValue(out string? text) && text.Length > 0
            ? text
            : throw Wrong(name, "text");

    /// <summary>A list of texts.</summary>
    /// <exception cref="FormatException">It is missing, empty or no list of texts.</exception>
    public IReadOnlyList<string> Texts(string name) =>
        Find(name) is JsonArray { Count: > 0 } list
            ?
            [
                .. list.Select(item =>
                    (item as JsonValue)?.TryGetValue(out string? text) == true
                        ? text
                        : throw Wrong(name, "a list of texts")
                ),
            ]
            : throw Wrong(name, "a list of texts");

    /// <summary>A list of texts, or a Python set of texts as Python prints it: <c>{'One.', 'Two.'}</c>.</summary>
    /// <exception cref="FormatException">It is missing, empty or neither.</exception>
    public IReadOnlyList<string> TextsOrPrintedSet(string name)
    {
        if (Find(name) is not JsonValue value || !value.TryGetValue(out string? printed))
            return Texts(name);
        string[] items =
        [
            .. PrintedText().Matches(printed).Select(match => match.Groups[1].Value + match.Groups[2].Value),
        ];
        return items.Length > 0 ? items : throw Wrong(name, "a list of texts");
    }

    /// <summary>How many are asked for: the numbers of arguments <paramref name="count"/> and
    /// <paramref name="relation"/>.</summary>
    /// <exception cref="FormatException">One is missing or wrong.</exception>
    public CountLimit Limit(string count, string relation) =>
        Text(relation) switch
        {
            "at least" => new CountLimit(Count(count), AtLeast: true),
            "less than" => new CountLimit(Count(count), AtLeast: false),
            _ => throw Wrong(relation, "\"at least\" or \"less than\""),
        };

    /// <summary>Fails where there is an argument that the instruction does not have.</summary>
    /// <exception cref="FormatException">There is one; the message names it.</exception>
    public void ThrowIfUnread()
    {
        if (
            values.FirstOrDefault(argument => argument.Value is not null && !_read.Contains(argument.Key)) is
            { Key: { } name }
        )
        {
            throw new FormatException(
                $"instruction {instruction} has no argument \"{name}\"; it has "
                    + $"{(_read.Count == 0 ? "none" : string.Join(", ", _read))}."
            );
        }
    }

    private JsonNode? Find(string name)
    {
        _read.Add(name);
        return values[name];
    }

    private FormatException Wrong(string name, string kind) =>
        new(
            $"instruction {instruction}: argument \"{name}\" should be {kind}, not "
                + $"{values[name]?.ToJsonString() ?? "missing"}."
        );

    [GeneratedRegex("'([^']*)'|\"([^\"]*)\"", RegexOptions.CultureInvariant)]
    private static partial Regex PrintedText();
}

/// <summary>How many of something are asked for.</summary>
/// <param name="Number">The number.</param>
/// <param name="AtLeast">Whether that many or more are right; otherwise fewer are.</param>
public readonly record struct CountLimit(int Number, bool AtLeast)
{
    /// <summary>Checks a number of things.</summary>
    /// <param name="found">How many there are.</param>
    /// <param name="things">What they are, in the plural.</param>
    public InstructionCheck Check(int found, string things) =>
        new(
            AtLeast ? found >= Number : found < Number,
            $"{found} {things}, {(AtLeast ? "at least" : "fewer than")} {Number} are asked for"
        );
}
