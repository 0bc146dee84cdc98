using R1Workbook.Core.Tasks;
using R1Workbook.Core.Verification.Equivalence;
using R1Workbook.Core.Verification.Expressions;
using R1Workbook.Core.Verification.Extraction;
using R1Workbook.Core.Verification.Parsing;

namespace R1Workbook.Core.Verification;

/// <summary>
/// Judges an answer against the gold answer: extract from both (<see cref="AnswerExtractor"/>), parse
/// (<see cref="MathParser"/>), compare (<see cref="ExpressionEquality"/>). Of a completion exactly one answer is
/// judged, the first that can be read, so that naming several earns nothing. Works on any thread, without time-outs:
/// every step is bounded.
/// </summary>
public static class MathVerifier
{
    private const int LongestShown = 60,
        MostForms = 8;

    /// <summary>The verdict. Never throws and always ends, whatever the input.</summary>
    /// <param name="gold">The right answer: an expression, or a text with one. One that cannot be read is never
    /// answered correctly.</param>
    /// <param name="prediction">What the model wrote: an answer, or a whole completion.</param>
    /// <param name="settings">How to compare; the defaults where absent.</param>
    public static MathVerdict Verify(string gold, string prediction, VerificationSettings? settings = null)
    {
        settings ??= VerificationSettings.Default;
        if (string.IsNullOrWhiteSpace(gold))
            return new MathVerdict(Outcome.Unverifiable, "there is no gold answer");
        if (string.IsNullOrWhiteSpace(prediction))
            return new MathVerdict(Outcome.Unverifiable, "the prediction is empty");
        try
        {
            if (
                settings.Extraction.Targets.HasFlag(AnswerTargets.Choice)
                && Choice(gold, prediction, settings) is { } chosen
            )
            {
                return chosen;
            }

            return Judge(gold, prediction, settings);
        }
        catch (Exception exception)
            when (exception
                    is ArgumentException
                        or InvalidOperationException
                        or ArithmeticException
                        or IndexOutOfRangeException
                        or FormatException
                        or KeyNotFoundException
            )
        {
            // A defect of ours, named; a training run goes on.
            return new MathVerdict(
                Outcome.Unverifiable,
                $"the verifier failed: {exception.GetType().Name}: {exception.Message}"
            );
        }
    }

    /// <summary>Compares two answers that stand alone, without looking for them; null where one of them is no
    /// mathematics.</summary>
    internal static Comparison? Compare(string gold, string answer, VerificationSettings settings) =>
        MathParser.Parse(gold).Expression is { } expected && MathParser.Parse(answer).Expression is { } given
            ? ExpressionEquality.Compare(expected, given, settings)
            : null;

    private static MathVerdict Judge(string gold, string prediction, VerificationSettings settings)
    {
        bool whole = settings.Conventions == VerdictConventions.Mathematics;
        JudgedAnswer? goldAnswer = whole
            ? WholeAnswers.Gold(gold, settings.Extraction)
            : FoundAnswers.Gold(gold, settings.Extraction);
        if (goldAnswer is null)
        {
            return new MathVerdict(
                Outcome.Unverifiable,
                $"the gold answer cannot be read: {Shown(gold)} is neither mathematics nor a short text"
            );
        }

        bool words = goldAnswer.Expression is null or Text;
        JudgedAnswer? answer = whole
            ? WholeAnswers.Answer(prediction, settings.Extraction, words)
            : FoundAnswers.Answer(prediction, settings.Extraction, words);
        MathVerdict verdict = answer switch
        {
            null => new(Outcome.Unverifiable, "no answer was found: no box, no formula, no number"),
            { IsCutOff: true } => new(
                Outcome.Unverifiable,
                $"{answer.Found.Where} does not end: the answer is cut off"
            ),
            { Found.Text.Length: 0 } => new(Outcome.Unverifiable, $"{answer.Found.Where} is empty", ""),
            _ => Compared(goldAnswer, answer, gold, prediction, settings),
        };
        return verdict with { GoldExpression = goldAnswer.Expression, AnswerExpression = answer?.Expression };
    }

    private static MathVerdict Compared(
        JudgedAnswer gold,
        JudgedAnswer answer,
        string goldSource,
        string prediction,
        VerificationSettings settings
    )
    {
        bool words = gold.Expression is null or Text,
            whole = settings.Conventions == VerdictConventions.Mathematics;
        (string expected, string given) = (gold.Found.Text, answer.Found.Text);
        MathVerdict Say(Outcome outcome, string reason) =>
            new(outcome, $"{answer.Found.Where}, {Shown(given)}, {reason}", given);
        bool SameWords() =>
            AnswerWords.AreEqual(expected, given) || (whole && words && AnswerWords.Says(expected, given));
        if (gold.Expression is not null && answer.Expression is not null)
        {
            Comparison comparison = whole
                ? AnswerComparison.Compare(gold.Reading, answer.Reading, settings)
                : ExpressionEquality.Compare(gold.Expression, answer.Expression, settings);
            if (!comparison.AreEqual)
                comparison = InEachForm(gold.Expression, answer.Expression, settings) ?? comparison;
            if (
                comparison.AreEqual
                && settings.CompareUnits
                && !gold.Reading.IsCompound
                && !answer.Reading.IsCompound
                && AnswerUnit.Of(goldSource, gold.Found, gold.Expression) is { Count: > 0 } unit
                && AnswerUnit.Conflict(unit, AnswerUnit.Of(prediction, answer.Found, answer.Expression)) is { } conflict
            )
            {
                return Say(Outcome.Incorrect, $"differs from {Shown(expected)}: {conflict}");
            }

            if (comparison.AreEqual)
                return Say(Outcome.Correct, $"equals {Shown(expected)}: {comparison.Reason}");
            if (!words || !SameWords())
            {
                return comparison.IsUndecided
                    ? Say(Outcome.Unverifiable, $"cannot be compared with {Shown(expected)}: {comparison.Reason}")
                    : Say(Outcome.Incorrect, $"differs from {Shown(expected)}: {comparison.Reason}");
            }
        }
        // Mathematics is no words: (1, 2, 3) is not what [1, 2, 3) may have been meant to be.
        if (whole && !words ? WrittenAlike(expected, given) : SameWords())
            return Say(Outcome.Correct, $"equals {Shown(expected)}");
        if (gold.Expression is null && answer.Expression is not null and not Text)
        {
            return Say(
                Outcome.Unverifiable,
                $"cannot be compared: the gold answer {Shown(expected)} is words, not mathematics"
            );
        }

        return Say(
            Outcome.Incorrect,
            answer.Expression is null && answer.Reading.Error is { } error && !words
                ? $"differs from {Shown(expected)} and cannot be read as mathematics: {error}"
                : $"differs from {Shown(expected)}: other words"
        );
    }

    private static bool WrittenAlike(string gold, string answer)
    {
        static string Signs(string text) =>
            string.Concat(text.Where(c => !char.IsWhiteSpace(c) && c is not ('$' or '.')));
        return Signs(gold) == Signs(answer);
    }

    /// <summary>An answer given in several forms, "1.5 or 3/2", is right where each of them is.</summary>
    private static Comparison? InEachForm(Expression gold, Expression answer, VerificationSettings settings) =>
        answer is Collection { Kind: CollectionKind.List, Items.Count: > 1 and <= MostForms } forms
        && gold is not Collection
        && forms.Items.All(form => ExpressionEquality.Compare(gold, form, settings).AreEqual)
            ? Comparison.Equal("in each of the forms given")
            : null;

    private static MathVerdict? Choice(string gold, string prediction, VerificationSettings settings)
    {
        ExtractionSettings choices = settings.Extraction with { Targets = AnswerTargets.Choice };
        ExtractedAnswer? expected = AnswerExtractor.Enumerate(gold, choices).FirstOrDefault(),
            given = AnswerExtractor.Enumerate(prediction, choices).FirstOrDefault();
        bool only = settings.Extraction.Targets == AnswerTargets.Choice;
        if (expected is null)
            return only ? new MathVerdict(Outcome.Unverifiable, "the gold answer names no choice") : null;
        if (given is null)
            return only ? new MathVerdict(Outcome.Unverifiable, "no choice was found") : null;
        bool same = expected.Text == given.Text;
        return new MathVerdict(
            same ? Outcome.Correct : Outcome.Incorrect,
            $"{given.Where}, {given.Text}, {(same ? "is" : "is not")} {expected.Text}",
            given.Text
        );
    }

    private static string Shown(string text)
    {
        string line = text.ReplaceLineEndings(" ");
        return line.Length <= LongestShown ? line : line[..(LongestShown - 3)] + "...";
    }
}
