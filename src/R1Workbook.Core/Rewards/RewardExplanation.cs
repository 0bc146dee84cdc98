using System.Globalization;

namespace R1Workbook.Core.Rewards;

/// <summary>A reward and why it is what it is: the rule that decided, and what in the completion made it
/// fire.</summary>
/// <param name="Value">The reward; null where the rule has nothing to say and the completion should be left
/// out.</param>
/// <param name="Rule">Which rule decided, in one line.</param>
/// <param name="Evidence">The tags, words or numbers that made it fire.</param>
public sealed record RewardExplanation(double? Value, string Rule, IReadOnlyList<RewardEvidence> Evidence)
{
    /// <summary>A reward whose rule says everything.</summary>
    public RewardExplanation(double? value, string rule)
        : this(value, rule, []) { }

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{(Value is { } value ? value.ToString("0.####", CultureInfo.InvariantCulture) : "none")}: {Rule}"
        );
}

/// <summary>One thing in a completion that made a rule fire.</summary>
/// <param name="What">The tag, the word, the number.</param>
/// <param name="Finding">What was found of it, for example "stands once".</param>
/// <param name="Position">The index of its first character in the completion; -1 where it stands nowhere.</param>
public readonly record struct RewardEvidence(string What, string Finding, int Position = -1);
