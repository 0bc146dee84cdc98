using System.Text.RegularExpressions;
using R1Workbook.Core.Completions;
using R1Workbook.Core.Tasks;
using R1Workbook.Core.Verification;
using R1Workbook.Core.Verification.Extraction;

namespace R1Workbook.Core.Rewards.Rules;

/// <summary>What the accuracy reward asks of a completion. The defaults are those of open-r1 and TRL.</summary>
public sealed record AccuracySettings
{
    /// <summary>
    /// The answer is what stands after the last of these; without any of them the reward is 0 (TRL,
    /// <c>reasoning_accuracy_reward</c>, whose own default is <c>&lt;/think&gt;</c>). Empty: the answer part of the
    /// completion, else the whole of it.
    /// </summary>
    public IReadOnlyList<string> ReasoningDelimiters { get; init; } = [];

    /// <summary>Whether the answer must stand in a box (reasoning-from-scratch, <c>reward_rlvr</c>). Default:
    /// no.</summary>
    public bool RequireBox { get; init; }

    /// <summary>Whether a gold answer of plain words is compared too. Default: no; such a row is left out, as in
    /// TRL.</summary>
    public bool TextAnswers { get; init; }
}

/// <summary>
/// The accuracy reward of R1-Zero: is the final answer right? A rule decides, no model (version 1 of the paper, section
/// 2.2.2, page 6). Which of two equal forms is gold and which the answer makes no difference.
/// </summary>
public static partial class AccuracyReward
{
    /// <summary>The reward in the catalogue. A task that judges its responses itself is believed.</summary>
    [CatalogueEntry]
    public static RewardEntry Entry { get; } =
        RewardEntry.Each(
            "accuracy",
            "accuracy_reward",
            "R1 v1, section 2.2.2, page 6; open-r1, TRL",
            "text_answers=false, require_box=false",
            arguments =>
            {
                AccuracySettings settings = new()
                {
                    TextAnswers = arguments.Flag("text_answers", false),
                    RequireBox = arguments.Flag("require_box", false),
                };
                return input =>
                    input.Verdict is { } verdict
                        ? Explain(verdict)
                        : Explain(input.Completion, input.Gold ?? "", settings);
            }
        );

    /// <summary>TRL's variant, which reads the answer behind the reasoning only.</summary>
    [CatalogueEntry]
    public static RewardEntry ReasoningEntry { get; } =
        RewardEntry.Each(
            "reasoning_accuracy",
            "reasoning_accuracy_reward",
            "TRL",
            "reasoning_delimiters=[\"</think>\"]",
            arguments =>
            {
                AccuracySettings settings = new()
                {
                    ReasoningDelimiters = arguments.List<string>("reasoning_delimiters") is { Count: > 0 } given
                        ? given
                        : ["</think>"],
                };
                return input => Explain(input.Completion, input.Gold ?? "", settings);
            }
        );

    /// <summary>The reward of a verdict that the task has given: 1, 0, or null where nothing could be
    /// verified.</summary>
    /// <param name="verdict">The verdict.</param>
    public static RewardExplanation Explain(Verdict verdict)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        return new RewardExplanation(
            verdict.Outcome switch
            {
                Outcome.Correct => 1,
                Outcome.Incorrect => 0,
                _ => null,
            },
            verdict.Reason
        );
    }

    private static readonly AccuracySettings Default = new();

    /// <summary>1 where the answer is right, 0 where it is wrong or missing, null where the gold answer cannot be
    /// verified by a rule: such a row teaches nothing.</summary>
    /// <param name="completion">What the model wrote; the answer is read after the reasoning where there is
    /// any.</param>
    /// <param name="gold">The right answer.</param>
    /// <param name="settings">What is asked of the completion.</param>
    public static double? Of(string completion, string gold, AccuracySettings? settings = null) =>
        Explain(completion, gold, settings).Value;

    /// <summary>The reward with its reason.</summary>
    public static RewardExplanation Explain(string completion, string gold, AccuracySettings? settings = null)
    {
        settings ??= Default;
        if (string.IsNullOrWhiteSpace(gold))
            return new RewardExplanation(null, "there is no gold answer");
        if (!settings.TextAnswers && IsProse(gold))
        {
            return new RewardExplanation(
                null,
                "the gold answer is words, not mathematics: no rule of mathematics verifies it"
            );
        }

        string? part = AnswerPart(completion, settings);
        if (part is null)
        {
            return new RewardExplanation(
                0,
                $"the reasoning never ends: none of {string.Join(", ", settings.ReasoningDelimiters)} is there"
            );
        }

        if (settings.RequireBox && AnswerExtractor.LastBox(part) is null)
            return new RewardExplanation(0, "the answer stands in no box");
        Verdict verdict = MathVerifier.Verify(gold, part);
        double? value = verdict.Outcome switch
        {
            Outcome.Correct => 1,
            Outcome.Incorrect => 0,
            // An answer that cannot be read is a wrong one; a gold answer that cannot be read is no fault of the
            // completion.
            _ => MathVerifier.Verify(gold, gold).IsCorrect ? 0 : null,
        };
        int position = verdict.Answer is { Length: > 0 } extracted
            ? completion.LastIndexOf(extracted, StringComparison.Ordinal)
            : -1;
        return new RewardExplanation(
            value,
            verdict.Reason,
            verdict.Answer is null ? [] : [new RewardEvidence(verdict.Answer, "the answer judged", position)]
        );
    }

    /// <summary>The verdict behind the reward, with its reason.</summary>
    public static Verdict Judge(string completion, string gold) =>
        MathVerifier.Verify(gold, AnswerPart(completion, Default)!);

    /// <summary>Whether a gold answer is plain words: no digit, no formula, and a word of four letters or
    /// more.</summary>
    internal static bool IsProse(string gold) =>
        !gold.Any(letter => char.IsDigit(letter) || letter is '\\' or '$' or '=' or '√' or 'π')
        && LongWord().IsMatch(gold);

    private static string? AnswerPart(string completion, AccuracySettings settings)
    {
        if (settings.ReasoningDelimiters.Count == 0)
            return ThinkAnswer.Parse(completion).Answer ?? completion;
        int end = -1;
        foreach (string delimiter in settings.ReasoningDelimiters)
        {
            int at = completion.LastIndexOf(delimiter, StringComparison.Ordinal);
            if (at >= 0)
                end = Math.Max(end, at + delimiter.Length);
        }
        return end < 0 ? null : completion[end..];
    }

    // sqrt(x) and the like are mathematics written out.
    [GeneratedRegex(
        @"(?!(?:sqrt|sinh|cosh|tanh|sech|csch|coth|arcsin|arccos|arctan|asin|acos|atan|log|exp|infinity|infty|theta"
            + @"|alpha|beta|gamma|delta|lambda|true|false)\b)\b\p{L}{4,}",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex LongWord();
}
