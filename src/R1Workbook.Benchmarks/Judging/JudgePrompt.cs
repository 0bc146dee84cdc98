using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;
using R1Workbook.Benchmarks.Files;

namespace R1Workbook.Benchmarks.Judging;

/// <summary>
/// What a judge is asked: turns of a conversation with fields in braces, such as <c>{question}</c>. A file of it holds
/// turns <c>&lt;|im_start|&gt;system ... &lt;|im_end|&gt;</c>, as AlpacaEval's do, what stands outside of them being
/// remarks; or it is, as SimpleQA's, one turn of the user as a whole. Braces around anything but a field stay as they
/// are.
/// </summary>
public sealed partial class JudgePrompt
{
    private readonly (ChatRole Role, string Text)[] _turns;
    private readonly JudgeFields _fields;

    private JudgePrompt(string source, IEnumerable<(ChatRole, string)> turns, JudgeFields fields) =>
        (Source, _turns, _fields) = (source, [.. turns], fields);

    /// <summary>Where it is from: a file, or "r1workbook" with its name.</summary>
    public string Source { get; }

    /// <summary>The workbook's own prompt for a benchmark; what judges answer to it is read as what they answer to the
    /// official one.</summary>
    /// <param name="benchmark">The benchmark, after which the text file in its folder of Sets is named.</param>
    /// <param name="fields">Its fields.</param>
    internal static JudgePrompt Own(string benchmark, JudgeFields fields)
    {
        using Stream stream =
            typeof(JudgePrompt).Assembly.GetManifestResourceStream($"JudgePrompts.{benchmark}.txt")
            ?? throw new ArgumentException($"there is no prompt for the judge of {benchmark}.", nameof(benchmark));
        using StreamReader reader = new(stream, Encoding.UTF8);
        return new JudgePrompt($"r1workbook {benchmark}.txt", Turns(reader.ReadToEnd()), fields);
    }

    /// <summary>
    /// The user's own prompt, such as the official one. Where it has none of the fields it takes the place of the
    /// instruction, and what is judged is put after it as in this one (ArenaHard's official prompt is such an
    /// instruction).
    /// </summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DataFileException">It is missing, empty, or has some fields and not the others.</exception>
    public JudgePrompt ReplacedBy(string path)
    {
        if (!File.Exists(path))
            throw new DataFileException(path, 0, "no such file; it should hold the prompt of the judge.");
        string text = File.ReadAllText(path).ReplaceLineEndings("\n");
        if (string.IsNullOrWhiteSpace(text))
            throw new DataFileException(path, 0, "the file is empty; it should hold the prompt of the judge.");
        (ChatRole, string Text)[] turns = [.. Turns(text)];
        string[] missing =
        [
            .. _fields.Names.Where(field =>
                !turns.Any(turn =>
                    field.Split('|').Any(name => turn.Text.Contains($"{{{name}}}", StringComparison.Ordinal))
                )
            ),
        ];
        if (missing.Length == 0)
            return new JudgePrompt(path, turns, _fields);
        if (missing.Length == _fields.Names.Count)
        {
            return new JudgePrompt(
                path,
                [(ChatRole.System, text.Trim()), .. _turns.Where(turn => turn.Role == ChatRole.User)],
                _fields
            );
        }

        throw new DataFileException(
            path,
            0,
            $"the prompt lacks the field {string.Join(", ", missing.Select(Named))}; the judge would not see it."
        );
    }

    private static string Named(string field) => "{" + field.Replace("|", "} or {", StringComparison.Ordinal) + "}";

    /// <summary>The conversation with the fields filled in; braces within what is filled in stay.</summary>
    /// <param name="values">The value of each field, in the order of the fields.</param>
    public IReadOnlyList<ChatMessage> Write(params IReadOnlyList<string> values) =>
        [.. _turns.Select(turn => new ChatMessage(turn.Role, _fields.Fill(turn.Text, values)))];

    private static IEnumerable<(ChatRole, string)> Turns(string text)
    {
        Match[] turns = Turn().Matches(text).ToArray();
        return turns.Length == 0
            ? [(ChatRole.User, text.Trim())]
            : turns.Select(turn => (new ChatRole(turn.Groups[1].Value), turn.Groups[2].Value.Trim()));
    }

    [GeneratedRegex(
        @"<\|im_start\|>(system|user|assistant)\n(.*?)<\|im_end\|>",
        RegexOptions.Singleline | RegexOptions.CultureInvariant
    )]
    private static partial Regex Turn();
}

/// <summary>The fields of a judge's prompt.</summary>
/// <param name="names">Each with its other names behind bars: official prompts differ.</param>
internal sealed class JudgeFields(params string[] names)
{
    private readonly Regex _any = new(
        @"\{(" + string.Join('|', names.Select(name => $"({name})")) + @")\}",
        RegexOptions.CultureInvariant
    );

    public IReadOnlyList<string> Names { get; } = names;

    public string Fill(string text, IReadOnlyList<string> values) =>
        _any.Replace(
            text,
            match => values[Enumerable.Range(0, Names.Count).First(field => match.Groups[field + 2].Success)]
        );
}
