using System.Text.RegularExpressions;
using R1Workbook.Core.Verification.Expressions;
using R1Workbook.Core.Verification.Extraction;
using R1Workbook.Core.Verification.Reading;

namespace R1Workbook.Core.Verification;

/// <summary>The answers to judge by the conventions of mathematics: each is read whole or not at all.</summary>
internal static partial class WholeAnswers
{
    private const int MostCandidates = 8,
        LongestWords = 200,
        LongestAnswer = 400;

    private static readonly AnswerReading Words = new(null, AnswerConditions.None);

    /// <summary>The gold answer: the whole text; of a solution the answer that it announces.</summary>
    public static JudgedAnswer? Gold(string gold, ExtractionSettings settings)
    {
        string text = AnswerRepair.Repaired(gold);
        bool isBoxed = AnswerExtractor.LastBox(text) is not null,
            isSolution = isBoxed || AnswerExtractor.Announces(text);
        if (!isSolution || (!isBoxed && !text.Contains('\n', StringComparison.Ordinal)))
        {
            AnswerReading whole = AnswerReader.ReadRepaired(text);
            if (whole.Expression is not null)
                return new JudgedAnswer(Whole(text, AnswerKind.Latex), whole);
            if (!isSolution)
                return text.Length <= LongestWords ? new JudgedAnswer(Whole(text, AnswerKind.Text), Words) : null;
        }
        ExtractionSettings extraction = settings with { Targets = AnswerTargets.Latex | AnswerTargets.Expression };
        foreach (ExtractedAnswer answer in AnswerExtractor.Enumerate(text, extraction).Take(MostCandidates))
        {
            if (answer.Kind == AnswerKind.Text)
                continue;
            AnswerReading reading = AnswerReader.Read(answer.Text);
            if (reading.Expression is not null || answer.IsBox)
                return new JudgedAnswer(answer, reading);
        }
        return text.Length <= LongestWords ? new JudgedAnswer(Whole(text, AnswerKind.Text), Words) : null;
    }

    /// <summary>The answer of a completion. Where the last box, or the whole of a short text, is not understood, no
    /// other part is judged in its place.</summary>
    public static JudgedAnswer? Answer(string prediction, ExtractionSettings settings, bool words)
    {
        string? text = CompletionText.Answered(prediction);
        if (text is null || !text.Any(c => char.IsLetter(c) || char.IsNumber(c) || c is '∞' or '∅' or '{'))
            return null;
        if (BoxScanner.EndsWithinBox(text))
            return new JudgedAnswer(new ExtractedAnswer("", AnswerKind.Latex, "the last box"), Words, IsCutOff: true);
        bool isShort = text.Length <= LongestAnswer && !text.Trim().Contains('\n', StringComparison.Ordinal);
        if (
            isShort
            && !words
            && AnswerExtractor.LastBox(text) is null
            && settings.Targets.HasFlag(AnswerTargets.Expression)
        )
        {
            AnswerReading whole = AnswerReader.Read(text);
            if (whole.Expression is not null and not Text)
                return new JudgedAnswer(Whole(AnswerText.Cleaned(text), AnswerKind.Latex), whole);
        }
        JudgedAnswer? first = null;
        foreach (ExtractedAnswer answer in AnswerExtractor.Enumerate(text, settings).Take(MostCandidates))
        {
            AnswerReading reading =
                answer.Kind == AnswerKind.Text ? Words
                : answer.Qualifier is { } bound ? Words with { Error = $"the words \"{bound}\" are not understood" }
                : AnswerReader.Read(answer.Text);
            bool fits = words
                ? answer.Kind is AnswerKind.Text or AnswerKind.Latex || reading.Expression is Text
                : reading.Expression is not null || answer.IsBox;
            if (answer.Qualifier is not null)
                return new JudgedAnswer(answer with { Text = $"{answer.Qualifier} {answer.Text}" }, reading);
            if (fits)
                return new JudgedAnswer(answer, reading);
            first ??= new JudgedAnswer(answer, reading);
        }
        return
            first is null
            && words
            && isShort
            && FirstWord().IsMatch(text)
            && settings.Targets.HasFlag(AnswerTargets.Expression)
            ? new JudgedAnswer(Whole(text.Trim(), AnswerKind.Text), Words)
            : first;
    }

    // "Yes, it is possible"
    [GeneratedRegex(@"^\s*[A-Za-z]+[,.;]\s")]
    private static partial Regex FirstWord();

    private static ExtractedAnswer Whole(string text, AnswerKind kind) => new(text, kind, AnnouncedAnswer.Whole);
}
