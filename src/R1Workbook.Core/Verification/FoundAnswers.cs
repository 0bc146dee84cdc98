using R1Workbook.Core.Verification.Expressions;
using R1Workbook.Core.Verification.Extraction;
using R1Workbook.Core.Verification.Parsing;
using R1Workbook.Core.Verification.Reading;

namespace R1Workbook.Core.Verification;

/// <summary>The answers to judge by the conventions of Math-Verify: the part of a text that looks like an answer, words
/// around it left out.</summary>
internal static class FoundAnswers
{
    private const int MostCandidates = 8;

    /// <summary>The gold answer: the first that is mathematics; else a short text. It is known to be an answer, so bare
    /// LaTeX is looked for too.</summary>
    public static JudgedAnswer? Gold(string gold, ExtractionSettings settings)
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
                    return Judged(answer, new ParseResult(expression, null));
                // A sentence about an answer is none: only words that stand alone, or in LaTeX, are.
                if (words is null && (answer.Kind == AnswerKind.Latex || answer.Where == AnnouncedAnswer.Whole))
                    words = answer;
            }
            if (words is not null)
                return Judged(words, null);
        }
        return ProseRecognizer.IsExpression(gold) && MathParser.Parse(gold.Trim()).Expression is { } whole and not Text
            ? Judged(new ExtractedAnswer(gold.Trim(), AnswerKind.Latex, AnnouncedAnswer.Whole), new(whole, null))
            : null;
    }

    /// <summary>The first answer that can be read as what the gold answer is: words or mathematics; else the first of
    /// all.</summary>
    public static JudgedAnswer? Answer(string prediction, ExtractionSettings settings, bool words)
    {
        JudgedAnswer? first = null;
        foreach (ExtractedAnswer answer in AnswerExtractor.Enumerate(prediction, settings).Take(MostCandidates))
        {
            // Who asks for LaTeX alone does not find a bare 5.
            if (answer.Kind == AnswerKind.Text && !words && !settings.Targets.HasFlag(AnswerTargets.Expression))
                continue;
            ParseResult? parsed = answer.Kind == AnswerKind.Text ? null : MathParser.Parse(answer.Text);
            if (
                words
                    ? answer.Kind is AnswerKind.Text or AnswerKind.Latex || parsed?.Expression is Text
                    : parsed?.Expression is not null
            )
            {
                return Judged(answer, parsed);
            }

            first ??= Judged(answer, parsed);
        }
        return first;
    }

    private static JudgedAnswer Judged(ExtractedAnswer answer, ParseResult? parsed) =>
        new(answer, new AnswerReading(parsed?.Expression, AnswerConditions.None, parsed?.Error));
}
