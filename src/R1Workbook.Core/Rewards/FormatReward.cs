using R1Workbook.Core.Completions;

namespace R1Workbook.Core.Rewards;

/// <summary>The format reward of R1-Zero: reasoning within think tags, the answer within answer tags (version 1 of the paper, section 2.2.2, page 6).</summary>
public static class FormatReward
{
    /// <summary>1 where the completion is exactly of the form, otherwise 0.</summary>
    /// <param name="completion">What the model wrote.</param>
    /// <param name="prefilled">Whether the prompt already ended in <c>&lt;think&gt;</c>; without this every reward would be 0.</param>
    public static double Of(string completion, bool prefilled = false) => ThinkAnswer.Parse(completion, prefilled).WellFormed ? 1 : 0;
}
