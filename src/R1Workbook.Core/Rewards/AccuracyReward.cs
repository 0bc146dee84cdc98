using R1Workbook.Core.Completions;
using R1Workbook.Core.Verification;

namespace R1Workbook.Core.Rewards;

/// <summary>The accuracy reward of R1-Zero: is the final answer right? A rule decides, no model (version 1 of the paper, section 2.2.2, page 6).</summary>
public static class AccuracyReward
{
    /// <summary>1 where the answer is right, 0 where it is wrong, null where nothing can be verified: such a completion teaches nothing either way.</summary>
    /// <param name="completion">What the model wrote; the answer is read after the reasoning where there is any.</param>
    /// <param name="gold">The right answer.</param>
    public static double? Of(string completion, string gold) => Judge(completion, gold).Outcome switch
    {
        Outcome.Correct => 1,
        Outcome.Incorrect => 0,
        _ => null,
    };

    /// <summary>The verdict behind the reward, with its reason.</summary>
    public static Verdict Judge(string completion, string gold)
    {
        ThinkAnswer parts = ThinkAnswer.Parse(completion);
        return MathVerifier.Verify(gold, parts.Answer ?? completion);
    }
}
