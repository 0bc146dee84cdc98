namespace R1Workbook.Core.Peers;

/// <summary>
/// The GSM8K grader of verl (volcengine/verl, verl/utils/reward_score/gsm8k.py): the last 300 characters are read;
/// strict takes what follows the last <c>#### </c>, flexible the last number. Texts are compared, so 72.0 is not 72,
/// and <c>#### $42</c> is no answer.
/// </summary>
public static class VerlGsm8kGrader
{
    private const int Read = 300;

    /// <summary>1 where the answer is the gold text, otherwise 0.</summary>
    public static double Score(string completion, string gold, bool flexible = false) =>
        Extract(completion, flexible) == gold ? 1 : 0;

    /// <summary>The answer, or null. Strict answers lose their commas, flexible ones keep them.</summary>
    public static string? Extract(string completion, bool flexible = false)
    {
        string text = completion.Length > Read ? completion[^Read..] : completion;
        string? last = null;
        for (int i = 0; i < text.Length; )
        {
            int start = i;
            if (!flexible)
            {
                start = text.IndexOf("#### ", i, StringComparison.Ordinal);
                if (start < 0)
                    break;
                start += "#### ".Length;
            }
            int end = start < text.Length && text[start] == '-' ? start + 1 : start,
                digits = end;
            while (end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] is '.' or ','))
                end++;
            if (end > digits && !(flexible && text[start..end] == "."))
                last = text[start..end];
            i = Math.Max(end, i + 1);
        }
        return flexible ? last : last?.Replace(",", "", StringComparison.Ordinal);
    }
}
