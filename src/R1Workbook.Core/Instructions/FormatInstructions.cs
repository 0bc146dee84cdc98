using System.Text.Json;
using System.Text.RegularExpressions;

namespace R1Workbook.Core.Instructions;

/// <summary>Instructions about the form of a response: lists, highlights, sections, titles, JSON, placeholders,
/// postscripts.</summary>
internal static partial class FormatInstructions
{
    private static readonly string[] Answers = ["My answer is yes.", "My answer is no.", "My answer is maybe."];

    private static readonly string[] Fences = ["```json", "```Json", "```JSON", "```"];

    // Linear whatever a model writes: ten thousand brackets that nothing closes, or as many empty lines.
    private static readonly Regex Placeholder = Linear(@"\[.*?\]"),
        Titles = Linear(@"<<[^\n]+>>"),
        StarBullet = Linear(@"^\s*\*[^\*].*$"),
        DashBullet = Linear(@"^\s*-.*$");

    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 1000 };

    /// <summary>At least so many texts in square brackets.</summary>
    public static Func<string, InstructionCheck> Placeholders(InstructionArguments arguments)
    {
        CountLimit limit = new(arguments.Count("num_placeholders"), AtLeast: true);
        return response => limit.Check(Placeholder.Count(response), "placeholders");
    }

    /// <summary>Exactly so many lines that begin with <c>*</c> or <c>-</c>.</summary>
    public static Func<string, InstructionCheck> BulletList(InstructionArguments arguments)
    {
        int wanted = arguments.Count("num_bullets");
        return response =>
        {
            int found = StarBullet.Count(response) + DashBullet.Count(response);
            return new InstructionCheck(found == wanted, $"{found} bullet points, {wanted} are asked for");
        };
    }

    /// <summary>One of three answers stands in the response.</summary>
    public static Func<string, InstructionCheck> ConstrainedResponse(InstructionArguments arguments) =>
        response =>
            Answers.FirstOrDefault(answer => response.Contains(answer, StringComparison.Ordinal)) is { } given
                ? new InstructionCheck(true, $"\"{given}\" is there")
                : new InstructionCheck(
                    false,
                    "none of \"My answer is yes.\", \"My answer is no.\", \"My answer is maybe.\" is there"
                );

    /// <summary>At least so many texts between asterisks; what stands between double ones may count once more, as in
    /// the official check.</summary>
    public static Func<string, InstructionCheck> Highlights(InstructionArguments arguments)
    {
        CountLimit limit = new(arguments.Count("num_highlights"), AtLeast: true);
        return response =>
            limit.Check(
                Highlight().Matches(response).Count(match => !PythonText.IsBlank(match.Value.Trim('*')))
                    + DoubleHighlight().Matches(response).Count(match => !PythonText.IsBlank(match.Value[2..^2])),
                "highlighted sections"
            );
    }

    /// <summary>At least so many headings, a word and a number.</summary>
    public static Func<string, InstructionCheck> Sections(InstructionArguments arguments)
    {
        string word = PythonText.Strip(arguments.Text("section_spliter"));
        KeywordPattern heading = new(word, @"\s?", @"\s?\d+\s?", RegexOptions.None);
        CountLimit limit = new(arguments.Count("num_sections"), AtLeast: true);
        return response => limit.Check(heading.Count(response), $"headings \"{word} X\"");
    }

    /// <summary>The whole response is JSON, within a fence or not.</summary>
    public static Func<string, InstructionCheck> Json(InstructionArguments arguments) =>
        response =>
        {
            string text = PythonText.Strip(response);
            foreach (string fence in Fences)
            {
                if (text.StartsWith(fence, StringComparison.Ordinal))
                    text = text[fence.Length..];
            }
            if (text.EndsWith("```", StringComparison.Ordinal))
                text = text[..^3];
            try
            {
                // Python reads these three names too, which JSON does not have.
                text = TextOrName().Replace(PythonText.Strip(text), match => match.Value[0] == '"' ? match.Value : "0");
                using JsonDocument document = JsonDocument.Parse(text, Deep);
                return new InstructionCheck(true, "it is JSON");
            }
            catch (JsonException exception)
            {
                return new InstructionCheck(false, $"it is no JSON: {exception.Message}");
            }
        };

    /// <summary>A title within double angle brackets, not blank, on one line.</summary>
    public static Func<string, InstructionCheck> Title(InstructionArguments arguments) =>
        response =>
            Titles
                .Matches(response)
                .FirstOrDefault(match => !PythonText.IsBlank(match.Value.TrimStart('<').TrimEnd('>')))
                is { } title
                ? new InstructionCheck(true, $"the title {title.Value} is there")
                : new InstructionCheck(false, "there is no title within << and >>");

    /// <summary>A postscript with a given mark, in capitals or not; spaces may stand within "P.S." and
    /// "P.P.S".</summary>
    public static Func<string, InstructionCheck> Postscript(InstructionArguments arguments)
    {
        string mark = PythonText.Strip(arguments.Text("postscript_marker"));
        KeywordPattern pattern = new(
            mark switch
            {
                "P.P.S" => @"p\.\s?p\.\s?s",
                "P.S." => @"p\.\s?s\.",
                _ => mark.ToLowerInvariant(),
            },
            options: RegexOptions.None
        );
        return response =>
            pattern.IsIn(response.ToLowerInvariant())
                ? new InstructionCheck(true, $"the postscript {mark} is there")
                : new InstructionCheck(false, $"there is no postscript {mark}");
    }

    private static Regex Linear(string pattern) =>
        new(pattern, RegexOptions.NonBacktracking | RegexOptions.Multiline | RegexOptions.CultureInvariant);

    [GeneratedRegex(@"\*[^\n\*]*\*", RegexOptions.CultureInvariant)]
    private static partial Regex Highlight();

    [GeneratedRegex(@"\*\*[^\n\*]*\*\*", RegexOptions.CultureInvariant)]
    private static partial Regex DoubleHighlight();

    // Text that does not end goes to the end: no other may begin within it, and it is no JSON.
    [GeneratedRegex(
        "\"(?:[^\"\\\\]|\\\\.)*(?:\"|\\\\?\\z)|NaN|-?Infinity",
        RegexOptions.Singleline | RegexOptions.CultureInvariant
    )]
    private static partial Regex TextOrName();
}
