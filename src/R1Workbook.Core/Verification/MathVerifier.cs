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
        MostCandidates = 8;

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
        (ExtractedAnswer? goldAnswer, Expression? expected) = Gold(gold, settings.Extraction);
        if (goldAnswer is null)
        {
            return new MathVerdict(
                Outcome.Unverifiable,
                $"the gold answer cannot be read: {Shown(gold)} is neither mathematics nor a short text"
            );
        }

        bool words = expected is null or Text;
        (ExtractedAnswer? answer, Expression? given, string? error) = Answer(prediction, settings.Extraction, words);
        if (answer is null)
        {
            return new MathVerdict(Outcome.Unverifiable, "no answer was found: no box, no formula, no number")
            {
                GoldExpression = expected,
            };
        }

        if (answer.Text.Length == 0)
        {
            return new MathVerdict(Outcome.Unverifiable, $"{answer.Where} is empty", answer.Text)
            {
                GoldExpression = expected,
            };
        }

        string judged = $"{answer.Where}, {Shown(answer.Text)},";
        MathVerdict Say(Outcome outcome, string reason) =>
            new(outcome, $"{judged} {reason}", answer.Text) { GoldExpression = expected, AnswerExpression = given };

        if (expected is not null && given is not null)
        {
            Comparison comparison = ExpressionEquality.Compare(expected, given, settings);
            // An answer given in several forms, "1.5 or 3/2", is right where each of them is.
            if (
                !comparison.AreEqual
                && given is Collection { Kind: CollectionKind.List, Items.Count: > 1 and <= MostCandidates } forms
                && expected is not Collection
                && forms.Items.All(form => ExpressionEquality.Compare(expected, form, settings).AreEqual)
            )
            {
                comparison = new Comparison(true, "in each of the forms given");
            }

            if (
                comparison.AreEqual
                && settings.CompareUnits
                && AnswerUnit.Conflict(
                    AnswerUnit.Of(gold, goldAnswer, expected),
                    AnswerUnit.Of(prediction, answer, given)
                )
                    is { } conflict
            )
            {
                return Say(Outcome.Incorrect, $"differs from {Shown(goldAnswer.Text)}: {conflict}");
            }

            if (comparison.AreEqual)
                return Say(Outcome.Correct, $"equals {Shown(goldAnswer.Text)}: {comparison.Reason}");
            if (!words || !AnswerWords.AreEqual(goldAnswer.Text, answer.Text))
                return Say(Outcome.Incorrect, $"differs from {Shown(goldAnswer.Text)}: {comparison.Reason}");
        }
        if (AnswerWords.AreEqual(goldAnswer.Text, answer.Text))
            return Say(Outcome.Correct, $"equals {Shown(goldAnswer.Text)}");
        if (expected is null && given is not null and not Text)
        {
            return Say(
                Outcome.Unverifiable,
                $"cannot be compared: the gold answer {Shown(goldAnswer.Text)} is words, not mathematics"
            );
        }

        return Say(
            Outcome.Incorrect,
            given is null && error is not null && !words
                ? $"differs from {Shown(goldAnswer.Text)} and cannot be read as mathematics: {error}"
                : $"differs from {Shown(goldAnswer.Text)}: other words"
        );
    }

    /// <summary>The gold answer: the first that is mathematics; else a short text. It is known to be an answer, so bare
    /// LaTeX is looked for too.</summary>
    private static (ExtractedAnswer? Answer, Expression? Expression) Gold(string gold, ExtractionSettings settings)
    {
        ExtractedAnswer? words = null;
        foreach (
            ExtractionSettings extraction in (ExtractionSettings[])
                [settings, settings with { Targets = AnswerTargets.Latex | AnswerTargets.Expression }]
        )
        {
            foreach (ExtractedAnswer answer in AnswerExtractor.Enumerate(gold, extraction).Take(MostCandidates))
            {
                if (answer.Kind != AnswerKind.Text && MathParser.Parse(answer.Text).Expression is { } expression)
                    return (answer, expression);
                // A sentence about an answer is none: only words that stand alone, or in LaTeX, are.
                if (words is null && (answer.Kind == AnswerKind.Latex || answer.Where == AnnouncedAnswer.Whole))
                    words = answer;
            }
            if (words is not null)
                return (words, null);
        }
        return ProseRecognizer.IsExpression(gold) && MathParser.Parse(gold.Trim()).Expression is { } whole and not Text
            ? (new ExtractedAnswer(gold.Trim(), AnswerKind.Latex, AnnouncedAnswer.Whole), whole)
            : (null, null);
    }

    /// <summary>The first answer that can be read as what the gold answer is: words or mathematics; else the first of
    /// all.</summary>
    private static (ExtractedAnswer? Answer, Expression? Expression, string? Error) Answer(
        string prediction,
        ExtractionSettings settings,
        bool words
    )
    {
        (ExtractedAnswer? Answer, Expression? Expression, string? Error) first = default;
        foreach (ExtractedAnswer answer in AnswerExtractor.Enumerate(prediction, settings).Take(MostCandidates))
        {
            ParseResult? parsed = answer.Kind == AnswerKind.Text ? null : MathParser.Parse(answer.Text);
            if (
                words
                    ? answer.Kind is AnswerKind.Text or AnswerKind.Latex || parsed?.Expression is Text
                    : parsed?.Expression is not null
            )
            {
                return (answer, parsed?.Expression, parsed?.Error);
            }

            if (first.Answer is null)
                first = (answer, parsed?.Expression, parsed?.Error);
        }
        return first;
    }

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
