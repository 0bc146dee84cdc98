using System.Globalization;
using R1Workbook.Core.Verification.Extraction;

namespace R1Workbook.Core.Peers;

/// <summary>
/// The grader behind ZeroEval's published accuracies (WildEval/ZeroEval, result_dirs): the first number in the field
/// "answer" of a JSON completion. Where it errs: √3 and 5 − √5/2 answer 3 and 5.
/// </summary>
public static class ZeroEvalGrader
{
    /// <summary>The field "answer", or null where the completion breaks off before it.</summary>
    public static string? Answer(string completion) =>
        Announcements
            .Find(completion)
            .Where(announcement => announcement.Where == Announcements.JsonField)
            .Select(announcement => completion[announcement.Content..announcement.End].Trim())
            .LastOrDefault();

    /// <summary>Whether the first number of the answer is the gold number.</summary>
    public static bool IsCorrect(string completion, string gold) =>
        Answer(completion) is { } answer && FirstNumber(answer) is { } number && number == FirstNumber(gold);

    private static decimal? FirstNumber(string text)
    {
        string plain = text.Replace(",", "", StringComparison.Ordinal);
        for (int i = 0; i < plain.Length; i++)
        {
            if (!char.IsAsciiDigit(plain[i]))
                continue;
            int end = i;
            while (
                end < plain.Length
                && (
                    char.IsAsciiDigit(plain[end])
                    || (plain[end] == '.' && end + 1 < plain.Length && char.IsAsciiDigit(plain[end + 1]))
                )
            )
            {
                end++;
            }

            int start = i > 0 && plain[i - 1] == '-' ? i - 1 : i;
            return decimal.TryParse(
                plain.AsSpan(start, end - start),
                NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out decimal number
            )
                ? number
                : null;
        }
        return null;
    }
}
