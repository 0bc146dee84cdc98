using R1Workbook.Core.Completions;
using R1Workbook.Core.Tasks;

namespace R1Workbook.Core.Rewards.Rules;

/// <summary>Which form is asked for.</summary>
public enum FormatVariant
{
    /// <summary>The template of R1-Zero: <c>&lt;think&gt;…&lt;/think&gt; &lt;answer&gt;…&lt;/answer&gt;</c>, each tag
    /// once, nothing but spaces around (version 1 of the paper, Table 1, page 6).</summary>
    R1Zero,

    /// <summary>open-r1's <c>format_reward</c>: the same tags, each alone on its line; what follows on further lines
    /// does not matter.</summary>
    OpenR1,

    /// <summary>TRL's <c>think_format_reward</c>: begins with <c>&lt;think&gt;</c>, which stands once and is closed; no
    /// answer tags.</summary>
    Trl,
}

/// <summary>The format reward of R1-Zero: reasoning within think tags, the answer within answer tags (version 1 of the
/// paper, section 2.2.2, page 6).</summary>
public static class FormatReward
{
    /// <summary>R1-Zero's form in the catalogue. A task with a form of its own is asked for it.</summary>
    [CatalogueEntry]
    public static RewardEntry Entry { get; } =
        RewardEntry.Each(
            "format",
            "",
            "R1 v1, Table 1, page 6",
            "prefilled=false",
            arguments =>
            {
                Func<RewardInput, RewardExplanation> text = Text(FormatVariant.R1Zero)(arguments);
                return input => input.Verdict?.Form is { } form ? Explain(form) : text(input);
            }
        );

    /// <summary>open-r1's form in the catalogue.</summary>
    [CatalogueEntry]
    public static RewardEntry OpenR1Entry { get; } =
        RewardEntry.Each("format_open_r1", "format_reward", "open-r1", "prefilled=false", Text(FormatVariant.OpenR1));

    /// <summary>TRL's form in the catalogue.</summary>
    [CatalogueEntry]
    public static RewardEntry TrlEntry { get; } =
        RewardEntry.Each("format_trl", "think_format_reward", "TRL", "prefilled=false", Text(FormatVariant.Trl));

    /// <summary>The reward of a form that the task has read: 1 or 0.</summary>
    /// <param name="form">The form.</param>
    public static RewardExplanation Explain(ResponseForm form)
    {
        ArgumentNullException.ThrowIfNull(form);
        return form.WellFormed
            ? new RewardExplanation(1, "it has the form of the task")
            : new RewardExplanation(0, "it has not the form of the task");
    }

    private static Func<RewardArguments, Func<RewardInput, RewardExplanation>> Text(FormatVariant variant) =>
        arguments =>
        {
            bool prefilled = arguments.Flag("prefilled", false);
            return input => Explain(input.Completion, variant, prefilled || input.Prefilled);
        };

    private const string Think = "<think>",
        EndThink = "</think>";

    /// <summary>1 where the completion is exactly of the form of R1-Zero, otherwise 0.</summary>
    /// <param name="completion">What the model wrote.</param>
    /// <param name="prefilled">Whether the prompt already ended in <c>&lt;think&gt;</c>; without this every reward
    /// would be 0.</param>
    public static double Of(string completion, bool prefilled = false) =>
        ThinkAnswer.Parse(completion, prefilled).WellFormed ? 1 : 0;

    /// <summary>1 where the completion is of the form of <paramref name="variant"/>, otherwise 0, with the tag at
    /// fault.</summary>
    /// <param name="completion">What the model wrote.</param>
    /// <param name="variant">The form.</param>
    /// <param name="prefilled">Whether the prompt already ended in <c>&lt;think&gt;</c>.</param>
    public static RewardExplanation Explain(
        string completion,
        FormatVariant variant = FormatVariant.R1Zero,
        bool prefilled = false
    )
    {
        if (variant == FormatVariant.R1Zero)
        {
            string reason = ThinkAnswer.Parse(completion, prefilled).Reason;
            return Judged(reason, "the template of R1-Zero");
        }
        string opening = variant == FormatVariant.OpenR1 ? Think + "\n" : Think;
        string text =
            prefilled && !completion.StartsWith(Think, StringComparison.Ordinal) ? opening + completion : completion;
        return variant == FormatVariant.OpenR1
            ? Judged(OpenR1Problem(text, null), "open-r1's form")
            : Judged(TrlProblem(text), "TRL's form");
    }

    /// <summary>
    /// What is wrong with a completion by open-r1's form; empty where nothing is. Each part is looked for from where
    /// the one before ends, so that the work grows with the length, as the lazy pattern that defines the form does not.
    /// </summary>
    internal static string OpenR1Problem(string text, string? fence)
    {
        if (!text.StartsWith(Think + "\n", StringComparison.Ordinal))
            return "it does not begin with a line <think>";
        const string turn = "\n</think>\n<answer>\n";
        int at = text.IndexOf(turn, Think.Length + 1, StringComparison.Ordinal);
        if (at < 0)
            return "no lines </think> and <answer> follow each other";
        at += turn.Length;
        if (fence is not null)
        {
            at = text.IndexOf("```" + fence, at, StringComparison.Ordinal);
            if (at < 0)
                return $"no fenced block of {fence} stands in the answer";
            at = text.IndexOf("```", at + 3 + fence.Length, StringComparison.Ordinal);
            if (at < 0)
                return $"the fenced block of {fence} is not closed";
            at += 3;
        }
        const string end = "\n</answer>";
        for (
            at = text.IndexOf(end, at, StringComparison.Ordinal);
            at >= 0;
            at = text.IndexOf(end, at + 1, StringComparison.Ordinal)
        )
        {
            int after = at + end.Length;
            if (after == text.Length || text[after] == '\n')
                return "";
        }
        return "no line </answer> ends it";
    }

    private static string TrlProblem(string text)
    {
        if (!text.StartsWith(Think, StringComparison.Ordinal))
            return "it does not begin with <think>";
        if (text.IndexOf(Think, Think.Length, StringComparison.Ordinal) >= 0)
            return "<think> stands more than once";
        return text.Contains(EndThink, StringComparison.Ordinal) ? "" : "</think> is missing";
    }

    private static RewardExplanation Judged(string problem, string form) =>
        problem.Length == 0
            ? new RewardExplanation(1, $"it has {form}")
            : new RewardExplanation(0, $"it has not {form}: {problem}");
}
