namespace R1Workbook.Core.Verification;

/// <summary>
/// Judges a mathematical answer against the gold answer: extract, bring to plain form, compare exactly. This first verifier reads
/// integers, decimals, fractions, percentages, boxes, and lists, tuples, sets and intervals of them; whatever else must agree in its plain form.
/// </summary>
public static class MathVerifier
{
    private const int LongestAnswer = 100_000;

    /// <summary>The verdict. Never throws and always ends, whatever the input.</summary>
    /// <param name="gold">The right answer: an expression, or a text with one.</param>
    /// <param name="prediction">What the model wrote: an answer, or a whole completion.</param>
    public static Verdict Verify(string gold, string prediction)
    {
        if (string.IsNullOrWhiteSpace(gold)) return new Verdict(Outcome.Unverifiable, "there is no gold answer");
        if (string.IsNullOrWhiteSpace(prediction)) return new Verdict(Outcome.Unverifiable, "the prediction is empty");
        // What a model wrote last is what it answers; a runaway completion is judged by its end.
        if (prediction.Length > LongestAnswer) prediction = prediction[^LongestAnswer..];
        if (AnswerExtraction.Find(prediction) is not { } found) return new Verdict(Outcome.Unverifiable, "no answer was found: no box, no formula, no number");
        string goldForm = AnswerForm.Of(AnswerExtraction.LastBox(gold) ?? gold), form = AnswerForm.Of(found.Text);
        if (form.Length == 0) return new Verdict(Outcome.Unverifiable, $"{found.Where} is empty", found.Text);
        bool same = Same(goldForm, form, out string how);
        return new Verdict(same ? Outcome.Correct : Outcome.Incorrect, $"{found.Where}, {Shown(form)}, {(same ? "equals" : "differs from")} {Shown(goldForm)}{how}", found.Text);
    }

    private static bool Same(string gold, string answer, out string how)
    {
        how = "";
        if (gold == answer) return true;
        if (ExactNumber.TryRead(gold) is { } goldNumber && ExactNumber.TryRead(answer) is { } number)
        {
            how = $" (exactly: {goldNumber} and {number})";
            return goldNumber == number;
        }
        (string open, IReadOnlyList<string> expected, string close) = AnswerForm.Elements(gold);
        (string answerOpen, IReadOnlyList<string> given, string answerClose) = AnswerForm.Elements(answer);
        if (expected.Count > 1 || given.Count > 1 || open == @"\{" || answerOpen == @"\{")
            return expected.Count == given.Count && Brackets(open, close, answerOpen, answerClose) && Elements(open, expected, given);
        return string.Equals(gold, answer, StringComparison.OrdinalIgnoreCase) && gold.All(char.IsLetter);
    }

    /// <summary>Brackets tell a tuple or an interval from another; a list may stand with or without the braces of a set.</summary>
    private static bool Brackets(string open, string close, string answerOpen, string answerClose) =>
        (open, close) == (answerOpen, answerClose) || (open is "" or @"\{" && answerOpen is "" or @"\{");

    private static bool Elements(string open, IReadOnlyList<string> expected, IReadOnlyList<string> given)
    {
        if (open is not ("" or @"\{")) return expected.Zip(given).All(pair => Same(pair.First, pair.Second, out _));
        // In a set the order does not count; each gold element takes one answer.
        List<string> left = [.. given];
        foreach (string element in expected)
        {
            int at = left.FindIndex(candidate => Same(element, candidate, out _));
            if (at < 0) return false;
            left.RemoveAt(at);
        }
        return true;
    }

    private static string Shown(string form) => form.Length <= 60 ? form : form[..57] + "...";
}
