namespace R1Workbook.Core.Rewards.Rules;

/// <summary>
/// A quarter for each of the four tags that stands exactly once on its line: a gentler slope towards the form than all
/// or nothing (open-r1, <c>tag_count_reward</c>).
/// </summary>
public static class TagCountReward
{
    /// <summary>The reward in the catalogue.</summary>
    [CatalogueEntry]
    public static RewardEntry Entry { get; } =
        RewardEntry.Each(
            "tag_count",
            "tag_count_reward",
            "open-r1",
            "prefilled=false",
            arguments =>
            {
                bool prefilled = arguments.Flag("prefilled", false);
                return input => Explain(input.Completion, prefilled || input.Prefilled);
            }
        );

    private static readonly string[] Tags = ["<think>\n", "\n</think>\n", "\n<answer>\n", "\n</answer>"];

    /// <summary>The reward, 0 to 1 in quarters.</summary>
    /// <param name="completion">What the model wrote.</param>
    /// <param name="prefilled">Whether the prompt already ended in <c>&lt;think&gt;</c>.</param>
    public static double Of(string completion, bool prefilled = false) => Explain(completion, prefilled).Value!.Value;

    /// <summary>The reward with the count of each tag.</summary>
    public static RewardExplanation Explain(string completion, bool prefilled = false)
    {
        string text =
            prefilled && !completion.StartsWith("<think>", StringComparison.Ordinal)
                ? Tags[0] + completion
                : completion;
        RewardEvidence[] evidence = [.. Tags.Select(tag => Evidence(text, tag))];
        int once = evidence.Count(tag => tag.Finding == "stands once");
        return new RewardExplanation(
            once * 0.25,
            $"{once} of 4 tags stand exactly once on a line of their own",
            evidence
        );
    }

    private static RewardEvidence Evidence(string text, string tag)
    {
        int count = 0,
            first = text.IndexOf(tag, StringComparison.Ordinal);
        for (int at = first; at >= 0; at = text.IndexOf(tag, at + tag.Length, StringComparison.Ordinal))
            count++;
        return new RewardEvidence(
            tag.Trim('\n'),
            count switch
            {
                0 => "is missing",
                1 => "stands once",
                _ => $"stands {count} times",
            },
            first
        );
    }
}
