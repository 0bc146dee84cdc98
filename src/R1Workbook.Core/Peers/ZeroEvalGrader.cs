using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace R1Workbook.Core.Peers;

/// <summary>
/// The grader behind ZeroEval's published accuracies (WildEval/ZeroEval, src/evaluation/math_eval.py and
/// eval_utils.py): the first number in the field "answer" of a completion. The field is looked for in three steps, of
/// which the later read what is no JSON: unescaped backslashes and quotes make many completions that. Where it errs: √3
/// and 5 − √5/2 answer 3 and 5. Its rule for Llama 3.1 (a box within the last 30 characters, by the model's name) is
/// left out.
/// </summary>
public static partial class ZeroEvalGrader
{
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 512 };

    /// <summary>
    /// The field "answer": of the first object whose braces close, where it is JSON; else the text between the first
    /// pair of quotes behind "answer":; else what stands behind "answer": or answer: up to a comma or a blank, which
    /// may be nothing. Null where there is none.
    /// </summary>
    public static string? Answer(string completion)
    {
        if (FirstObject(completion) is { } json && Field(json) is { } field)
            return field;
        foreach (Regex form in (Regex[])[Quoted(), Unquoted(), Bare()])
        {
            if (form.Match(completion) is { Success: true } match)
                return match.Groups[1].Value;
        }
        return null;
    }

    /// <summary>Whether the first number of the answer is the gold number; a fraction of numbers counts as its
    /// value.</summary>
    public static bool IsCorrect(string completion, string gold) =>
        Answer(completion) is { } answer
        && FirstNumber(answer) is { } number
        && number.Equals(FirstNumber(gold.Replace("#", "", StringComparison.Ordinal)));

    /// <summary>From the first opening brace to the one that closes it, whatever quotes say; null where none
    /// does.</summary>
    private static string? FirstObject(string completion)
    {
        int start = completion.IndexOf('{', StringComparison.Ordinal),
            depth = 0;
        for (int i = Math.Max(0, start); start >= 0 && i < completion.Length; i++)
        {
            if (completion[i] == '{')
                depth++;
            else if (completion[i] == '}' && --depth == 0)
                return completion[start..(i + 1)].Replace("\n", "", StringComparison.Ordinal);
        }
        return null;
    }

    private static string? Field(string json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, Deep);
            if (!document.RootElement.TryGetProperty("answer", out JsonElement answer))
                return null;
            return answer.ValueKind switch
            {
                JsonValueKind.String => answer.GetString(),
                JsonValueKind.Null => "None",
                JsonValueKind.Number when answer.GetRawText().AsSpan().ContainsAny('e', 'E') => answer
                    .GetDouble()
                    .ToString(CultureInfo.InvariantCulture),
                _ => answer.GetRawText(),
            };
        }
        // Half a surrogate pair is an invalid operation.
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static double? FirstNumber(string answer)
    {
        string plain = answer
            .Replace("$", "", StringComparison.Ordinal)
            .Trim()
            .Replace(",", "", StringComparison.Ordinal);
        if (plain.Contains('/', StringComparison.Ordinal) && PythonArithmetic.Evaluate(plain) is { } value)
            return value;
        return
            Number().Match(plain) is { Success: true } number
            && double.TryParse(number.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double first)
            ? first
            : null;
    }

    [GeneratedRegex("\"answer\"\\s*:\\s*\"([^\"]*)\"", RegexOptions.CultureInvariant)]
    private static partial Regex Quoted();

    [GeneratedRegex("\"answer\"\\s*:\\s*([^,\\s]*)", RegexOptions.CultureInvariant)]
    private static partial Regex Unquoted();

    [GeneratedRegex("answer\\s*:\\s*([^,\\s]*)", RegexOptions.CultureInvariant)]
    private static partial Regex Bare();

    [GeneratedRegex(@"-?\d+(?:\.\d+)?", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
