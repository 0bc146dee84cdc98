namespace R1Workbook.Core.Completions;

/// <summary>A completion taken apart into its reasoning and its answer.</summary>
/// <param name="Think">What stands between the think tags, or everything before the first answer where there are
/// none.</param>
/// <param name="Answer">What stands between the answer tags, or after the reasoning where there are none; null where
/// nothing does.</param>
/// <param name="WellFormed">Whether the form is exactly <c>&lt;think&gt;…&lt;/think&gt;
/// &lt;answer&gt;…&lt;/answer&gt;</c>, each tag once.</param>
/// <param name="Reason">Why it is not well-formed; empty where it is.</param>
public sealed record ThinkAnswer(string Think, string? Answer, bool WellFormed, string Reason)
{
    private static readonly string[] Tags = ["<think>", "</think>", "<answer>", "</answer>"];

    /// <summary>Takes a completion apart. Never throws: what does not follow the form is said in
    /// <see cref="Reason"/>.</summary>
    /// <param name="completion">What the model wrote.</param>
    /// <param name="prefilled">Whether the prompt already ended in <c>&lt;think&gt;</c>, as many chat templates do: the
    /// completion then lacks that tag.</param>
    public static ThinkAnswer Parse(string completion, bool prefilled = false)
    {
        string text =
            prefilled && !completion.TrimStart().StartsWith(Tags[0], StringComparison.Ordinal)
                ? Tags[0] + completion
                : completion;
        string reason = Problem(text);
        string? answer = Between(text, Tags[2], Tags[3]);
        int thought = text.LastIndexOf(Tags[1], StringComparison.Ordinal);
        if (answer is null && thought >= 0)
        {
            answer = text[(thought + Tags[1].Length)..].Replace(Tags[2], "", StringComparison.Ordinal).Trim();
            if (answer.Length == 0)
                answer = null;
        }
        string think = Between(text, Tags[0], Tags[1]) ?? (thought >= 0 ? text[..thought] : Before(text)).Trim();
        return new ThinkAnswer(think, answer, reason.Length == 0, reason);
    }

    /// <summary>
    /// What a user reads of a completion: the answer after the reasoning; nothing where the reasoning never ends; the
    /// completion as it stands where there is no reasoning.
    /// </summary>
    /// <param name="completion">What the model wrote.</param>
    /// <param name="prefilled">Whether the prompt already ended in <c>&lt;think&gt;</c>.</param>
    public static string AfterThinking(string completion, bool prefilled = false)
    {
        if (completion.Contains(Tags[1], StringComparison.Ordinal))
            return Parse(completion, prefilled).Answer ?? "";
        return prefilled || completion.TrimStart().StartsWith(Tags[0], StringComparison.Ordinal) ? "" : completion;
    }

    private static string Problem(string text)
    {
        int[] at = new int[Tags.Length];
        for (int i = 0; i < Tags.Length; i++)
        {
            at[i] = text.IndexOf(Tags[i], StringComparison.Ordinal);
            if (at[i] < 0)
                return $"{Tags[i]} is missing";
            if (text.IndexOf(Tags[i], at[i] + 1, StringComparison.Ordinal) >= 0)
                return $"{Tags[i]} stands more than once";
            if (i > 0 && at[i] < at[i - 1])
                return $"{Tags[i]} stands before {Tags[i - 1]}";
        }
        if (!string.IsNullOrWhiteSpace(text[..at[0]]))
            return "text stands before <think>";
        if (!string.IsNullOrWhiteSpace(text[(at[1] + Tags[1].Length)..at[2]]))
            return "text stands between </think> and <answer>";
        return string.IsNullOrWhiteSpace(text[(at[3] + Tags[3].Length)..]) ? "" : "text stands after </answer>";
    }

    /// <summary>What stands between the last opening tag that is closed, and its closing tag.</summary>
    private static string? Between(string text, string open, string close)
    {
        int end = text.LastIndexOf(close, StringComparison.Ordinal);
        int start = end < 0 ? -1 : text.LastIndexOf(open, end, StringComparison.Ordinal);
        return start < 0 ? null : text[(start + open.Length)..end].Trim();
    }

    private static string Before(string text)
    {
        string rest = text.Replace(Tags[0], "", StringComparison.Ordinal);
        int answer = rest.IndexOf(Tags[2], StringComparison.Ordinal);
        return answer < 0 ? rest : rest[..answer];
    }
}
